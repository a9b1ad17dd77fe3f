import { ParameterReader } from "./parameter-reader";
import type { Surroundings } from "./script-cursor";

/** A function that a script defines. */
export interface ScriptFunction {
  readonly kind: "function" | "filter" | "workflow" | "configuration";
  readonly name: string;
  readonly around: Surroundings;
}

/** Reads what a script declares: functions, classes, and the modules that it uses. */
export abstract class DeclarationReader extends ParameterReader {
  public readonly functions: ScriptFunction[] = [];
  /** The names of the modules behind `using module`, as written. */
  public readonly usings: string[] = [];

  protected declaration(kind: ScriptFunction["kind"], around: Surroundings): boolean {
    const name = this.take(/\w+\s+(?:(?:global|script|local|private):)?([^\s({;]+)\s*(?=[({]|#|<#)/iy)?.[1];
    if (name === undefined) {
      return false;
    }
    this.functions.push({ kind, name, around });
    const inside = { functionName: name, isConditional: false, isList: true, isCaught: false };
    this.skipBlanks(inside, true);
    if (kind === "configuration") {
      return this.passGroup();
    }
    if (this.take(/\(/y)) {
      this.parameters(inside);
      this.skipBlanks(inside, true);
    }
    return this.body(inside);
  }

  /* Members have blocks; what stands in front of them are names and types. */
  protected classDeclaration(around: Surroundings): boolean {
    const name = this.take(/class\s+(\w+)[^{;]{0,500}\{/iy)?.[1];
    if (name === undefined) {
      return false;
    }
    const inside: Surroundings = { ...around, functionName: name, isConditional: false, isList: true };
    for (;;) {
      this.skipBlanks(inside, true);
      if (this.isAtEnd || this.take(/\}/y)) {
        return true;
      }
      if (this.take(/=/y)) {
        this.skipBlanks(inside, true);
        this.statement({ ...inside, isList: false });
      } else if (!this.body(inside)) {
        this.skipOne();
      }
    }
  }

  protected using(): boolean {
    const line = this.take(/using(?:[^\S\n]|`\n)+(\w+)(?:[^\S\n]|`\n)*((?:@\{[^}]*\}|[^\n;#])*)[^\n;]*/iy);
    if (line && /^module$/i.test(line[1])) {
      this.usings.push(line[2].trim());
    }
    return line !== null;
  }

  /* A block in curly brackets, if one starts here. */
  protected body(inside: Surroundings): boolean {
    if (!this.take(/\{/y)) {
      return false;
    }
    this.statements(inside);
    this.take(/\}/y);
    return true;
  }

  /** Passes a group in brackets. */
  protected passGroup(): boolean {
    this.skipOne();
    return true;
  }
}
