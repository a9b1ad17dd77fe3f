import { BLOCKS } from "./block-keywords";
import { DeclarationReader } from "./declaration-reader";
import { attributeOf, type ParameterAttribute, type ScriptParameter } from "./parameter-reader";
import type { Surroundings } from "./script-cursor";

const WORD = /[A-Za-z]+(?![\w.\\:@#-]|\s*=[^=])/y;

/** Reads the statements of a script. */
export class StatementReader extends DeclarationReader {
  /** What the script itself takes; undefined where it has no `param`. */
  public ownParameters?: ScriptParameter[];
  /** The attributes in front of the script's own `param`. */
  public ownAttributes: ParameterAttribute[] = [];
  /** Blocks of the script itself, such as `process`. */
  public readonly ownBlocks: string[] = [];
  /** How many statements the script itself has, its head not counted. */
  public ownStatements = 0;

  private depth = 0;

  /** Reads the whole script. */
  public read(): void {
    const around = { isConditional: false, isList: true };
    while (!this.isAtEnd) {
      this.statements(around);
      this.at++;
    }
  }

  protected statements(around: Surroundings): void {
    this.depth++;
    for (;;) {
      this.skipBlanks(around, true);
      if (this.take(/;/y)) {
        continue;
      }
      if (this.isAtEnd || this.peek(/[)}]/y)) {
        this.depth--;
        return;
      }
      const start = this.at;
      this.statement(around);
      this.at = Math.max(this.at, start + 1);
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
    const isAttribute = this.peek(/\[\s*[\w.]+\s*\(/y) !== null;
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
        return this.take(/enum\s+\w+[^{;]*/iy) !== null && this.passGroup();
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
          this.statement({ ...around, isList: false });
        }
        return true;
      case "break":
      case "continue":
        return this.take(/\w+(?:[^\S\n]+[\w$]+)?/y) !== null;
      default:
        return BLOCKS.has(word) && this.block(word, around);
    }
  }

  private param(around: Surroundings): boolean {
    const isOwn = this.depth === 1 && this.ownParameters === undefined;
    if (!this.take(/param(?:\s|`\n)*\(/iy)) {
      return false;
    }
    const parameters = this.parameters({ ...around, isList: false });
    this.ownParameters = isOwn ? parameters : this.ownParameters;
    return true;
  }

  private block(word: string, around: Surroundings): boolean {
    const start = this.at;
    this.at += word.length;
    const isConditional = around.isConditional || BLOCKS.get(word) === true;
    const inside = { ...around, isConditional, isList: true };
    this.skipBlanks(around, true);
    // The condition, the types of a `catch`, the name of `data`.
    while (this.peek(/[([,]|-\w/y) || (word === "data" && this.peek(/\w/y))) {
      if (!this.value({ ...around, isList: false })) {
        this.at++;
      }
      this.skipBlanks(around, true);
    }
    if (this.peek(/\{/y)) {
      if (/^(?:begin|process|end|clean|dynamicparam)$/.test(word) && this.depth === 1) {
        this.ownBlocks.push(word);
      }
      return this.body(inside);
    }
    // `while (…)` behind `do` has no block; a word without either is a command's name.
    const isWhole = /^(?:while|until)$/.test(word) && this.text.slice(start, this.at).includes("(");
    this.at = isWhole ? this.at : start;
    return isWhole;
  }

  private switchStatement(around: Surroundings): boolean {
    if (!this.take(/switch(?=[\s(])/iy)) {
      return false;
    }
    this.skipBlanks(around, true);
    while (!this.isAtEnd && !this.peek(/[{;\n]/y)) {
      if (!this.take(/-\w+/y) && !this.value({ ...around, isList: false })) {
        this.at++;
      }
      this.skipBlanks(around, true);
    }
    if (!this.take(/\{/y)) {
      return true;
    }
    const inside = { ...around, isConditional: true, isList: true };
    for (;;) {
      this.skipBlanks(inside, true);
      if (this.isAtEnd || this.take(/\}/y)) {
        return true;
      }
      // A condition, then its block.
      if (!this.body({ ...inside, isList: false })) {
        this.caseLabel(inside);
      }
      this.skipBlanks(inside, true);
      if (!this.body(inside)) {
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

/** Reads a script. Its line ends are line feeds, and it has no byte order mark. */
export function readStatements(script: string): StatementReader {
  const reader = new StatementReader(script);
  reader.read();
  return reader;
}
