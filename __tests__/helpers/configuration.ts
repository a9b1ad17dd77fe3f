import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { permissionLines } from "../../cli/commands/permissions";
import { synthesize, type Synthesis } from "../../cli/commands/synthesize";
import { temporaryFolder, type Synthesized } from "./stack";

/** A configuration of one identity, as the guide has it. */
export function identityConfiguration(change: object = {}): object {
  return {
    organization: "contoso.onmicrosoft.com",
    resourceGroup: { name: "ContosoRG", location: "West US" },
    host: { type: "automationAccount", name: "ContosoAzAuto1" },
    identity: { type: "systemAssigned" },
    module: { version: "3.9.2" },
    roles: ["Exchange Administrator"],
    ...change,
  };
}

/** The same on a host and in a group that are there. */
export const EXISTING = {
  resourceGroup: { name: "ContosoRG", existing: true },
  host: { type: "automationAccount", name: "ContosoAzAuto1", existing: true },
};

/** A host that is taken over. */
export const ADOPTED_HOST = (name: string): object => ({ type: "automationAccount", name, adopt: true });

/** What the app makes of a configuration, and the stacks that it wrote. */
export function run(
  configuration: unknown,
): Synthesis & { stack(name?: string): Synthesized; readonly folder: string; readonly permissions: string[] } {
  const folder = temporaryFolder();
  const file = join(folder, "exchange.config.json");
  writeFileSync(file, typeof configuration === "string" ? configuration : JSON.stringify(configuration));
  mkdirSync(join(folder, "out"));
  const result = synthesize(file, join(folder, "out"));
  return {
    ...result,
    permissions: result.built.stacks.map(({ name, stack }) =>
      [name, ...permissionLines(stack.exchange.requiredDeploymentPermissions)].join("\n"),
    ),
    folder,
    stack: (name = "one") =>
      JSON.parse(readFileSync(join(folder, "out", "stacks", name, "cdk.tf.json"), "utf8")) as Synthesized,
  };
}

/** The same for a configuration with one identity. */
export function runOne(change: object = {}, rest: object = {}): ReturnType<typeof run> {
  return run({ ...rest, identities: { one: identityConfiguration(change) } });
}
