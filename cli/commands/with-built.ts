import { dirname, resolve } from "node:path";
import { UnreadableFile } from "../config/load";
import { describeProblem, type Problem } from "../config/problem";
import { type Built, build } from "../stack/build";
import { withScratchFolder } from "../stack/write";
import { INVALID, NOT_DONE } from "./exit-codes";

/** Says why a command could not be done. Returns its exit code. */
export function fail(message: string): number {
  console.error(message);
  return NOT_DONE;
}

/** Prints the problems of a configuration. Returns the exit code. */
export function reportProblems(problems: readonly Problem[], file: string, ending: string): number {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  console.error(`${problems.map(describeProblem).join("\n\n")}\n\n${count} in ${file}. ${ending}`.trimEnd());
  return INVALID;
}

/** Runs a command on the stacks of a valid configuration, in memory. Returns the exit code. */
export function withBuilt(config: string, command: (built: Built) => number): number {
  const file = resolve(config);
  try {
    return withScratchFolder((scratch) => {
      const built = build(file, { folder: dirname(file), scratch });
      return built.problems.length > 0 ? reportProblems(built.problems, file, "") : command(built);
    });
  } catch (error) {
    if (error instanceof UnreadableFile) {
      return fail(error.message);
    }
    throw error;
  }
}
