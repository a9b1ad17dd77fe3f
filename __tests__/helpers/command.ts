import { execFileSync, spawn } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");

/** The bundled command. */
export const COMMAND = join(ROOT, "cli", "dist", "exchange-managed-identity.js");

/** How the command ended, and what it printed. */
export interface CommandRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Bundles the command as it is now. */
export function bundle(): void {
  execFileSync(process.execPath, [join(ROOT, "tools", "bundle.mjs")], { cwd: ROOT });
}

/** Runs the command beside this process, which may have to answer it. */
export function runCommand(folder: string, env: NodeJS.ProcessEnv, ...args: string[]): Promise<CommandRun> {
  return runFile(COMMAND, folder, env, ...args);
}

/** Runs a copy of the command. */
export function runFile(file: string, folder: string, env: NodeJS.ProcessEnv, ...args: string[]): Promise<CommandRun> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file, ...args], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
    const printed = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (text: string) => (printed[stream] += text));
    }
    child.on("close", (status) => resolve({ status, ...printed }));
  });
}
