import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Problem } from "../config/problem";
import { linkBelow, LOCK_FILE } from "./output-folder";

/** The folder beside the configuration that has a folder for each stack: what a synth copies into the stack. */
export const KEPT_FOLDER = "stacks";

const COPIED = /^(?:\.terraform\.lock\.hcl|[\w-][\w.-]*\.tf(?:\.json)?)$/;
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

/**
 * Reads what is kept for the stacks: Terraform files, such as `moved.tf` or `backend_override.tf.json`, and the lock file of
 * the providers. An output in the same place has them already.
 *
 * @param folder the folder of the configuration
 * @param outdir the output folder
 */
export function keptFiles(folder: string, outdir: string, stacks: readonly string[]): KeptFiles {
  const kept: KeptFiles = { files: [], problems: [], warnings: [] };
  if (resolve(outdir) === resolve(folder)) {
    return kept;
  }
  for (const stack of stacks) {
    try {
      keepFor(stack, folder, kept);
    } catch (error) {
      kept.problems.push({
        path: ["identities", stack],
        given: `${KEPT_FOLDER}/${stack}, which cannot be read (${(error as NodeJS.ErrnoException).code})`,
        allowed: "a folder and files that can be read",
        remedy: "look at who may read them",
      });
    }
  }
  return kept;
}

function keepFor(stack: string, folder: string, kept: KeptFiles): void {
  for (const name of namesIn(join(folder, KEPT_FOLDER, stack))) {
    const place = `${KEPT_FOLDER}/${stack}/${name}`;
    const wrong = whyNotCopied(folder, stack, name);
    if (wrong !== undefined) {
      kept.problems.push({ ...wrong, path: ["identities", stack], given: `${place}, ${wrong.given}` });
    } else if (COPIED.test(name)) {
      kept.files.push({ stack, name, text: readFileSync(join(folder, KEPT_FOLDER, stack, name), "utf8") });
    } else {
      kept.warnings.push(
        `[${stack}] ${place} is not copied into the stack: only *.tf, *.tf.json and ${LOCK_FILE} are.`,
      );
    }
  }
}

function namesIn(folder: string): string[] {
  return existsSync(folder) && lstatSync(folder).isDirectory() ? readdirSync(folder).sort() : [];
}

function whyNotCopied(folder: string, stack: string, name: string) {
  const path = [KEPT_FOLDER, stack, name].join("/");
  const remedy = "remove it, or rename it";
  if (SYNTHESIZED.includes(name)) {
    return { given: "which has the name of a file that is synthesized", allowed: "another name", remedy };
  }
  if (linkBelow(folder, path) !== undefined) {
    return { given: "which is a link, or below one", allowed: "a file of its own: no link is followed", remedy };
  }
  return COPIED.test(name) && existsSync(join(folder, path)) && !lstatSync(join(folder, path)).isFile()
    ? { given: "which is no file", allowed: "a file", remedy }
    : undefined;
}
