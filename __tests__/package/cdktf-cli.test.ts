import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { identityConfiguration } from "../helpers/configuration";
import { temporaryFolder } from "../helpers/stack";

const ROOT = join(__dirname, "..", "..");
const HELP = readFileSync(join(ROOT, "help"), "utf8");

test("the line of help and README by which npx fetches the cdktf CLI makes the same stacks, and says each warning once", () => {
  const folder = temporaryFolder();
  const file = join(folder, "exchange.config.json");
  writeFileSync(file, JSON.stringify({ identities: { one: identityConfiguration({ module: undefined }) } }));
  const env: NodeJS.ProcessEnv = { ...process.env, EXCHANGE_CONFIG: file, CHECKPOINT_DISABLE: "1", CI: "1" };
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, {
      cwd: ROOT,
      encoding: "utf8",
      env,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
  const line = /npx (cdktf-cli@[\d.]+) synth/.exec(HELP)?.[1] ?? "";
  expect(readFileSync(join(ROOT, "README.md"), "utf8")).toContain(`npx ${line} deploy`);
  const output = run("npx", "--yes", line, "synth", "--output", join(folder, "by-cli"));
  expect(output.match(/No module version is given/g)).toHaveLength(1);
  const stack = (out: string) => join(folder, out, "stacks", "one", "cdk.tf.json");
  env.CDKTF_OUTDIR = join(folder, "by-itself");
  run(process.execPath, "--import", "tsx", "main.ts");
  expect(existsSync(stack("by-cli"))).toBe(true);
  expect(readFileSync(stack("by-cli"), "utf8")).toBe(readFileSync(stack("by-itself"), "utf8"));
});
