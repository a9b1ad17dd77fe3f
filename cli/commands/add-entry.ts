import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { load } from "../config/load";
import { withEntry } from "../config/edit-text";
import { describeProblem, type Problem } from "../config/problem";
import { build } from "../stack/build";
import { withScratchFolder } from "../stack/write";
import { fail, NOT_IN_ORDER } from "./with-built";

/**
 * Adds an identity to a configuration file, if the file is in order with it; the rest of the file keeps every byte.
 * Returns the exit code.
 *
 * @throws UnreadableFile
 */
export function addEntry(file: string, name: string, entry: object): number {
  const { identities } = load(file);
  if (identities.some((identity) => identity.name.toLowerCase() === name.toLowerCase())) {
    return fail(`There is a stack ${name} already. Choose another name with --stack.`);
  }
  const changed = withEntry(readFileSync(file, "utf8"), name, entry);
  const problems = problemsOf(changed, dirname(file));
  if (problems.length > 0) {
    console.error(problems.map(describeProblem).join("\n\n"));
    return NOT_IN_ORDER;
  }
  writeFileSync(file, changed);
  console.log(`Added ${name} to ${relative("", file).replace(/\\/g, "/")}.`);
  return 0;
}

/** What is wrong with the text of a configuration that lies, or would lie, in a folder. */
export function problemsOf(text: string, folder: string): Problem[] {
  return withScratchFolder((scratch) => {
    // The paths in the configuration start in its own folder.
    const copy = join(scratch, "exchange.config.json");
    writeFileSync(copy, text);
    return build(copy, folder, scratch).problems;
  });
}
