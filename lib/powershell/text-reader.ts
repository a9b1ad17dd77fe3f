import { ScriptCursor, type Surroundings } from "./script-cursor";

/** A quote of a text whose variables are filled in. */
export const DOUBLE_QUOTE = /["\u201c\u201d\u201e]/y;
/** The beginning of a here-string whose variables are filled in. */
export const HERE_STRING = /@["\u201c\u201d\u201e][ \t]*\n/y;

const END_OF_HERE_STRING = /\n["\u201c\u201d\u201e]@/y;

/** Reads texts, and the statements in them. */
export abstract class TextReader extends ScriptCursor {
  /** Reads statements up to a closing bracket or the end. */
  protected abstract statements(around: Surroundings): void;

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

  protected hereString(around: Surroundings): void {
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
}
