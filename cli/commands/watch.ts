import { watch as watchFolder } from "node:fs";
import { dirname, resolve } from "node:path";
import { type SynthOptions, synth } from "./synth";

/** Synthesizes now and after every change in the folder of the configuration, until it is interrupted. */
export async function watch(options: SynthOptions): Promise<number> {
  const out = resolve(options.out);
  const folder = dirname(resolve(options.config));
  synth(options);
  console.error("Waiting for changes. Ctrl+C ends.");
  let timer: NodeJS.Timeout | undefined;
  const watcher = watchFolder(folder, { recursive: true }, (_event, name) => {
    // Its own output is no reason to synthesize again.
    if (name !== null && resolve(folder, name).startsWith(out)) {
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(() => synth(options), 200);
  });
  return new Promise((end) => {
    process.once("SIGINT", () => {
      watcher.close();
      end(0);
    });
  });
}
