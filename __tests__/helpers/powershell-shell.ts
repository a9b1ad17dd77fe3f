import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./stack";

/** A PowerShell of this machine. */
export interface Shell {
  readonly name: string;
  readonly version: string;
}

/** What a script wrote, and its exit code. */
export interface Run {
  readonly status: number | null;
  readonly output: string;
}

/** PowerShell 7, and on Windows the Windows PowerShell that every machine has; those that answer. */
export function shellsHere(): Shell[] {
  const names = ["pwsh", ...(process.platform === "win32" ? ["powershell"] : [])];
  return names.flatMap((name) => {
    // Wine has a powershell.exe that ends well and does nothing.
    const { output } = runIn({ name, version: "" }, 'Write-Output "version $($PSVersionTable.PSVersion)"');
    const version = /^version (\d+\.\d+\S*)/m.exec(output)?.[1];
    return version === undefined ? [] : [{ name, version }];
  });
}

/** Runs a script from a file: `-Command -` reads its input statement by statement, and never ends a block over lines. */
export function runIn(shell: Shell, script: string, environment: { [name: string]: string } = {}): Run {
  const file = join(temporaryFolder(), "script.ps1");
  // Windows PowerShell 5.1 reads a file without a mark in another encoding.
  writeFileSync(file, `\uFEFF${script}\nexit $LASTEXITCODE\n`);
  const options = [
    "-NoProfile",
    "-NonInteractive",
    ...(shell.name === "powershell" ? ["-ExecutionPolicy", "Bypass"] : []),
  ];
  const { status, stdout, stderr } = spawnSync(shell.name, [...options, "-File", file], {
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", ...environment },
  });
  return { status, output: `${stdout ?? ""}${stderr ?? ""}` };
}
