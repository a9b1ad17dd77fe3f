import { join } from "node:path";
import { synth } from "./cli/commands/synth";

// The runnable app of this repository: `cdktf synth` calls it, and `npm run synth`. A variable that is empty is not set.
if (process.argv.length > 2) {
  console.error("main.ts takes no arguments: set EXCHANGE_CONFIG and CDKTF_OUTDIR in the environment.");
  process.exit(1);
}
const exitCode = synth({
  config: process.env.EXCHANGE_CONFIG || join(__dirname, "exchange.config.json"),
  out: process.env.CDKTF_OUTDIR || join(__dirname, "cdktf.out"),
});
// cdktf knows no other failure.
process.exitCode = exitCode === 0 ? 0 : 1;
