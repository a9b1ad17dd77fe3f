import { isObject } from "../config/fields";
import type { KeptFile } from "./kept-files";

/** A Terraform variable that a kept file declares. */
export interface KeptVariable {
  readonly name: string;
  /** Whether a value has to be given. */
  readonly isRequired: boolean;
}

/** The variables that kept files declare. An override only changes one that is declared elsewhere. */
export function variablesIn(files: readonly KeptFile[]): KeptVariable[] {
  return files
    .filter(({ name }) => !/(?:^|_)override\.tf(?:\.json)?$/.test(name))
    .flatMap(({ name, text }) => (name.endsWith(".json") ? inJson(text) : inBlocks(text)));
}

/** The names of the variables in kept files that have to be given. */
export function requiredVariablesIn(files: readonly KeptFile[]): string[] {
  return variablesIn(files).flatMap(({ name, isRequired }) => (isRequired ? [name] : []));
}

/* A comment, a here document, a quoted text, a bracket, or a word. */
const TOKEN = /\/\*[^]*?\*\/|(?:#|\/\/)[^\n]*|<<-?(\w+)\n[^]*?^\s*\1$|"(?:[^"\\\n]|\\.)*"|[{}]|[\w-]+|=/gm;

/* Reads the blocks of HCL as far as a name and a default need: what is in comments and texts is none of it. */
function inBlocks(text: string): KeptVariable[] {
  const tokens = [...text.matchAll(TOKEN)]
    .map(([token]) => token)
    .filter((token) => !/^(?:\/\*|#|\/\/|<<)/.test(token));
  const found: { name: string; isRequired: boolean }[] = [];
  let depth = 0;
  let isVariable = false;
  tokens.forEach((token, index) => {
    if (token === "{") {
      const [word, label] = [tokens[index - 2], tokens[index - 1]];
      if (depth === 0) {
        isVariable = word === "variable";
        if (isVariable) {
          found.push({ name: label?.replace(/"/g, "") ?? "", isRequired: true });
        }
      }
      depth += 1;
    } else if (token === "}") {
      depth -= 1;
    } else if (depth === 1 && isVariable && token === "default" && tokens[index + 1] === "=") {
      found.splice(-1, 1, { name: found[found.length - 1]?.name ?? "", isRequired: false });
    }
  });
  return found;
}

function inJson(text: string): KeptVariable[] {
  try {
    const { variable } = JSON.parse(text) as { variable?: unknown };
    return [variable].flat().flatMap((block) =>
      Object.entries(isObject(block) ? block : {}).map(([name, value]) => ({
        name,
        isRequired: ![value].flat().some((part) => isObject(part) && Object.hasOwn(part, "default")),
      })),
    );
  } catch {
    // Terraform says what is wrong with it.
    return [];
  }
}
