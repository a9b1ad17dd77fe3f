import type { Surroundings } from "./script-cursor";
import { DOUBLE_QUOTE, HERE_STRING, TextReader } from "./text-reader";

/** What a script gives a variable, a property, or a key of a hashtable. */
export interface ScriptAssignment {
  /** As written: `$password`, `$credential.Password`, or the key. */
  readonly name: string;
  /** What stands behind the equals sign, as written. */
  readonly value: string;
  readonly at: number;
}

const VARIABLE = /\$\{(?:`[^]|[^`}])*\}|\$(?:[\w:]+|[?^$])/y;
const SINGLE_QUOTE = /['\u2018\u2019\u201a\u201b]/y;

/* Inside a statement no other one may be inserted. */
function inside(around: Surroundings): Surroundings {
  return around.isList ? { ...around, isList: false } : around;
}

/** Reads expressions: values, operators, and the statements in their brackets. */
export abstract class ExpressionReader extends TextReader {
  public readonly assignments: ScriptAssignment[] = [];

  /** Reads one statement. */
  protected abstract statement(around: Surroundings): void;

  /** Reads the command behind a `|`. */
  protected abstract piped(around: Surroundings): void;

  /** Reads an expression up to the end of its statement. `ends` are signs that end it too. */
  protected expression(outside: Surroundings, ends = ""): void {
    let around = inside(outside);
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
      } else if (this.take(/\+\+|--|`[^]/y) || this.takeComment(around)) {
        // What stands in front of it goes on behind it.
      } else if (this.take(/\|\||&&/y)) {
        this.skipBlanks(around, true);
        return this.chain(() => this.statement({ ...around, isConditional: true }));
      } else if (this.take(/\|/y)) {
        this.skipBlanks(around, true);
        return this.chain(() => this.piped(around));
      } else if (this.peek(/(?:[-+*/%]|\?\?)?=/y)) {
        return this.assignment(around);
      } else if (this.take(/\?\??|[-\u2013\u2014](?:and|or)\b/iy)) {
        // What stands behind it is asked for only if what stands in front leaves it open.
        around = { ...around, isConditional: true };
        isOpen = true;
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
      const hadEnded = this.ended.has(around.functionName);
      this.statements({ ...around, isConditional: true, isList: false });
      this.take(/\}/y);
      // A `return` in it ends the block alone.
      if (!hadEnded) {
        this.ended.delete(around.functionName);
      }
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
      } else if (!this.takeComment(around) && !this.take(/\s+|`[^]/y) && !this.value(around)) {
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
    const target = this.text.slice(Math.max(0, this.at - 80), this.at);
    const isConditional = this.take(/(?:[-+*/%]|\?\?)?=/y)?.[0] === "??=";
    this.skipBlanks(around, true);
    const at = this.at;
    this.chain(() => this.statement(isConditional ? { ...around, isConditional } : around));
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
