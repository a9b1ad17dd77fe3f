import { isObject } from "../config/fields";
import type { KeptFile } from "./kept-files";

/** A Terraform variable that a kept file declares. */
export interface KeptVariable {
  readonly name: string;
  /** Whether a value has to be given. */
  readonly isRequired: boolean;
}

/** The variables of kept files: read by their blocks, which is enough for a name and whether there is a default. */
export function variablesIn(files: readonly KeptFile[]): KeptVariable[] {
  return files.flatMap(({ name, text }) => (name.endsWith(".json") ? inJson(text) : inBlocks(text)));
}

/** The names of the variables in kept files that have to be given. */
export function requiredVariablesIn(files: readonly KeptFile[]): string[] {
  return variablesIn(files).flatMap(({ name, isRequired }) => (isRequired ? [name] : []));
}

function inBlocks(text: string): KeptVariable[] {
  const code = text.replace(/\/\*[^]*?\*\/|(?:#|\/\/).*$/gm, "");
  return [...code.matchAll(/^\s*variable\s+"([\w-]+)"\s*\{/gm)].map(({ 1: name = "", 0: opening, index }) => ({
    name,
    isRequired: !/^\s*default\s*=/m.test(blockAt(code, index + opening.length)),
  }));
}

/* What stands in the braces that are open at an offset. */
function blockAt(code: string, start: number): string {
  let depth = 1;
  for (let end = start; end < code.length; end += 1) {
    depth += code[end] === "{" ? 1 : code[end] === "}" ? -1 : 0;
    if (depth === 0) {
      return code.slice(start, end);
    }
  }
  return code.slice(start);
}

function inJson(text: string): KeptVariable[] {
  try {
    const { variable } = JSON.parse(text) as { variable?: unknown };
    return Object.entries(isObject(variable) ? variable : {}).map(([name, value]) => ({
      name,
      isRequired: !(isObject(value) && Object.hasOwn(value, "default")),
    }));
  } catch {
    // Terraform says what is wrong with it.
    return [];
  }
}
