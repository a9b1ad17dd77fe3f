import { lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "../config/problem";
import { LOCK_FILE, OutputFolder } from "./output-folder";

/** The folder beside the configuration that has a folder for each stack: what a synth copies into the stack. */
export const KEPT_FOLDER = "stacks";

const COPIED = /^(?:\.terraform\.lock\.hcl|[\w-][\w.-]*\.tf(?:\.json)?)$/;
const COPIED_WORDS = `only *.tf and *.tf.json with names of letters, digits, '.', '-' and '_', and ${LOCK_FILE}, are`;
const SYNTHESIZED = ["cdk.tf.json", "main.tf.json"];

/** A file that a person keeps for a stack. */
export interface KeptFile {
  readonly stack: string;
  readonly name: string;
  readonly text: string;
}

/** What is kept for the stacks of a configuration, what is wrong with it, and what is not copied. */
export interface KeptFiles {
  readonly files: KeptFile[];
  readonly problems: Problem[];
  readonly warnings: string[];
}

/** A stack, and the folder that it is written to. */
export interface StackPlace {
  readonly name: string;
  readonly target: string;
}

/**
 * Reads what is kept for the stacks: Terraform files, such as `moved.tf` or `backend_override.tf.json`, and the lock file of
 * the providers. A stack that is written to that very place has them already.
 *
 * @param folder the folder of the configuration
 * @param others the stacks of other configurations in the folder
 */
export function keptFiles(folder: string, stacks: readonly StackPlace[], others: readonly string[]): KeptFiles {
  const kept: KeptFiles = { files: [], problems: [], warnings: [] };
  // The folder of the configuration may be an output too, of another synth than this one.
  const output = new OutputFolder(folder);
  for (const { name, target } of stacks) {
    const place = join(folder, KEPT_FOLDER, name);
    if (!isSamePlace(place, target)) {
      namesIn(place, name, kept)
        .filter((file) => !(SYNTHESIZED.includes(file) && output.owns(`${KEPT_FOLDER}/${name}/${file}`)))
        .forEach((file) => keep(name, file, place, kept));
    }
  }
  const known = new Set([...stacks.map(({ name }) => name), ...others]);
  for (const name of namesIn(join(folder, KEPT_FOLDER), undefined, kept).filter((other) => !known.has(other))) {
    if (COPIED.test(name)) {
      kept.warnings.push(
        `${KEPT_FOLDER}/${name} is not copied: put it into the folder of a stack, ${KEPT_FOLDER}/<stack>.`,
      );
      continue;
    }
    const isOutput = stacks.some(({ target }) => isSamePlace(join(target, ".."), join(folder, KEPT_FOLDER)));
    if (!isOutput && namesIn(join(folder, KEPT_FOLDER, name), undefined, kept).some((file) => COPIED.test(file))) {
      kept.warnings.push(
        `${KEPT_FOLDER}/${name} belongs to no stack of the configuration: nothing of it is copied. If the stack was renamed, rename the folder.`,
      );
    }
  }
  return kept;
}

/* The names in a folder: none where there is none. A link to one is a problem, and so is one that cannot be read. */
function namesIn(folder: string, stack: string | undefined, kept: KeptFiles): string[] {
  const shown = stack === undefined ? KEPT_FOLDER : `${KEPT_FOLDER}/${stack}`;
  const refuse = (given: string, allowed: string, remedy: string) =>
    kept.problems.push({
      path: stack === undefined ? [] : ["identities", stack],
      given: `${shown}, ${given}`,
      allowed,
      remedy,
    });
  try {
    const entry = lstatSync(folder);
    if (entry.isSymbolicLink()) {
      refuse("which is a link", "a folder of its own: no link is followed", "remove the link");
    }
    if (stack !== undefined && !entry.isDirectory() && !entry.isSymbolicLink()) {
      kept.warnings.push(`[${stack}] ${shown} is no folder: nothing is copied from it.`);
    }
    return entry.isDirectory() ? readdirSync(folder).sort() : [];
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (!["ENOENT", "ENOTDIR"].includes(code)) {
      refuse(`which cannot be read (${code})`, "a folder that can be read", "look at who may read it");
    }
    return [];
  }
}

function keep(stack: string, name: string, folder: string, kept: KeptFiles): void {
  const place = `${KEPT_FOLDER}/${stack}/${name}`;
  const refuse = (given: string, allowed: string, remedy = "remove it, or rename it") =>
    void kept.problems.push({ path: ["identities", stack], given: `${place}, ${given}`, allowed, remedy });
  if (SYNTHESIZED.includes(name)) {
    return refuse("which has the name of a file that is synthesized", "another name");
  }
  if (!COPIED.test(name)) {
    kept.warnings.push(`[${stack}] ${place} is not copied into the stack: ${COPIED_WORDS}.`);
    return;
  }
  const file = join(folder, name);
  try {
    const entry = lstatSync(file);
    if (entry.isSymbolicLink()) {
      return refuse("which is a link", "a file of its own: no link is followed");
    }
    if (!entry.isFile()) {
      return refuse("which is no file", "a file");
    }
    const bytes = readFileSync(file);
    const text = bytes.toString("utf8");
    if (!Buffer.from(text).equals(bytes)) {
      return refuse("which is no UTF-8", "a text in UTF-8, as Terraform reads it", "save it in UTF-8");
    }
    kept.files.push({ stack, name, text });
  } catch (error) {
    refuse(
      `which cannot be read (${(error as NodeJS.ErrnoException).code})`,
      "a file that can be read",
      "look at who may read it",
    );
  }
}

/** Whether two paths lead to one folder, over links too. */
export function isSamePlace(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}
