import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { synthesize } from "../cli/commands/synthesize";
import { run } from "./helpers/configuration";
import { temporaryFolder, type Synthesized } from "./helpers/stack";

const ROOT = join(__dirname, "..");
const CONTOSO = readFileSync(join(ROOT, "exchange.config.json"), "utf8");

/* Terraform addresses are public: whoever changes one here writes a `moved` block. */
function addresses({ resource = {}, data = {} }: Synthesized): string[] {
  const list = (blocks: NonNullable<Synthesized["data"]>, prefix: string) =>
    Object.entries(blocks).flatMap(([type, named]) => Object.keys(named).map((name) => `${prefix}${type}.${name}`));
  return [...list(resource, ""), ...list(data, "data.")].sort();
}

/* The version of cdktf, or of what stands in its place, is the only thing that may differ. */
function withoutVersion(json: Synthesized): object {
  return JSON.parse(JSON.stringify(json), (key, value: unknown) =>
    key === "version" && typeof value === "string" && /^0\.\d+\.\d+$/.test(value) ? "of cdktf" : value,
  ) as object;
}

const EXAMPLES = readdirSync(join(ROOT, "examples"));

/* The stack of an example, whether it is a configuration or a program. */
function stackOf(example: string): Synthesized {
  const folder = join(ROOT, "examples", example);
  const outdir = temporaryFolder();
  const file = join(folder, "exchange.config.json");
  if (existsSync(file)) {
    const { errors, warnings, stacks } = synthesize(file, outdir);
    expect([errors, warnings]).toEqual([[], []]);
    return read(outdir, stacks[0]);
  }
  execFileSync(process.execPath, ["--import", "tsx", join(folder, "main.ts")], {
    cwd: ROOT,
    env: { ...process.env, CDKTF_OUTDIR: outdir },
  });
  return read(outdir, example);
}

function read(outdir: string, stack: string): Synthesized {
  return JSON.parse(readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8")) as Synthesized;
}

test("the examples are all there", () => {
  expect(EXAMPLES).toEqual([
    "adoption",
    "automation-system-assigned",
    "automation-user-assigned",
    "pipeline",
    "several-runtimes",
    "several-tenants",
    "vm-system-assigned",
    "vm-user-assigned",
  ]);
});

describe.each(EXAMPLES)("the example %s", (example) => {
  test("is synthesized without a warning, at its addresses", () => {
    const json = stackOf(example);
    expect(addresses(json)).toMatchSnapshot("addresses");
    expect(withoutVersion(json)).toMatchSnapshot();
    expect(JSON.stringify(json)).not.toContain(ROOT);
  });

  test("has a README that names its own stack and file", () => {
    const text = readFileSync(join(ROOT, "examples", example, "README.md"), "utf8");
    const file = join("examples", example, example === "several-tenants" ? "main.ts" : "exchange.config.json");
    expect(text).toContain(file);
    const stacks = [...text.matchAll(/cdktf\.out\/stacks\/([\w-]+)/g)].map(([, stack]) => stack);
    expect(new Set(stacks)).toEqual(new Set([stackName(example)]));
  });
});

function stackName(example: string): string {
  const file = join(ROOT, "examples", example, "exchange.config.json");
  return existsSync(file)
    ? Object.keys((JSON.parse(readFileSync(file, "utf8")) as { identities: object }).identities)[0]
    : example;
}

test.each(["contoso-system", "contoso-user"])("the stack %s of the Contoso example, and its addresses", (name) => {
  const result = run(CONTOSO);
  expect(result.errors).toEqual([]);
  expect(result.warnings).toEqual([]);
  const json = result.stack(name);
  expect(addresses(json)).toMatchSnapshot("addresses");
  expect(withoutVersion(json)).toMatchSnapshot();
});
