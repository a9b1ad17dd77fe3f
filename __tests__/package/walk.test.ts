import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { hasTerminal, typeLine } from "../helpers/terminal";

const ROOT = join(__dirname, "..", "..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");

/* The lines under a heading. */
function walk(heading: string): string[] {
  const text = README.slice(README.indexOf(heading));
  return /```powershell\n([^]*?)```/.exec(text)?.[1].trim().split("\n") ?? [];
}

const WALK = walk("### You administer Exchange Online");
const PROGRAM = /### You have a cdktf program[^]*?```ts\n([^]*?)```/.exec(README)?.[1] ?? "";

if (!hasTerminal) {
  console.log("Skipped: there is no pseudo-terminal on this machine to answer the questions of init in.");
}

/* Terraform stands in: it looks whether the stack is there. */
const TERRAFORM = `#!/usr/bin/env bash
for part in "$@"; do
  if [[ "$part" == -chdir=* ]]; then folder="\${part#-chdir=}"; fi
done
test -s "$folder/cdk.tf.json"
`;

/* A copy of this repository as a clone has it, and a terraform that looks whether the stack is there. */
function clone() {
  const top = mkdtempSync(join(tmpdir(), "exchange-walk-"));
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: ROOT });
  for (const file of String(files)
    .split("\0")
    .filter((name) => name !== "" && existsSync(join(ROOT, name)))) {
    cpSync(join(ROOT, file), join(top, "clone", file));
  }
  mkdirSync(join(top, "bin"));
  writeFileSync(join(top, "bin", "terraform"), TERRAFORM);
  chmodSync(join(top, "bin", "terraform"), 0o755);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PATH: [join(top, "bin"), process.env.PATH].join(delimiter),
    EXCHANGE_CONFIG: undefined,
    CDKTF_OUTDIR: undefined,
  };
  return { top, folder: join(top, "clone"), env };
}

/* Types the lines one after the other. Returns the folder in which they end. */
async function type(
  lines: readonly string[],
  start: string,
  env: NodeJS.ProcessEnv,
  before: (line: string, folder: string) => void,
) {
  let folder = start;
  for (const [index, line] of lines.entries()) {
    const target = /^cd (\S+)$/.exec(line)?.[1];
    if (target !== undefined) {
      folder = join(folder, target);
      expect([line, existsSync(folder)]).toEqual([line, true]);
      continue;
    }
    before(line, folder);
    const isAsked = line.includes("identity.js init ");
    const { status, output } = await typeLine(folder, env, line, Array<string>(isAsked ? 30 : 0).fill("\r"));
    expect([line, status, status === 0 ? "" : output]).toEqual([line, 0, ""]);
    if (isAsked) {
      // What init says to do next is what the README says.
      const next = output.slice(output.lastIndexOf("Next:")).split(/\r?\n/).slice(1, 4);
      expect(next.map((text) => text.trim())).toEqual(lines.slice(index + 1, index + 4));
    }
  }
  return folder;
}

const withTerminal = hasTerminal ? test : test.skip;

withTerminal("the README's first walk works line by line, as a person types it and takes every default", async () => {
  const { top, folder, env } = clone();
  expect(WALK.length).toBeGreaterThan(7);
  const end = await type(WALK, folder, env, () => undefined);
  expect(existsSync(join(end, "cdktf.out", "stacks", "contoso-system", "cdk.tf.json"))).toBe(true);
  rmSync(top, { recursive: true, force: true });
});

withTerminal("the README's walk with a program works line by line", async () => {
  const { top, folder, env } = clone();
  const lines = walk("### You have a cdktf program");
  expect(lines.length).toBeGreaterThan(6);
  const end = await type(lines, folder, env, (line, at) => {
    if (line.includes("main.ts")) {
      writeFileSync(join(at, "main.ts"), PROGRAM);
    }
  });
  expect(existsSync(join(end, "cdktf.out", "stacks", "contoso-system", "cdk.tf.json"))).toBe(true);
  rmSync(top, { recursive: true, force: true });
});
