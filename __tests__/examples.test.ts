import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./helpers/configuration";
import type { Synthesized } from "./helpers/stack";

const CONTOSO = readFileSync(join(__dirname, "..", "exchange.config.json"), "utf8");

/* Terraform addresses are public: whoever changes one here writes a `moved` block. */
function addresses({ resource = {}, data = {} }: Synthesized): string[] {
  const list = (blocks: NonNullable<Synthesized["data"]>, prefix: string) =>
    Object.entries(blocks).flatMap(([type, named]) => Object.keys(named).map((name) => `${prefix}${type}.${name}`));
  return [...list(resource, ""), ...list(data, "data.")].sort();
}

test.each(["contoso-system", "contoso-user"])("the stack %s of the Contoso example, and its addresses", (name) => {
  const result = run(CONTOSO);
  expect(result.errors).toEqual([]);
  expect(result.warnings).toEqual([]);
  const json = result.stack(name);
  expect(addresses(json)).toMatchSnapshot("addresses");
  expect(json).toMatchSnapshot();
});
