/*
 * The whole process of a synth, ours beside the same resources written by hand with the same bindings, in turn; then
 * what an import and a type-check cost. `npm run bench`, or `npm run bench -- 2 10` for chosen numbers of identities.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";

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

/* The published command, and compiled programs of the same resources: by the constructs, and by hand. */
const COMMAND = [join(ROOT, "cli", "dist", "exchange-managed-identity.js"), "synth"];
const BY_LIBRARY = [join(ROOT, "e2e.tmp", "by-library.js")];
const BY_HAND = [join(ROOT, "e2e.tmp", "by-hand.js")];

function compile(): void {
  execFileSync(process.execPath, [join(ROOT, "tools", "bundle.mjs")], { cwd: ROOT });
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: ["bench/by-hand.ts", "bench/by-library.ts"],
    outdir: "e2e.tmp",
    bundle: true,
    format: "cjs",
    packages: "external",
    platform: "node",
    target: "node20",
    // Not the sources, which tsconfig.json names.
    tsconfigRaw: {},
  });
  // The constructs as npm would bring them.
  const program = readFileSync(BY_LIBRARY[0], "utf8");
  writeFileSync(BY_LIBRARY[0], program.replace('"cdktf-exchange-managed-identity"', '"../dist/index.js"'));
}

function measure(program: readonly string[], identities: number, configuration: string): Measure {
  const outdir = join(folder, "out");
  rmSync(outdir, { recursive: true, force: true });
  const report =
    "process.on('exit', () => require('fs').writeFileSync(process.env.BENCH_REPORT, String(process.resourceUsage().maxRSS)))";
  const hook = join(folder, "hook.cjs");
  const memory = join(folder, "memory");
  writeFileSync(hook, report);
  const start = process.hrtime.bigint();
  const run = spawnSync(process.execPath, ["-r", hook, ...program], {
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
    throw new Error(`${program.join(" ")} failed: ${run.stderr.toString()}`);
  }
  return { seconds, megabytes: Number(readFileSync(memory, "utf8")) / 1024 };
}

function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

function compare(identities: number, runs: number): void {
  const configuration = configurationOf(identities);
  const programs = { command: COMMAND, library: BY_LIBRARY, "by hand": BY_HAND };
  const measures = new Map(Object.keys(programs).map((name) => [name, [] as Measure[]]));
  for (let run = -1; run < runs; run++) {
    for (const [name, program] of Object.entries(programs)) {
      const taken = measure(program, identities, configuration);
      if (run >= 0) {
        measures.get(name)?.push(taken);
      }
    }
  }
  const medianOf = (name: string, what: keyof Measure) => median((measures.get(name) ?? []).map((one) => one[what]));
  console.log(`${identities} identities, ${runs} runs in turn, medians, and the ratio to the program by hand:`);
  for (const name of Object.keys(programs)) {
    const seconds = medianOf(name, "seconds");
    const megabytes = medianOf(name, "megabytes");
    const ratios = [seconds / medianOf("by hand", "seconds"), megabytes / medianOf("by hand", "megabytes")];
    const [time, memory] = ratios.map((ratio) => ratio.toFixed(2));
    console.log(`  ${name.padEnd(10)} ${seconds.toFixed(3)} s (${time})   ${megabytes.toFixed(0)} MB (${memory})`);
  }
}

/* Whole processes that do nothing else, in turn. */
function compareProcesses(what: string, runs: number, commands: { readonly [name: string]: string[] }): void {
  const seconds = new Map(Object.keys(commands).map((name) => [name, [] as number[]]));
  for (let run = -1; run < runs; run++) {
    for (const [name, args] of Object.entries(commands)) {
      const start = process.hrtime.bigint();
      const { status, stdout } = spawnSync(process.execPath, args, { cwd: ROOT });
      if (status !== 0) {
        throw new Error(`${name} failed: ${stdout.toString()}`);
      }
      if (run >= 0) {
        seconds.get(name)?.push(Number(process.hrtime.bigint() - start) / 1e9);
      }
    }
  }
  console.log(
    [
      `${what}, ${runs} runs in turn, medians:`,
      ...[...seconds].map(([name, values]) => `  ${name.padEnd(30)} ${median(values).toFixed(3)} s`),
    ].join("\n"),
  );
}

function compareTypeChecks(): void {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const program = /```ts\n([^]*?)```/.exec(readme)?.[1] ?? "";
  const project = (name: string, source: string): string[] => {
    const file = join(folder, `${name}.ts`);
    writeFileSync(file, source);
    const config = join(folder, `${name}.json`);
    const paths = {
      "cdktf-exchange-managed-identity": [join(ROOT, "dist/index.d.ts")],
      "*": [join(ROOT, "node_modules/*")],
    };
    const compilerOptions = {
      strict: true,
      noEmit: true,
      target: "ES2022",
      module: "CommonJS",
      moduleResolution: "node",
      types: ["node"],
      typeRoots: [join(ROOT, "node_modules/@types")],
      baseUrl: ROOT,
      paths,
    };
    writeFileSync(config, JSON.stringify({ compilerOptions, files: [file] }));
    return [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", config];
  };
  compareProcesses("type-check of a consumer", 3, {
    "the README's program": project("consumer", program),
    "the same by hand": project("by-hand", readFileSync(join(ROOT, "bench/by-hand.ts"), "utf8")),
  });
}

spawnSync("npm", ["run", "--silent", "build"], { cwd: ROOT, shell: true });
compile();
for (const size of sizes.length > 0 ? sizes : [1, 10, 100, 1000]) {
  compare(size, size <= 100 ? 10 : 3);
}
compareProcesses("import", 10, {
  "node alone": ["-e", ""],
  "cdktf alone": ["-e", "require('cdktf')"],
  "this package, with cdktf": ["-e", "require('./dist')"],
});
compareTypeChecks();
rmSync(folder, { recursive: true, force: true });
