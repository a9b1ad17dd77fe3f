import { ScriptCursor, type Surroundings } from "./script-cursor";

/** What a script gives a variable, a property, or a key of a hashtable. */
export interface ScriptAssignment {
  /** As written: `$password`, `$credential.Password`, or the key. */
  readonly name: string;
  /** What stands behind the equals sign, as written. */
  readonly value: string;
  readonly at: number;
}

const VARIABLE = /\$\{(?:`[^]|[^`}])*\}|\$(?:[\w:]+|[?^$])/y;
const DOUBLE_QUOTE = /["\u201c\u201d\u201e]/y;
const SINGLE_QUOTE = /['\u2018\u2019\u201a\u201b]/y;
const HERE_STRING = /@["\u201c\u201d\u201e][ \t]*\n/y;
const END_OF_HERE_STRING = /\n["\u201c\u201d\u201e]@/y;

/* Inside a statement no other one may be inserted. */
function inside(around: Surroundings): Surroundings {
  return around.isList ? { ...around, isList: false } : around;
}

/** Reads expressions: values, operators, and the statements in their brackets. */
export abstract class ExpressionReader extends ScriptCursor {
  public readonly assignments: ScriptAssignment[] = [];

  /** Reads statements up to a closing bracket or the end. */
  protected abstract statements(around: Surroundings): void;

  /** Reads one statement. */
  protected abstract statement(around: Surroundings): void;

  /** Reads the command behind a `|`. */
  protected abstract piped(around: Surroundings): void;

  /** Reads an expression up to the end of its statement. `ends` are signs that end it too. */
  protected expression(outside: Surroundings, ends = ""): void {
    const around = inside(outside);
    let isOpen = true;
    for (;;) {
      this.take(/(?:[^\S\n]|\ufeff|`\n)+/y);
      if (this.isAtEnd || this.peek(/[;)}]/y) || (ends !== "" && ends.includes(this.text[this.at]))) {
        return;
      }
      if (this.text[this.at] === "\n") {
        if (!isOpen) {
          return;
        }
        this.at++;
      } else if (this.take(/\+\+|--/y) || this.takeComment(around)) {
        // What stands in front of it goes on behind it.
      } else if (this.take(/\|\||&&/y)) {
        this.skipBlanks(around, true);
        return this.chain(() => this.statement({ ...around, isConditional: true }));
      } else if (this.take(/\|/y)) {
        this.skipBlanks(around, true);
        return this.chain(() => this.piped(around));
      } else if (this.peek(/(?:[-+*/%]|\?\?)?=/y)) {
        return this.assignment(around);
      } else if (this.take(/in(?=[\s($@])/iy) || this.take(/[-\u2013\u2014][A-Za-z]+\b/y)) {
        isOpen = true;
        if (this.text.slice(this.at - 2, this.at).toLowerCase() === "in" && this.isForeachIn()) {
          this.skipBlanks(around, true);
          return this.chain(() => this.statement(around));
        }
      } else if (this.value(around)) {
        isOpen = false;
      } else {
        isOpen = /[,+\-*/%!.<>=&:]/.test(this.text[this.at]);
        this.at++;
      }
    }
  }

  /** Reads one value, if one starts here. */
  protected value(around: Surroundings): boolean {
    if (this.peek(HERE_STRING)) {
      this.hereString(around);
    } else if (this.take(/\$\(|@\(|\(/y)) {
      this.statements({ ...around, isList: false });
      this.take(/\)/y);
    } else if (this.take(/@\{/y)) {
      this.hashtable(around);
    } else if (this.take(/\{/y)) {
      // Where it runs, and whether it does, is known by what takes it.
      this.statements({ ...around, isConditional: true, isList: false });
      this.take(/\}/y);
    } else if (this.peek(/\[/y)) {
      this.bracket(around);
    } else if (this.take(VARIABLE)) {
      return true;
    } else if (this.peek(SINGLE_QUOTE) || this.peek(/@['\u2018-\u201b]/y)) {
      this.skipOne();
    } else if (this.take(DOUBLE_QUOTE)) {
      this.doubleQuoted(around);
    } else {
      return this.take(/@?[\w\u0080-\uffff]+/y) !== null;
    }
    return true;
  }

  /** Reads a type, an attribute or an index: to its closing bracket. */
  protected bracket(around: Surroundings): void {
    const isAttribute = this.peek(/\[\s*[\w.]+\s*\(/y) !== null;
    this.at++;
    while (!this.isAtEnd && this.text[this.at] !== "]") {
      if (isAttribute) {
        this.insideAttribute(around);
      } else if (!this.takeComment(around) && !this.take(/\s+/y) && !this.value(around)) {
        if (this.peek(/[)}]/y)) {
          return;
        }
        this.at++;
      }
    }
    this.at++;
  }

  /* Words there are names; only a script block in it has statements. */
  private insideAttribute(around: Surroundings): void {
    if (this.peek(/\{/y)) {
      this.value(around);
    } else if (this.take(/\(/y)) {
      while (!this.isAtEnd && this.text[this.at] !== ")") {
        this.insideAttribute(around);
      }
      this.at++;
    } else {
      this.skipOne();
    }
  }

  /* Reads a text behind its first quote. */
  protected doubleQuoted(around: Surroundings): void {
    for (;;) {
      this.take(/(?:[^`$"\u201c\u201d\u201e]|`[^]|\$(?!\())+/y);
      if (this.take(/\$\(/y)) {
        this.statements({ ...around, isList: false });
        this.take(/\)/y);
      } else if (!this.take(/["\u201c\u201d\u201e]{2}/y)) {
        this.take(DOUBLE_QUOTE);
        return;
      }
    }
  }

  private hereString(around: Surroundings): void {
    this.take(HERE_STRING);
    // Its end may stand directly behind the first line.
    this.at--;
    while (!this.isAtEnd && !this.take(END_OF_HERE_STRING)) {
      if (this.take(/\$\(/y)) {
        this.statements({ ...around, isList: false });
        this.take(/\)/y);
      } else if (!this.take(/`[^]/y)) {
        this.take(/[^]/y);
        this.take(/[^`$\n]+/y);
      }
    }
  }

  /* Reads a hashtable behind its first bracket. */
  private hashtable(outside: Surroundings): void {
    const around = inside(outside);
    for (;;) {
      this.skipBlanks(around, true);
      if (this.isAtEnd || this.take(/\}/y)) {
        return;
      }
      if (this.peek(/=/y)) {
        this.assignment(around);
      } else if (!this.take(/[;)]/y) && !this.value(around)) {
        this.skipOne();
      }
    }
  }

  private assignment(around: Surroundings): void {
    // What is assigned to stands in front; only a short one is a name: a variable, a property, or a key of a hashtable.
    const target = this.text.slice(Math.max(0, this.at - 200), this.at);
    this.take(/(?:[-+*/%]|\?\?)?=/y);
    this.skipBlanks(around, true);
    const at = this.at;
    this.chain(() => this.statement(around));
    const name = /(\$[\w:]+(?:\.\w+)*|\w+)['"]?\s*[-+*/%?]*$/.exec(target)?.[1];
    if (name !== undefined && this.at - at < 2000) {
      this.assignments.push({ name, value: this.text.slice(at, this.at).trim(), at });
    }
  }

  /* Whether the word `in` here belongs to a `foreach`, and not to a name. */
  private isForeachIn(): boolean {
    return /\(\s*\$[\w:]+\s+in$/i.test(this.text.slice(Math.max(0, this.at - 200), this.at));
  }
}
