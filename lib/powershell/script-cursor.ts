import { skipOne } from "./script-text";

/** What surrounds a place in a script. */
export interface Surroundings {
  /** The function that it stands in; undefined outside of functions. */
  readonly functionName?: string;
  /** Whether it may run or not: in a branch, a loop, a `catch`, a script block that something else starts. */
  readonly isConditional: boolean;
  /** Whether a statement may be inserted on a line of its own. */
  readonly isList: boolean;
  /** Whether a `catch` may take what goes wrong. */
  readonly isCaught: boolean;
}

/** A comment in a script. */
export interface ScriptComment {
  readonly start: number;
  readonly text: string;
  readonly isFirstInLine: boolean;
  readonly around: Surroundings;
}

/* Of commands in a pipeline, or of assignments; no person writes as many, and each is read inside the one before. */
const LONGEST_CHAIN = 400;

/** A place in a script, and what can be passed from there. */
export class ScriptCursor {
  public readonly comments: ScriptComment[] = [];
  /** Whether it was not read to its end: too many commands in one chain. */
  public isTooLong = false;

  protected at = 0;

  /* The functions that may have ended before this place; undefined is the script itself. */
  protected readonly ended = new Set<string | undefined>();

  private chained = 0;

  public constructor(protected readonly text: string) {}

  /** What a sticky pattern finds here; the place stays. */
  protected peek(pattern: RegExp): RegExpExecArray | null {
    // A place behind the end is the end.
    pattern.lastIndex = Math.min(this.at, this.text.length);
    return pattern.exec(this.text);
  }

  /** The same, and the place moves behind it. */
  protected take(pattern: RegExp): RegExpExecArray | null {
    const found = this.peek(pattern);
    this.at += found?.[0].length ?? 0;
    return found;
  }

  /** Reads what a chain goes on with. A chain that is too long ends the script. */
  protected chain(read: () => void): void {
    if (this.chained === LONGEST_CHAIN) {
      this.isTooLong = true;
      this.at = this.text.length;
      return;
    }
    this.chained++;
    read();
    this.chained--;
  }

  /** The surroundings of what is called here: behind a `return` it may not be reached. */
  protected asItStands(around: Surroundings): Surroundings {
    const mayHaveEnded = this.ended.has(around.functionName) || this.ended.has(undefined);
    return mayHaveEnded ? { ...around, isConditional: true } : around;
  }

  protected get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Passes one token, quoted text, comment or group. */
  protected skipOne(): void {
    this.at = Math.max(this.at + 1, Math.min(skipOne(this.text, this.at), this.text.length));
  }

  /** Passes blanks, continued lines and comments; with `lines`, line ends too. */
  protected skipBlanks(around: Surroundings, lines = false): void {
    do {
      this.take(lines ? /(?:\s|\ufeff|`\n)+/y : /(?:[^\S\n]|\ufeff|`\n)+/y);
    } while (this.takeComment(around));
  }

  /** Passes a comment that starts here, if one does. */
  protected takeComment(around: Surroundings): boolean {
    const start = this.at;
    const comment = this.take(/<#[^]*?#>|#[^\n]*/y);
    if (comment) {
      let before = start - 1;
      while (before >= 0 && /[^\S\n]/.test(this.text[before])) {
        before--;
      }
      const isFirstInLine = before < 0 || this.text[before] === "\n";
      this.comments.push({ start, text: comment[0], isFirstInLine, around });
    }
    return comment !== null;
  }
}
