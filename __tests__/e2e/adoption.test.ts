import { asObject } from "../../tools/loopback/answer";
import { identityOf, providerSets, rights, Scenario, succeeded, withProviders } from "./scenario";

const ACCOUNT = "providers/Microsoft.Automation/automationAccounts/ContosoAzAuto1";
const IDENTITIES = "providers/Microsoft.ManagedIdentity/userAssignedIdentities";
const ROLE = "29232cdf-9323-42fd-ade2-1d097af3e4de";

const adopted = (identity: object) => ({
  organization: "contoso.onmicrosoft.com",
  resourceGroup: { name: "ContosoRG", existing: true },
  host: { type: "automationAccount", name: "ContosoAzAuto1", adopt: true },
  identity,
  module: { version: "3.9.2" },
  roles: ["Exchange Administrator"],
});

async function tenantWithAccount(
  providers: { azurerm: string; azuread: string },
  identity: object | undefined,
): Promise<Scenario> {
  const scenario = await Scenario.start(providers);
  const { azure } = scenario;
  azure.manager.put(azure.group("ContosoRG"), { location: "westus" });
  for (const name of ["Other", "Mine"]) {
    azure.manager.put(`${azure.group("ContosoRG")}/${IDENTITIES}/${name}`, {
      location: "westus",
      tags: { kept: "yes" },
    });
  }
  azure.manager.put(`${azure.group("ContosoRG")}/${ACCOUNT}`, {
    location: "northeurope",
    tags: { owner: "somebody" },
    identity,
    properties: { sku: { name: "Free" }, disableLocalAuth: false, publicNetworkAccess: false },
  });
  return scenario;
}

withProviders.each(providerSets())("adoption with azurerm $azurerm", (providers) => {
  test("adds the system-assigned identity to an account with others, and changes nothing else", async () => {
    const scenario = await tenantWithAccount(providers, undefined);
    const { azure } = scenario;
    // Azure gives ids back in other cases than they were written in.
    const other = `${azure.group("contosorg")}/${IDENTITIES}/Other`.replace("resourceGroups", "resourcegroups");
    azure.manager.put(`${azure.group("ContosoRG")}/${ACCOUNT}`, {
      ...scenario.resource("ContosoRG", ACCOUNT),
      identity: { type: "UserAssigned", userAssignedIdentities: { [other]: {} } },
    });
    const before = structuredClone(scenario.resource("ContosoRG", ACCOUNT));

    await scenario.use(adopted({ type: "systemAssigned" }));
    await scenario.applyAndSettle();

    const after = scenario.resource("ContosoRG", ACCOUNT);
    expect({ ...after, identity: undefined }).toEqual({ ...before, identity: undefined });
    expect(identityOf(after).type).toMatch(/SystemAssigned, ?UserAssigned/);
    expect(Object.keys(asObject(identityOf(after).userAssignedIdentities)).map((id) => id.toLowerCase())).toEqual([
      other.toLowerCase(),
    ]);
    const { principalId } = identityOf(after);
    expect(rights(scenario)).toEqual({ permission: [principalId], roles: [[principalId, ROLE, "/"]] });
    expect((await scenario.workspace.outputs()).principal_id).toBe(principalId);
    expect(scenario.changes()).toHaveLength(4);
    await scenario.stop();
  });

  test("adds the system-assigned identity to an account without any", async () => {
    const scenario = await tenantWithAccount(providers, undefined);
    const before = structuredClone(scenario.resource("ContosoRG", ACCOUNT));
    await scenario.use(adopted({ type: "systemAssigned" }));
    await scenario.applyAndSettle();
    const after = scenario.resource("ContosoRG", ACCOUNT);
    expect({ ...after, identity: undefined }).toEqual({ ...before, identity: undefined });
    expect(identityOf(after).type).toBe("SystemAssigned");
    expect(rights(scenario).permission).toEqual([identityOf(after).principalId]);
    await scenario.stop();
  });

  test.each([
    ["new", { name: "Fresh" }],
    ["existing", { name: "Mine", existing: true }],
    ["adopted", { name: "Mine", adopt: true }],
  ])("adds a user-assigned identity that is %s, and keeps the account's own", async (_standing, identity) => {
    const scenario = await tenantWithAccount(providers, { type: "SystemAssigned" });
    const before = structuredClone(scenario.resource("ContosoRG", ACCOUNT));
    await scenario.use(adopted({ type: "userAssigned", ...identity }));
    await scenario.applyAndSettle();
    const after = scenario.resource("ContosoRG", ACCOUNT);
    expect({ ...after, identity: undefined }).toEqual({ ...before, identity: undefined });
    expect(identityOf(after).type).toMatch(/SystemAssigned, ?UserAssigned/);
    expect(identityOf(after).principalId).toBe(identityOf(before).principalId);
    const { principalId } = asObject(scenario.resource("ContosoRG", IDENTITIES, identity.name).properties);
    expect(rights(scenario).permission).toEqual([principalId]);
    expect(scenario.resource("ContosoRG", IDENTITIES, "Mine").tags).toEqual({ kept: "yes" });
    await scenario.stop();
  });

  test("refuses to destroy what it adopted, until an override lifts the protection", async () => {
    const scenario = await tenantWithAccount(providers, undefined);
    await scenario.use(adopted({ type: "systemAssigned" }));
    succeeded(await scenario.workspace.apply());
    const refused = await scenario.workspace.destroy();
    expect(refused.ok).toBe(false);
    expect(refused.output).toMatch(/instance cannot be destroyed/i);
    expect(scenario.resource("ContosoRG", ACCOUNT)).toBeDefined();
    const json = JSON.parse(scenario.workspace.read("cdk.tf.json")) as {
      resource: { azurerm_automation_account: object };
    };
    const [name] = Object.keys(json.resource.azurerm_automation_account);
    scenario.workspace.write("protect_override.tf.json", {
      resource: { azurerm_automation_account: { [name]: { lifecycle: { prevent_destroy: false } } } },
    });
    succeeded(await scenario.workspace.destroy());
    expect(scenario.azure.directory.grants.size).toBe(0);
    expect(scenario.azure.directory.principals.has(scenario.azure.directory.exchangeOnlineId)).toBe(true);
    await scenario.stop();
  });
});
