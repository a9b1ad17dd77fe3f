import { asObject } from "../../tools/loopback/answer";
import { identityOf, providerSets, rights, Scenario, succeeded, withProviders } from "./scenario";

const ACCOUNT = "providers/Microsoft.Automation/automationAccounts/ContosoAzAuto1";
const IDENTITY = "providers/Microsoft.ManagedIdentity/userAssignedIdentities/ContosoMI1";
const ROLE = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";

const KINDS: { [kind: string]: object } = {
  systemAssigned: { type: "systemAssigned" },
  userAssigned: { type: "userAssigned", name: "ContosoMI1" },
  systemAndUserAssigned: { type: "systemAndUserAssigned", name: "ContosoMI1" },
};

const account = (kind: string, tags = { owner: "messaging" }) => ({
  organization: "contoso.onmicrosoft.com",
  resourceGroup: { name: "ContosoRG", existing: true },
  host: { type: "automationAccount", name: "ContosoAzAuto1" },
  identity: KINDS[kind],
  module: { version: "3.10.1", runtimes: ["7.6"], prerequisites: false },
  roles: ["Global Reader"],
  tags,
});

const changes = Object.keys(KINDS).flatMap((from) =>
  Object.keys(KINDS)
    .filter((to) => to !== from)
    .map((to) => ({ from, to })),
);
const cases = providerSets().flatMap((providers) => changes.map((change) => ({ ...change, ...providers })));

function principalOf(scenario: Scenario, kind: string): unknown {
  return kind === "systemAssigned"
    ? identityOf(scenario.resource("ContosoRG", ACCOUNT)).principalId
    : asObject(scenario.resource("ContosoRG", IDENTITY).properties).principalId;
}

withProviders("a new account whose identity changes", () => {
  test.concurrent.each(cases)(
    "from $from to $to, in one apply, with azurerm $azurerm",
    async ({ from, to, ...providers }) => {
      const scenario = await Scenario.start(providers);
      scenario.azure.manager.put(scenario.azure.group("ContosoRG"), { location: "westus" });
      await scenario.use(account(from));
      await scenario.applyAndSettle();
      expect(rights(scenario)).toEqual({
        permission: [principalOf(scenario, from)],
        roles: [[principalOf(scenario, from), ROLE, "/"]],
      });

      await scenario.use(account(to));
      await scenario.applyAndSettle();
      expect(rights(scenario)).toEqual({
        permission: [principalOf(scenario, to)],
        roles: [[principalOf(scenario, to), ROLE, "/"]],
      });
      await scenario.stop();
    },
  );

  test.concurrent.each(
    providerSets().flatMap((providers) => Object.keys(KINDS).map((kind) => ({ kind, ...providers }))),
  )("$kind with other tags: no grant is touched, with azurerm $azurerm", async ({ kind, ...providers }) => {
    const scenario = await Scenario.start(providers);
    scenario.azure.manager.put(scenario.azure.group("ContosoRG"), { location: "westus" });
    await scenario.use(account(kind));
    succeeded(await scenario.workspace.apply());
    await scenario.use(account(kind, { owner: "identity" }));
    const { changes: planned } = await scenario.workspace.plan();
    expect(planned.every(({ actions }) => actions.join() === "update")).toBe(true);
    expect(planned.map(({ address }) => address.split(".")[0]).sort()).toEqual(
      kind === "systemAssigned"
        ? ["azurerm_automation_account"]
        : ["azurerm_automation_account", "azurerm_user_assigned_identity"],
    );
    await scenario.applyAndSettle();
    await scenario.stop();
  });
});
