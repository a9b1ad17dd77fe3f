import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "jsonc-parser";
import { Workspace } from "../../tools/terraform-workspace";
import { providersFound } from "./find-providers";
import { KEY } from "./machine";
import { rights, Scenario, succeeded, withProviders } from "./scenario";

const EXAMPLE = join(__dirname, "..", "..", "examples", "shared-identity", "exchange.config.json");
const { identities } = parse(readFileSync(EXAMPLE, "utf8")) as { identities: { [name: string]: object } };

withProviders("an identity that two stacks share", () => {
  test.concurrent.each([
    ["the account first", ["shared-account", "shared-machine"]],
    ["the machine first", ["shared-machine", "shared-account"]],
  ])("is granted once, and both are destroyed in either order: %s", async (_what, order) => {
    const first = await Scenario.start(undefined, { TF_VAR_admin_ssh_public_key: KEY });
    const second = first.withWorkspace(
      new Workspace(first.azure, providersFound().newest, { TF_VAR_admin_ssh_public_key: KEY }),
    );
    await first.use(identities["shared-account"]);
    await first.applyAndSettle();
    const granted = rights(first);
    await second.use(identities["shared-machine"]);
    await second.applyAndSettle();
    expect(rights(first)).toEqual(granted);
    expect([granted.permission.length, granted.roles.length]).toEqual([1, 1]);

    const scenarios: { [name: string]: Scenario } = { "shared-account": first, "shared-machine": second };
    for (const [index, name] of order.entries()) {
      // The machine's stack reads the identity, which is gone if the account's stack was destroyed first.
      const refresh = !(index === 1 && name === "shared-machine");
      succeeded(await scenarios[name].workspace.destroy({ refresh }));
    }
    expect([first.azure.directory.grants.size, first.azure.directory.roleAssignments.size]).toEqual([0, 0]);
    second.workspace.dispose();
    await first.stop();
  });
});
