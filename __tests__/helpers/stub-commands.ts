import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { temporaryFolder } from "./stack";

const ROOT = join(__dirname, "..", "..");
const TSX = pathToFileURL(require.resolve("tsx")).href;

/* Stands in for what people type: writes down how it was called. npx runs this repository's command. */
const STUB = `
const { appendFileSync, mkdirSync, writeFileSync } = require("node:fs");
const { spawnSync } = require("node:child_process");
const [name, ...args] = process.argv.slice(2);
appendFileSync(process.env.STUB_LOG, JSON.stringify([name, ...args]) + "\\n");
const isInstalled = args[0] === "--no-install";
if (name === "npx" && args[isInstalled ? 1 : 0] === "exchange-managed-identity") {
  const rest = args.slice(isInstalled ? 2 : 1);
  const { status } = spawnSync(process.execPath, ["--import", ${JSON.stringify(TSX)}, ${JSON.stringify(join(ROOT, "cli", "main.ts"))}, ...rest], {
    stdio: "inherit",
    env: { ...process.env, TSX_TSCONFIG_PATH: ${JSON.stringify(join(ROOT, "tsconfig.json"))} },
  });
  process.exitCode = status;
}
if (name === "python3" && args[1] === "venv") {
  mkdirSync(args[2] + "/bin", { recursive: true });
  writeFileSync(args[2] + "/bin/activate", "");
}
if (name === "az") {
  console.log("11111111-2222-3333-4444-555555555555");
}
`;

/** How a script ended, and which of the stubs it called. */
export interface Stubbed {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly calls: string[];
}

/** Whether there is a bash that runs what the documentation and the pipelines give to one. */
export function hasBash(): boolean {
  const found = process.platform !== "win32" && spawnSync("bash", ["-c", "exit 0"]).status === 0;
  if (!found) {
    console.log("Skipped: there is no bash of a Unix here to run shell commands with.");
  }
  return found;
}

/** The environment in which the stubs are found first, and the file that they write their calls to. */
export function stubbedEnvironment(): { environment: NodeJS.ProcessEnv; calls: () => string[] } {
  const folder = join(temporaryFolder(), "stubs");
  mkdirSync(folder);
  const stub = join(folder, "stub.cjs");
  const log = join(folder, "calls.log");
  writeFileSync(stub, STUB);
  for (const name of ["npm", "npx", "terraform", "az", "python3", "python", "pip"]) {
    const file = join(folder, name);
    writeFileSync(file, `#!/usr/bin/env bash\nexec "${process.execPath}" "${stub}" ${name} "$@"\n`);
    chmodSync(file, 0o755);
    writeFileSync(`${file}.cmd`, `@"${process.execPath}" "${stub}" ${name} %*\r\n`);
  }
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    PATH: [folder, dirname(process.execPath), process.env.PATH ?? ""].join(delimiter),
    STUB_LOG: log,
    EXCHANGE_CONFIG: undefined,
    CDKTF_OUTDIR: undefined,
  };
  const calls = () =>
    existsSync(log)
      ? readFileSync(log, "utf8")
          .trim()
          .split("\n")
          .map((line) => (JSON.parse(line) as string[]).join(" "))
      : [];
  return { environment, calls };
}

/** Runs a script of bash in a folder, as a pipeline does: the first command that fails ends it. */
export function runBash(folder: string, script: string, variables: { [name: string]: string } = {}): Stubbed {
  const { environment, calls } = stubbedEnvironment();
  const { status, stdout, stderr } = spawnSync("bash", ["-eo", "pipefail", "-c", script], {
    cwd: folder,
    encoding: "utf8",
    env: { ...environment, ...variables },
  });
  return { status, stdout, stderr, calls: calls() };
}
