import { join, relative, resolve } from "node:path";
import { UnreadableFile } from "../config/load";
import { slashed } from "../config/script-path";
import { UnwritableOutput } from "../stack/write";
import { synthesize } from "./synthesize";

export interface SynthOptions {
  readonly config: string;
  readonly out: string;
  readonly shape?: "root" | "module";
}

/** Synthesizes, and prints the result. Returns the exit code. */
export function synth({ config, out, shape }: SynthOptions): number {
  const file = resolve(config);
  // The cdktf CLI sets this variable. It prints warnings itself, and takes any failure for 1.
  const isRunByCdktf = process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS !== undefined;
  try {
    const { errors, stacks, warnings, built } = synthesize(file, resolve(out), shape);
    if (errors.length > 0) {
      const count = errors.length === 1 ? "1 problem" : `${errors.length} problems`;
      console.error(`${errors.join("\n\n")}\n\n${count} in ${file}. Nothing was written.`);
      return 1;
    }
    for (const warning of isRunByCdktf ? [] : warnings) {
      console.error(`Warning: ${warning}`);
    }
    if (!isRunByCdktf) {
      const folder = built.stacks.every(({ isModule }) => isModule) ? "modules" : "stacks";
      console.log(`Synthesized in ${slashed(join(relative("", resolve(out)), folder))}: ${stacks.join(", ")}`);
    }
    return 0;
  } catch (error) {
    if (error instanceof UnreadableFile || error instanceof UnwritableOutput) {
      console.error(error.message);
      return error instanceof UnreadableFile && isRunByCdktf ? 1 : 2;
    }
    throw error;
  }
}
