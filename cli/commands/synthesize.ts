import { dirname } from "node:path";
import { describeProblem } from "../config/problem";
import { type Built, build } from "../stack/build";
import { withScratchFolder, write } from "../stack/write";

/** The result of a synth: the stacks that were written, or everything that is wrong. */
export interface Synthesis {
  readonly built: Built;
  readonly stacks: string[];
  readonly warnings: string[];
  readonly errors: string[];
}

/**
 * Synthesizes one stack for each identity of a configuration file. It validates everything first, and writes nothing if
 * anything is wrong.
 *
 * @throws UnreadableFile and UnwritableOutput
 */
export function synthesize(file: string, outdir: string, shape?: "root" | "module"): Synthesis {
  return withScratchFolder((scratch) => {
    const built = build(file, { folder: dirname(file), scratch, outdir, shape });
    const errors = built.problems.map(describeProblem);
    if (errors.length > 0) {
      return { built, stacks: [], warnings: [], errors };
    }
    write(built, outdir);
    return { built, stacks: built.stacks.map(({ name }) => name), warnings: built.warnings, errors };
  });
}
