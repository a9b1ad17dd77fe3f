import { literalOf, literalsOf } from "./command-call";
import { CommandReader } from "./command-reader";
import type { Surroundings } from "./script-cursor";

/** An attribute of a parameter, such as `ValidateSet`. */
export interface ParameterAttribute {
  /** In small letters. */
  readonly name: string;
  /** What is given by name, as written; a name alone is `$true`. */
  readonly named: ReadonlyMap<string, string>;
  /** What is given by its place, as written. */
  readonly values: readonly string[];
}

/** A parameter of a script. */
export interface ScriptParameter {
  /** Without the dollar sign. */
  readonly name: string;
  /** The type as written, in small letters, without `System.`; undefined where there is none. */
  readonly type?: string;
  readonly attributes: readonly ParameterAttribute[];
}

/** Reads what a script or a function takes. */
export abstract class ParameterReader extends CommandReader {
  /** Reads the parameters behind the first bracket, and the bracket that closes them. */
  protected parameters(around: Surroundings): ScriptParameter[] {
    const found: ScriptParameter[] = [];
    let attributes: ParameterAttribute[] = [];
    let type: string | undefined;
    for (;;) {
      this.skipBlanks(around, true);
      const name = this.take(/\$\{((?:`[^]|[^`}])*)\}|\$([\w:]+)/y);
      if (name) {
        found.push({ name: name[1] ?? name[2], type, attributes });
        this.skipBlanks(around, true);
        if (this.take(/=/y)) {
          const at = this.at;
          // Only a run that does not give the parameter comes to its default.
          this.expression({ ...around, isConditional: true }, ",");
          this.assignments.push({ name: name[0], value: this.text.slice(at, this.at).trim(), at });
        }
      } else if (this.peek(/\[/y)) {
        const start = this.at;
        this.bracket(around);
        const written = this.text.slice(start + 1, this.at - 1).trim();
        const attribute = attributeOf(written);
        attributes = attribute ? [...attributes, attribute] : attributes;
        type = attribute
          ? type
          : written
              .toLowerCase()
              .replace(/\s+/g, "")
              .replace(/^system\./, "");
      } else if (this.take(/,/y)) {
        attributes = [];
        type = undefined;
      } else if (this.isAtEnd || this.take(/\)/y)) {
        return found;
      } else {
        this.skipOne();
      }
    }
  }
}

/** An attribute as it is written inside its brackets; undefined for a type. */
export function attributeOf(written: string): ParameterAttribute | undefined {
  const [, name, inside] = /^([\w.]+)\s*\((.*)\)$/s.exec(written) ?? [];
  if (name === undefined) {
    return undefined;
  }
  const named = new Map<string, string>();
  const values: string[] = [];
  for (const part of partsOf(inside)) {
    const [, key, value] = /^(\w+)(?:\s*=\s*(.*))?$/s.exec(part) ?? [];
    if (key !== undefined && (value !== undefined || /^[A-Za-z]/.test(key))) {
      named.set(key.toLowerCase(), value ?? "$true");
    } else {
      values.push(part);
    }
  }
  return {
    name: name
      .toLowerCase()
      .replace(/^system\.management\.automation\./, "")
      .replace(/attribute$/, ""),
    named,
    values,
  };
}

/* The arguments of an attribute, apart. */
function partsOf(inside: string): string[] {
  const parts = inside.match(/(?:'(?:[^']|'')*'|"(?:[^"`]|`[^]|"")*"|\([^()]*\)|\{[^]*\}|[^,'"({])+/g) ?? [];
  return parts.map((part) => part.replace(/(?:^|\n)\s*#[^\n]*/g, "").trim()).filter((part) => part !== "");
}

/** The values of an attribute, if all of them are literals. */
export function literalValuesOf({ values }: ParameterAttribute): string[] | undefined {
  // A type in brackets gives the values when the script runs.
  if (values.some((value) => value.startsWith("["))) {
    return undefined;
  }
  const said = values.map((value) => (/^@\(/.test(value) ? undefined : literalOf(value)));
  return said.every((value) => value !== undefined) ? said : literalsOf(values.length === 1 ? values[0] : undefined);
}
