import { BlockReader } from "./block-reader";
import { attributeOf, type ParameterAttribute, type ScriptParameter } from "./parameter-reader";
import type { Surroundings } from "./script-cursor";
import { skipBlank, skipOne } from "./script-text";

const ATTRIBUTE = /\[\s*[\w.]+\s*\(/y;

const WORD = /[A-Za-z]+(?![\w.\\:@#-]|\s*=[^=])/y;

/** Reads the statements of a script. */
export class StatementReader extends BlockReader {
  /** What the script itself takes; undefined where it has no `param`. */
  public ownParameters?: ScriptParameter[];
  /** The attributes in front of the script's own `param`. */
  public ownAttributes: ParameterAttribute[] = [];
  /** How many statements the script itself has, its head not counted. */
  public ownStatements = 0;

  /** Reads the whole script. */
  public read(): void {
    const around = { isConditional: false, isList: true, isCaught: false };
    while (!this.isAtEnd) {
      this.statements(around);
      this.at++;
    }
  }

  protected statements(around: Surroundings): void {
    this.depth++;
    let last = "";
    let hasBlocks = false;
    for (;;) {
      this.betweenStatements(around, last, hasBlocks);
      if (this.take(/;/y)) {
        continue;
      }
      if (this.isAtEnd || this.peek(/[)}]/y)) {
        this.depth--;
        return;
      }
      const start = this.at;
      last = this.peek(/:\w+/y)?.[0] ?? this.nextWord;
      hasBlocks ||= this.isNamedBlock(last);
      this.statement(around);
      this.at = Math.max(this.at, start + 1);
    }
  }

  private get nextWord(): string {
    return this.peek(WORD)?.[0].toLowerCase() ?? "";
  }

  /* Comments stand here; where the statement goes on behind them, or has to be the first one, nothing may be inserted. */
  private betweenStatements(around: Surroundings, last: string, hasBlocks: boolean): void {
    const first = this.comments.length;
    this.skipBlanks(around, true);
    const word = this.nextWord;
    const goesOn =
      /^(?:else|elseif|catch|finally)$/.test(word) ||
      (last === "do" && /^(?:while|until)$/.test(word)) ||
      last.startsWith(":") ||
      this.peek(/\|{1,2}|&&/y) !== null;
    if (around.isList && (goesOn || hasBlocks || this.isNamedBlock(word) || this.isHead(word))) {
      const inside = { ...around, isList: false };
      for (let index = first; index < this.comments.length; index++) {
        this.comments[index] = { ...this.comments[index], around: inside };
      }
    }
  }

  /* Whether `using` or `param` stands here, or the attributes of a `param`. */
  private isHead(word: string): boolean {
    let at = this.at;
    while (this.text[at] === "[" && at < this.text.length) {
      at = skipBlank(this.text, skipOne(this.text, at));
    }
    return word === "using" || /^param(?![\w-])/i.test(this.text.slice(at, at + 6));
  }

  protected statement(around: Surroundings): void {
    const isOwn = this.depth === 1;
    const word = this.nextWord;
    if (isOwn && word !== "using" && word !== "param" && !this.peek(/\[[^\]]*\(/y)) {
      this.ownStatements++;
    }
    if (this.keyword(word, around)) {
      return;
    }
    if (this.take(/&(?!&)|\.(?=[\s$({"'`])/y)) {
      this.invoked(around);
    } else if (
      this.peek(
        /["'$([{@!,+\u2018-\u201e]|[-\u2013\u2014](?![\w]*-\w*[A-Za-z])|0x[\da-f]+|\d[\d.]*(?:[eE][+-]?\d+|[kmgtp]b|[dlu])*(?![\w.\\-])/iy,
      )
    ) {
      this.expressionOrAttribute(around);
    } else if (!this.take(/:\w+/y)) {
      this.command(around);
    }
  }

  /* An expression; an attribute in front of a `param` is read as one, too. */
  private expressionOrAttribute(around: Surroundings): void {
    const start = this.at;
    const isAttribute = this.peek(ATTRIBUTE) !== null;
    if (isAttribute) {
      this.bracket(around);
      const attribute = attributeOf(this.text.slice(start + 1, this.at - 1).trim());
      if (this.depth === 1 && attribute && this.ownParameters === undefined) {
        this.ownAttributes.push(attribute);
      }
    } else {
      this.expression(around);
    }
  }

  /* Reads a statement that begins with a word of the language. */
  private keyword(word: string, around: Surroundings): boolean {
    switch (word) {
      case "function":
      case "filter":
      case "workflow":
      case "configuration":
        return this.declaration(word, around);
      case "class":
        return this.classDeclaration(around);
      case "enum":
        return this.take(/enum\s+\w+[^{;]{0,500}/iy) !== null && this.passGroup();
      case "using":
        return this.using();
      case "param":
        return this.param(around);
      case "switch":
        return this.switchStatement(around);
      case "return":
      case "throw":
      case "exit": {
        // A run that fails here was not meant to go another way.
        let isFailure = word === "throw";
        this.at += word.length;
        this.skipBlanks(around);
        if (!this.peek(/[\n;)}]|$/y)) {
          const start = this.at;
          this.chain(() => this.statement({ ...around, isList: false }));
          isFailure ||= word === "exit" && /^[1-9]/.test(this.text.slice(start, this.at));
        }
        if (!isFailure) {
          this.ended.add(word === "exit" ? undefined : around.functionName);
        }
        return true;
      }
      case "break":
      case "continue":
        return this.take(/\w+(?:[^\S\n]+[\w$]+)?/y) !== null;
      default:
        return this.block(word, around);
    }
  }

  private param(around: Surroundings): boolean {
    const isOwn = this.depth === 1 && this.ownParameters === undefined;
    const open = skipBlank(this.text, this.at + "param".length);
    if (this.text[open] !== "(") {
      return false;
    }
    const inside = { ...around, isList: false };
    this.at += "param".length;
    this.skipBlanks(inside, true);
    this.at++;
    const parameters = this.parameters(inside);
    this.ownParameters = isOwn ? parameters : this.ownParameters;
    return true;
  }
}

/** Reads a script. Its line ends are line feeds, and it has no byte order mark. */
export function readStatements(script: string): StatementReader {
  const reader = new StatementReader(script);
  reader.read();
  return reader;
}
