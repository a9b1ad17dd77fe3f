import { join, relative, resolve } from "node:path";
import { synthesize } from "./app/synthesize";

// cdktf writes down where every reference was made, which nobody of this file's users sees and costs a tenth of the synth.
if (process.env.EXCHANGE_DEBUG === undefined) {
  Error.prepareStackTrace = String;
}

const file = resolve(process.env.EXCHANGE_CONFIG ?? join(__dirname, "exchange.config.json"));
const outdir = process.env.CDKTF_OUTDIR ?? join(__dirname, "cdktf.out");
const { errors, permissions, stacks, warnings } = synthesize(file, outdir);

// The cdktf CLI sets this variable, and prints warnings itself.
const isRunAlone = process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS === undefined;
for (const warning of isRunAlone ? warnings : []) {
  console.error(`Warning: ${warning}`);
}
if (process.argv.includes("--permissions") && errors.length === 0) {
  console.log(permissions.join("\n"));
}
if (isRunAlone && errors.length === 0) {
  console.log(`Synthesized in ${join(relative("", outdir), "stacks")}: ${stacks.join(", ")}`);
}
if (errors.length > 0) {
  console.error(
    `${errors.join("\n\n")}\n\n${errors.length === 1 ? "1 problem" : `${errors.length} problems`} in ${file}. Nothing was written.`,
  );
  process.exitCode = 1;
}
