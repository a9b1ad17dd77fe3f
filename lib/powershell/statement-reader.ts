import { BlockReader } from "./block-reader";
import { attributeOf, type ParameterAttribute, type ScriptParameter } from "./parameter-reader";
import type { Surroundings } from "./script-cursor";
import { skipBlank } from "./script-text";

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
    for (;;) {
      this.betweenStatements(around, last);
      if (this.take(/;/y)) {
        continue;
      }
      if (this.isAtEnd || this.peek(/[)}]/y)) {
        this.depth--;
        return;
      }
      const start = this.at;
      last = this.peek(WORD)?.[0].toLowerCase() ?? "";
      this.statement(around);
      this.at = Math.max(this.at, start + 1);
    }
  }

  /* Comments stand here; where the statement goes on behind them, or has to be the first one, nothing may be inserted. */
  private betweenStatements(around: Surroundings, last: string): void {
    const first = this.comments.length;
    this.skipBlanks(around, true);
    const word = this.peek(WORD)?.[0].toLowerCase() ?? "";
    const goesOn =
      /^(?:else|elseif|catch|finally)$/.test(word) ||
      (last === "do" && /^(?:while|until)$/.test(word)) ||
      this.peek(/\|{1,2}|&&/y) !== null;
    const isBesideBlocks = this.depth === 1 && (this.ownBlocks.length > 0 || this.isOwnBlock(word));
    const isHead = /^(?:using|param)$/.test(word) || this.peek(ATTRIBUTE) !== null;
    if (around.isList && (goesOn || isBesideBlocks || isHead)) {
      const inside = { ...around, isList: false };
      this.comments.splice(first, Infinity, ...this.comments.slice(first).map((one) => ({ ...one, around: inside })));
    }
  }

  protected statement(around: Surroundings): void {
    const isOwn = this.depth === 1;
    const word = this.peek(WORD)?.[0].toLowerCase() ?? "";
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
      case "exit":
        this.at += word.length;
        this.skipBlanks(around);
        if (!this.peek(/[\n;)}]|$/y)) {
          this.chain(() => this.statement({ ...around, isList: false }));
        }
        return true;
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
