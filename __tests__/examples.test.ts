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

const ALL = readdirSync(join(ROOT, "examples"));
/* The others are programs. */
const EXAMPLES = ALL.filter((example) => existsSync(join(ROOT, "examples", example, "exchange.config.json")));

/* The stacks or modules of an example, in the order of its file. */
function stacksOf(example: string): { [name: string]: Synthesized } {
  // Its name is in the path of the state.
  const outdir = join(temporaryFolder(), "cdktf.out");
  const { errors, warnings, built } = synthesize(join(ROOT, "examples", example, "exchange.config.json"), outdir);
  expect([errors, warnings]).toEqual([[], []]);
  return Object.fromEntries(
    built.stacks.map(({ name, isModule }) => {
      const path = isModule ? ["modules", name, "main.tf.json"] : ["stacks", name, "cdk.tf.json"];
      return [name, JSON.parse(readFileSync(join(outdir, ...path), "utf8")) as Synthesized];
    }),
  );
}

test("the examples are all there", () => {
  expect(ALL).toEqual([
    "adoption",
    "automation-system-assigned",
    "automation-user-assigned",
    "child-module",
    "mail-report",
    "pipeline",
    "python",
    "several-runtimes",
    "several-scripts",
    "several-tenants",
    "shared-identity",
    "typescript",
    "vm-system-assigned",
    "vm-user-assigned",
  ]);
});

describe.each(EXAMPLES)("the example %s", (example) => {
  test("is synthesized without a warning, at its addresses", () => {
    for (const [name, json] of Object.entries(stacksOf(example))) {
      expect(addresses(json)).toMatchSnapshot(`addresses of ${name}`);
      expect(withoutVersion(json)).toMatchSnapshot(name);
      expect(JSON.stringify(json)).not.toContain(ROOT);
    }
  });

  test("has a README that names its own stacks and file", () => {
    const text = readFileSync(join(ROOT, "examples", example, "README.md"), "utf8");
    expect(text).toContain(`examples/${example}/exchange.config.json`);
    const named = [...text.matchAll(/cdktf\.out\/stacks\/([\w-]+)/g)].map(([, stack]) => stack);
    expect(named.filter((stack) => !(stack in stacksOf(example)))).toEqual([]);
  });
});

test.each(["contoso-system", "contoso-user"])("the stack %s of the Contoso example, and its addresses", (name) => {
  const result = run(CONTOSO);
  expect(result.errors).toEqual([]);
  expect(result.warnings).toEqual([]);
  const json = result.stack(name);
  expect(addresses(json)).toMatchSnapshot("addresses");
  expect(withoutVersion(json)).toMatchSnapshot();
});
