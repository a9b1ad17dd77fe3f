import { spawn, spawnSync } from "node:child_process";
import { COMMAND } from "./command";

/** Whether there is a program that makes a pseudo-terminal. */
export const hasTerminal = process.platform !== "win32" && spawnSync("script", ["--version"]).status === 0;

/** Runs the command in a pseudo-terminal, and types one answer after each question. */
export function typeInto(
  folder: string,
  env: NodeJS.ProcessEnv,
  args: readonly string[],
  answers: readonly string[],
): Promise<{ output: string; status: number | null }> {
  const line = [process.execPath, COMMAND, ...args].map((part) => `"${part}"`).join(" ");
  return typeLine(folder, env, line, answers);
}

/** Runs a line of a shell in a pseudo-terminal, and types one answer after each question. */
export function typeLine(
  folder: string,
  env: NodeJS.ProcessEnv,
  line: string,
  answers: readonly string[],
): Promise<{ output: string; status: number | null }> {
  return new Promise((resolve) => {
    const child = spawn("script", ["-qec", `stty cols 160 rows 50; ${line}`, "/dev/null"], {
      cwd: folder,
      env: { ...env, NO_COLOR: "1", TERM: "xterm" },
    });
    let output = "";
    const rest = [...answers];
    let timer: NodeJS.Timeout | undefined;
    child.stdout.on("data", (data: Buffer) => {
      output += data.toString();
      clearTimeout(timer);
      timer = setTimeout(() => {
        const answer = rest.shift();
        if (answer !== undefined) {
          child.stdin.write(answer);
        }
      }, 150);
    });
    child.on("close", (status) => resolve({ output, status }));
  });
}
