import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../helpers/stack";

const ROOT = join(__dirname, "..", "..");

/* Runs a program with another version of Node, which npm brings. */
function runWith(version: string, outdir: string, ...program: string[]) {
  return spawnSync("npx", ["--yes", "-p", `node@${version}`, "node", ...program], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, CDKTF_OUTDIR: outdir },
  });
}

const stacksIn = (outdir: string) =>
  ["contoso-system", "contoso-user"].map((stack) => readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8"));

test.each([
  ["the published command", ["cli/dist/exchange-managed-identity.js", "synth"]],
  ["this repository's app", ["--import", "tsx", "main.ts"]],
])("%s gives the same bytes in every supported Node, and no warning", (_what, program) => {
  const results = ["20", "22", "24", "26"].map((version) => {
    // A state beside the output has its name.
    const outdir = join(temporaryFolder(), "out");
    const { status, stderr } = runWith(version, outdir, ...program);
    expect([version, status, stderr]).toEqual([version, 0, ""]);
    return stacksIn(outdir);
  });
  for (const result of results) {
    expect(result).toEqual(results[0]);
  }
});
