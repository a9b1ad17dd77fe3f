import { ExpressionReader } from "./expression-reader";
import type { Surroundings } from "./script-cursor";
import { isParameter, type CommandCall, callOf } from "./command-call";

/* What a command ends with, outside of brackets. */
const END = /[\n;)}]|$/y;

/* The name of a command, or of a program. */
const NAME = /(?:[^\s;|&(){}<>,"'`$@#\u2018-\u201e]|`[^\n]|(?<=[\w])[#@])+/y;

const REDIRECTION = /[\d*]?>{1,2}(?:&\d)?/y;

/** Reads commands with their parameters. */
export abstract class CommandReader extends ExpressionReader {
  public readonly commands: CommandCall[] = [];

  protected piped(around: Surroundings): void {
    if (this.take(/[&.](?=[\s$({"'])/y)) {
      this.invoked(around);
    } else if (this.peek(/[$"'([{@]/y)) {
      this.expression(around);
    } else {
      this.command(around);
    }
  }

  /** Reads what is called behind `&` or a dot. */
  protected invoked(around: Surroundings): void {
    this.skipBlanks(around);
    if (this.take(/\{/y)) {
      this.statements(around);
      this.take(/\}/y);
      this.words(around);
    } else if (this.peek(/[$"'(\u2018-\u201e]/y)) {
      const at = this.at;
      this.word(around);
      const name = this.text.slice(at, this.at);
      this.commands.push(callOf(name, at, this.words(around), this.asItStands(around), true));
    } else {
      this.command(around, true);
    }
  }

  /** Reads a command that starts here. */
  protected command(around: Surroundings, isInvoked = false): void {
    const at = this.at;
    const name = this.take(NAME)?.[0];
    if (name === undefined) {
      return this.expression(around);
    }
    // In front of its arguments, so that commands stand in their order.
    const where = this.asItStands(around);
    const index = this.commands.push(callOf(name, at, [], where, isInvoked)) - 1;
    this.commands[index] = callOf(name, at, this.words(around), where, isInvoked);
  }

  /* The words up to the end of the command; then what the pipeline goes on with is read. */
  private words(outside: Surroundings): string[] {
    const around = { ...outside, isList: false };
    const words: string[] = [];
    for (;;) {
      this.skipBlanks(around);
      if (this.peek(END)) {
        return words;
      }
      if (this.take(/&&|\|\|/y)) {
        this.skipBlanks(around, true);
        this.chain(() => this.statement({ ...around, isConditional: true }));
        return words;
      }
      if (this.take(/\|/y)) {
        this.skipBlanks(around, true);
        this.chain(() => this.piped(around));
        return words;
      }
      if (this.take(/--%[^\n|]*/y) || this.take(/&/y)) {
        continue;
      }
      const redirection = this.take(REDIRECTION)?.[0];
      if (redirection?.includes("&")) {
        continue;
      }
      const word = this.list(around);
      if (word === "") {
        this.at++;
      } else if (redirection === undefined) {
        words.push(word);
      }
    }
  }

  /* A word, and those that commas join to it. */
  private list(around: Surroundings): string {
    const start = this.at;
    this.word(around);
    for (;;) {
      const behind = this.at;
      if (isParameter(this.text.slice(start, Math.min(behind, start + 100)))) {
        return this.text.slice(start, behind);
      }
      this.take(/(?:[^\S\n]|`\n)+/y);
      if (!this.take(/,/y)) {
        this.at = behind;
        return this.text.slice(start, behind);
      }
      this.skipBlanks(around, true);
      this.word(around);
    }
  }

  /* What stands together without a blank is one word. */
  private word(around: Surroundings): void {
    const start = this.at;
    while (!this.isAtEnd && !this.peek(/[\s;|&)},<>]/y)) {
      if (this.peek(/["'\u2018-\u201e({$]|@["'({\u2018-\u201e]/y)) {
        const isVariable = this.peek(/\$[^(]/y) !== null;
        if (!this.value(around)) {
          this.at++;
        } else if (isVariable) {
          this.members(around);
        }
      } else if (this.peek(/\[[A-Za-z][\w.[\]]*\]::\w/y) && this.at === start) {
        this.value(around);
        this.members(around);
      } else {
        this.take(/`[^]|[^\s;|&(){}<>,"'`$@\u2018-\u201e]+|[^]/y);
      }
    }
  }

  /* The members and indices behind a value. */
  private members(around: Surroundings): void {
    while (this.take(/(?:\.|::)[A-Za-z_]\w*/y) || this.peek(/[[(]/y)) {
      if (this.peek(/[[(]/y)) {
        this.value(around);
      }
    }
  }
}
