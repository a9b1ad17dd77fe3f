import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { hasTerminal, typeLine } from "../helpers/terminal";

const ROOT = join(__dirname, "..", "..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");

/* The walk of a person who writes no TypeScript: the block under its heading. */
const WALK =
  /### You administer Exchange Online[^]*?```powershell\n([^]*?)```/.exec(README)?.[1].trim().split("\n") ?? [];

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

(hasTerminal ? test : test.skip)(
  "the README's first walk works line by line, as a person types it and takes every default",
  async () => {
    const top = mkdtempSync(join(tmpdir(), "exchange-walk-"));
    const clone = join(top, "clone");
    const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: ROOT });
    for (const file of String(files)
      .split("\0")
      .filter((name) => name !== "" && existsSync(join(ROOT, name)))) {
      cpSync(join(ROOT, file), join(clone, file));
    }
    mkdirSync(join(top, "bin"));
    writeFileSync(join(top, "bin", "terraform"), TERRAFORM);
    chmodSync(join(top, "bin", "terraform"), 0o755);
    const env = {
      ...process.env,
      PATH: [join(top, "bin"), process.env.PATH].join(delimiter),
      EXCHANGE_CONFIG: undefined,
      CDKTF_OUTDIR: undefined,
    };

    expect(WALK.length).toBeGreaterThan(7);
    let folder = clone;
    for (const line of WALK) {
      const target = /^cd (\S+)$/.exec(line)?.[1];
      if (target !== undefined) {
        folder = join(folder, target);
        expect([line, existsSync(folder)]).toEqual([line, true]);
        continue;
      }
      const isAsked = line.includes(" init ") && !line.startsWith("terraform");
      const { status, output } = await typeLine(folder, env, line, Array<string>(isAsked ? 30 : 0).fill("\r"));
      expect([line, status, status === 0 ? "" : output]).toEqual([line, 0, ""]);
      if (isAsked) {
        // What init says to do next is what the README says.
        const next = output.slice(output.lastIndexOf("Next:")).split(/\r?\n/).slice(1, 4);
        expect(next.map((text) => text.trim())).toEqual(WALK.slice(WALK.indexOf(line) + 1, WALK.indexOf(line) + 4));
      }
    }
    expect(existsSync(join(folder, "cdktf.out", "stacks", "contoso-system", "cdk.tf.json"))).toBe(true);
    rmSync(top, { recursive: true, force: true });
  },
);
