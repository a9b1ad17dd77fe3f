/*
 * The whole process of a synth, ours beside the same resources written by hand with the same bindings, in turn:
 * `npm run bench`, or `npm run bench -- 2 10` for chosen numbers of identities.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Measure {
  readonly seconds: number;
  readonly megabytes: number;
}

const ROOT = __dirname.endsWith("bench") ? join(__dirname, "..") : __dirname;
const folder = mkdtempSync(join(tmpdir(), "exchange-bench-"));
const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);

function configurationOf(identities: number): string {
  const file = join(folder, `${identities}.json`);
  const entries = Array.from({ length: identities }, (_, index) => [
    `identity-${index}`,
    {
      organization: "contoso.onmicrosoft.com",
      resourceGroup: { name: `ContosoRG${index}`, location: "West US" },
      host: { type: "automationAccount", name: `ContosoAzAuto${index}` },
      identity: index % 2 === 1 ? { type: "userAssigned", name: `ContosoMI${index}` } : { type: "systemAssigned" },
      module: { version: "3.9.2" },
      roles: ["Exchange Administrator"],
    },
  ]);
  writeFileSync(file, JSON.stringify({ identities: Object.fromEntries(entries) as object }));
  return file;
}

function measure(program: string, identities: number, configuration: string): Measure {
  const outdir = join(folder, "out");
  rmSync(outdir, { recursive: true, force: true });
  const report =
    "process.on('exit', () => require('fs').writeFileSync(process.env.BENCH_REPORT, String(process.resourceUsage().maxRSS)))";
  const hook = join(folder, "hook.cjs");
  const memory = join(folder, "memory");
  writeFileSync(hook, report);
  const start = process.hrtime.bigint();
  const run = spawnSync(process.execPath, ["-r", hook, "run.cjs", program], {
    cwd: ROOT,
    env: {
      ...process.env,
      BENCH_IDENTITIES: String(identities),
      BENCH_REPORT: memory,
      CDKTF_OUTDIR: outdir,
      EXCHANGE_CONFIG: configuration,
    },
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (run.status !== 0 || readdirSync(join(outdir, "stacks")).length !== identities) {
    throw new Error(`${program} failed: ${run.stderr.toString()}`);
  }
  return { seconds, megabytes: Number(readFileSync(memory, "utf8")) / 1024 };
}

function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

function compare(identities: number, runs: number): void {
  const configuration = configurationOf(identities);
  const ours: Measure[] = [];
  const byHand: Measure[] = [];
  measure("main.ts", identities, configuration);
  measure("bench/by-hand.ts", identities, configuration);
  for (let run = 0; run < runs; run++) {
    ours.push(measure("main.ts", identities, configuration));
    byHand.push(measure("bench/by-hand.ts", identities, configuration));
  }
  const [a, b] = [ours, byHand].map((measures) => ({
    seconds: median(measures.map(({ seconds }) => seconds)),
    megabytes: median(measures.map(({ megabytes }) => megabytes)),
  }));
  console.log(
    [
      `${identities} identities, ${runs} runs in turn, medians:`,
      `  time    ours ${a.seconds.toFixed(3)} s   by hand ${b.seconds.toFixed(3)} s   ratio ${(a.seconds / b.seconds).toFixed(3)}`,
      `  memory  ours ${a.megabytes.toFixed(0)} MB   by hand ${b.megabytes.toFixed(0)} MB   ratio ${(a.megabytes / b.megabytes).toFixed(3)}`,
    ].join("\n"),
  );
}

for (const size of sizes.length > 0 ? sizes : [2]) {
  compare(size, size <= 100 ? 10 : 3);
}
rmSync(folder, { recursive: true, force: true });
