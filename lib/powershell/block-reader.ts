import { DeclarationReader } from "./declaration-reader";
import type { Surroundings } from "./script-cursor";
import { skipBlank, skipOne } from "./script-text";

/** Statements that have a block, and whether the block may run or not. */
const BLOCKS: ReadonlyMap<string, boolean> = new Map([
  ...["if", "elseif", "else", "while", "for", "foreach", "until", "catch", "trap"].map((word) => [word, true] as const),
  ...["do", "try", "finally", "begin", "process", "end", "clean", "dynamicparam", "data"].map(
    (word) => [word, false] as const,
  ),
  ...["parallel", "sequence", "inlinescript"].map((word) => [word, false] as const),
]);

const NAMED_BLOCK = /^(?:begin|process|end|clean|dynamicparam)$/;

/** Reads the statements that have blocks. */
export abstract class BlockReader extends DeclarationReader {
  /** Blocks of the script itself, such as `process`. */
  public readonly ownBlocks: string[] = [];

  /* How many lists of statements are open; one is the script's own. */
  protected depth = 0;

  /** Whether a word begins a named block here, such as `process`. */
  protected isNamedBlock(word: string): boolean {
    return NAMED_BLOCK.test(word) && this.endOfHead(word) !== undefined;
  }

  protected block(word: string, around: Surroundings): boolean {
    const end = BLOCKS.has(word) ? this.endOfHead(word) : undefined;
    if (end === undefined) {
      return false;
    }
    if (this.depth === 1 && NAMED_BLOCK.test(word)) {
      this.ownBlocks.push(word);
    }
    // Only some runs come to the condition of `elseif`, and to the step of `for`.
    const isConditionalHead = around.isConditional || word === "elseif" || word === "for";
    const part = { ...around, isConditional: isConditionalHead, isList: false };
    this.at += word.length;
    // The condition, the types of a `catch`, the name of `data`.
    while (this.at < end) {
      if (!this.take(/\s+|-\w+/y) && !this.takeComment(part) && !this.value(part)) {
        this.at++;
      }
    }
    this.body({
      ...around,
      isConditional: around.isConditional || BLOCKS.get(word) === true,
      isList: around.isList && word !== "dynamicparam" && word !== "data",
      isCaught: around.isCaught || word === "try",
    });
    return true;
  }

  /* Where the block begins of a statement that begins here; undefined where none does, and the word is a command's name. */
  private endOfHead(word: string): number | undefined {
    let at = skipBlank(this.text, this.at + word.length);
    let condition: number | undefined;
    for (;;) {
      const next = this.text.slice(at, at + 2);
      if (!/^[([,]|^-\w/.test(next) && !(word === "data" && /^\w/.test(next))) {
        // `while (…)` behind `do` has no block.
        return next.startsWith("{") ? at : /^(?:while|until)$/.test(word) ? condition : undefined;
      }
      const end = skipOne(this.text, at);
      condition = next.startsWith("(") ? end : condition;
      at = skipBlank(this.text, end);
    }
  }

  protected switchStatement(around: Surroundings): boolean {
    if (!this.take(/switch(?=[\s(])/iy)) {
      return false;
    }
    const part = { ...around, isConditional: true, isList: false };
    this.skipBlanks(part, true);
    while (!this.isAtEnd && !this.peek(/[{;\n]/y)) {
      if (!this.take(/-\w+/y) && !this.value({ ...around, isList: false })) {
        this.at++;
      }
      this.skipBlanks(part, true);
    }
    if (!this.take(/\{/y)) {
      return true;
    }
    for (;;) {
      this.skipBlanks(part, true);
      if (this.isAtEnd || this.take(/\}/y)) {
        return true;
      }
      // A condition, then its block.
      if (!this.body(part)) {
        this.caseLabel(part);
      }
      this.skipBlanks(part, true);
      if (!this.body({ ...part, isList: around.isList })) {
        this.take(/;/y);
      }
    }
  }

  private caseLabel(around: Surroundings): void {
    if (this.peek(/["'$(\u2018-\u201e[]/y)) {
      this.value({ ...around, isList: false });
      this.take(/(?:\.\w+|::\w+)+/y);
    } else if (!this.take(/[^\s{}()]+/y)) {
      this.at++;
    }
  }
}
