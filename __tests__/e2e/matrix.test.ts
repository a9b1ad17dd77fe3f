import { asObject } from "../../tools/loopback/answer";
import { identityOf, providerSets, rights, Scenario, succeeded, withProviders } from "./scenario";
import { UNIT } from "../helpers/ids";

const AUTOMATION = "providers/Microsoft.Automation/automationAccounts";
const IDENTITIES = "providers/Microsoft.ManagedIdentity/userAssignedIdentities";
const HASH = { algorithm: "sha256", value: "a".repeat(64) };

const CASES: { what: string; identity: object; existing?: boolean }[] = [
  {
    what: "a new account with both identities, every runtime, its modules in order, a hash, a scoped role, a group of the identity's own",
    identity: {
      organization: "contoso.onmicrosoft.com",
      resourceGroup: { name: "ContosoRG", location: "West US" },
      host: {
        type: "automationAccount",
        name: "ContosoAzAuto1",
        location: "North Europe",
        localAuthentication: true,
        publicNetworkAccess: false,
      },
      identity: {
        type: "systemAndUserAssigned",
        name: "ContosoMI1",
        resourceGroup: { name: "Identities", location: "West Europe" },
      },
      module: { version: "3.4.0", runtimes: ["5.1", "7.2", "7.4", "7.6"], prerequisites: true, contentHash: HASH },
      roles: ["Exchange Recipient Administrator", { name: "Helpdesk Administrator", scope: UNIT }],
      tags: { owner: "${not} %{a} template", "cost center": "42" },
    },
  },
  {
    what: "an existing account that carries an existing identity of another group",
    existing: true,
    identity: {
      organization: "contoso.onmicrosoft.com",
      resourceGroup: { name: "ContosoRG", existing: true },
      host: { type: "automationAccount", name: "ContosoAzAuto1", existing: true },
      identity: {
        type: "userAssigned",
        name: "ContosoMI1",
        existing: true,
        resourceGroup: { name: "Identities", existing: true },
      },
      module: { version: "3.10.1", runtimes: ["5.1", "7.6"] },
      roles: ["Security Reader"],
    },
  },
];

withProviders("a matrix of configurations", () => {
  test.each(providerSets().flatMap((providers) => CASES.map((one) => ({ ...one, ...providers }))))(
    "$what, with azurerm $azurerm",
    async ({ identity, existing, azurerm, azuread }) => {
      const scenario = await Scenario.start({ azurerm, azuread });
      const { azure } = scenario;
      if (existing) {
        for (const group of ["ContosoRG", "Identities"]) {
          azure.manager.put(azure.group(group), { location: "westus" });
        }
        const id = `${azure.group("Identities")}/${IDENTITIES}/ContosoMI1`;
        azure.manager.put(id, { location: "westus" });
        azure.manager.put(`${azure.group("ContosoRG")}/${AUTOMATION}/ContosoAzAuto1`, {
          location: "northeurope",
          identity: { type: "UserAssigned", userAssignedIdentities: { [id.toLowerCase()]: {} } },
          properties: { sku: { name: "Basic" } },
        });
      }
      const before = structuredClone(Object.fromEntries(azure.manager.resources));
      await scenario.use(identity);
      await scenario.applyAndSettle();

      const { principalId } = asObject(scenario.resource("Identities", IDENTITIES, "ContosoMI1").properties);
      expect(rights(scenario).permission).toEqual([principalId]);
      expect(rights(scenario).roles.every(([principal]) => principal === principalId)).toBe(true);
      const account = scenario.resource("ContosoRG", AUTOMATION, "ContosoAzAuto1");
      expect(account.location).toBe("northeurope");
      if (!existing) {
        expect(
          rights(scenario)
            .roles.map(([, , scope]) => scope)
            .sort(),
        ).toEqual(["/", UNIT]);
        expect(account.tags).toEqual({ owner: "${not} %{a} template", "cost center": "42" });
        expect(identityOf(account).type).toMatch(/SystemAssigned, ?UserAssigned/);
        expect(asObject(account.properties)).toMatchObject({ disableLocalAuth: false, publicNetworkAccess: false });
        const importOrder = scenario
          .changes()
          .filter((change) => /(modules|powershell72modules|packages)\//i.test(change));
        expect(importOrder).toHaveLength(12);
        for (const place of [
          "/modules/",
          "/powerShell72Modules/",
          "PowerShell-7-4/packages/",
          "PowerShell-7-6/packages/",
        ]) {
          const names = importOrder.filter((change) => change.includes(place)).map((change) => change.split("/").pop());
          expect(names).toEqual(["PackageManagement", "PowerShellGet", "ExchangeOnlineManagement"]);
        }
      }
      succeeded(await scenario.workspace.destroy());
      expect(Object.fromEntries(azure.manager.resources)).toEqual(before);
      expect([azure.directory.grants.size, azure.directory.roleAssignments.size]).toEqual([0, 0]);
      expect(azure.directory.principals.has(azure.directory.exchangeOnlineId)).toBe(true);
      await scenario.stop();
    },
  );
});
