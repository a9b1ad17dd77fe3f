import { asObject, type Json } from "../../tools/loopback/answer";
import { isChange } from "../../tools/loopback/transcript";
import { providerSets, Scenario, succeeded, withProviders } from "./scenario";

const GROUP = "ContosoRG";
const ACCOUNT = ["providers", "Microsoft.Automation", "automationAccounts", "ContosoAzAuto1"];

const BASE = {
  organization: "contoso.onmicrosoft.com",
  resourceGroup: { name: GROUP, existing: true },
  host: { type: "automationAccount", name: "ContosoAzAuto1", location: "West US" },
  identity: { type: "systemAssigned" },
  roles: ["Global Reader"],
};

/* What stands below the account in the tenant, by a part of its path. */
function below(scenario: Scenario, collection: string): Json[] {
  const { resources } = scenario.azure.manager;
  return [...resources].filter(([id]) => id.split("/").slice(-2)[0] === collection).map(([, resource]) => resource);
}

async function inExistingGroup(providers: ReturnType<typeof providerSets>[number]): Promise<Scenario> {
  const scenario = await Scenario.start(providers);
  scenario.azure.manager.put(scenario.azure.group(GROUP), { location: "westus" });
  return scenario;
}

/* Every way from one runtime to another one, one after the other. */
const WAY = ["5.1", "7.2", "7.4", "7.6", "5.1", "7.4", "7.2", "7.6", "7.4", "5.1", "7.6", "7.2", "5.1"];
const ENVIRONMENTS: { readonly [runtime: string]: string } = {
  "5.1": "PowerShell-5.1",
  "7.2": "PowerShell-7.2",
  "7.4": "ExchangeOnline-PowerShell-7-4",
  "7.6": "ExchangeOnline-PowerShell-7-6",
};

withProviders("changes in time", () => {
  test.concurrent.each(providerSets())(
    "with azurerm $azurerm a runbook arrives in another runtime in one apply, with its schedule, before the old environment goes",
    async (providers) => {
      const scenario = await inExistingGroup(providers);
      for (const [index, runtime] of WAY.entries()) {
        await scenario.use({
          ...BASE,
          module: { version: "3.4.0", runtimes: [runtime] },
          runbook: { name: "Report", runtime, schedule: { every: "day", at: "02:00" } },
        });
        const before = scenario.azure.transcript.length;
        succeeded(await scenario.workspace.apply());
        const changed = scenario.azure.transcript.slice(before).filter((request) => isChange(request));
        const properties = asObject(scenario.resource(GROUP, ...ACCOUNT, "runbooks", "Report").properties);
        expect([index, properties.runtimeEnvironment, properties.state]).toEqual([
          index,
          ENVIRONMENTS[runtime],
          "Published",
        ]);
        const links = below(scenario, "jobschedules").map(({ properties: link }) => asObject(link));
        expect([index, links.map(({ runbook }) => asObject(runbook).name)]).toEqual([index, ["Report"]]);
        // A runbook is never in an environment that is deleted.
        const order = (end: RegExp) => changed.findIndex(({ method, path }) => method === "DELETE" && end.test(path));
        const environmentGone = order(/runtimeEnvironments\/[^/]+$/);
        if (environmentGone >= 0) {
          expect(order(/runbooks\/Report$/)).toBeGreaterThanOrEqual(0);
          expect(order(/runbooks\/Report$/)).toBeLessThan(environmentGone);
        }
        succeeded(await scenario.workspace.unchanged());
      }
      await scenario.stop();
    },
    1_200_000,
  );

  test.concurrent.each(providerSets())(
    "with azurerm $azurerm a schedule of long ago is never written again: another setting is another schedule",
    async (providers) => {
      const scenario = await inExistingGroup(providers);
      const schedules: object[] = [
        { every: "week", at: "02:00", weekDays: ["Monday"] },
        { every: "week", at: "02:00", weekDays: ["Monday", "Friday"] },
        { every: "week", at: "03:00", weekDays: ["Monday", "Friday"] },
        { every: "week", at: "03:00", weekDays: ["Monday", "Friday"], interval: 2 },
        { every: "month", at: "03:00", monthDays: [1] },
        { every: "month", at: "03:00", monthDays: [1, 15, -1] },
        { every: "month", at: "03:00", monthDays: [1, 15, -1], timeZone: "Europe/Berlin" },
        { every: "hour" },
      ];
      for (const schedule of schedules) {
        await scenario.use({ ...BASE, module: { version: "3.9.2" }, runbook: { name: "Report", schedule } });
        const before = scenario.azure.transcript.length;
        await scenario.applyAndSettle();
        const written = scenario.changes(before).filter((change) => /\/schedules\//i.test(change));
        expect(written.filter((change) => change.startsWith("PUT"))).toHaveLength(1);
        const [link, ...others] = below(scenario, "jobschedules");
        expect(others).toEqual([]);
        const name = String(asObject(asObject(link.properties).schedule).name);
        const [stored] = below(scenario, "schedules");
        expect(stored.name).toBe(name);
        // Azure keeps the start, which is soon long ago.
        stored.properties = { ...asObject(stored.properties), startTime: "2020-01-01T02:00:00+00:00" };
      }
      await scenario.stop();
    },
    1_200_000,
  );

  test.concurrent.each(providerSets())(
    "with azurerm $azurerm days in another order change nothing",
    async (providers) => {
      const scenario = await inExistingGroup(providers);
      const use = (weekDays: string[]) =>
        scenario.use({
          ...BASE,
          module: { version: "3.9.2" },
          runbook: { name: "Report", schedule: { every: "week", at: "02:00", weekDays } },
        });
      await use(["Monday", "Friday"]);
      await scenario.applyAndSettle();
      await use(["Friday", "Monday"]);
      succeeded(await scenario.workspace.unchanged());
      await scenario.stop();
    },
    600_000,
  );

  test.concurrent.each(providerSets())(
    "with azurerm $azurerm a subscription that never had Automation registers what the stack needs, and nothing else",
    async (providers) => {
      const scenario = await inExistingGroup(providers);
      const { registrations } = scenario.azure.manager;
      registrations.unregister("Microsoft.Automation", "Microsoft.Insights", "Microsoft.Storage", "Microsoft.Compute");
      const stack = {
        ...BASE,
        identity: { type: "userAssigned", name: "ContosoMI1", location: "West US" },
        module: { version: "3.9.2" },
      };
      const none = { provider: { resourceProviderRegistrations: "none" } };
      await scenario.use(stack, none);
      const refused = await scenario.workspace.apply();
      expect([refused.ok, refused.output.includes("MissingSubscriptionRegistration")]).toEqual([false, true]);

      await scenario.use(stack, { provider: {} });
      const before = scenario.azure.transcript.length;
      await scenario.applyAndSettle();
      const registered = scenario.azure.transcript
        .slice(before)
        .filter(({ method, path }) => method === "POST" && path.endsWith("/register"))
        .map(({ path }) => path.split("/").slice(-2)[0]);
      expect([...new Set(registered)]).toEqual(["Microsoft.Automation"]);
      expect(registrations.all).not.toContain("Microsoft.Storage");
      await scenario.stop();
    },
    600_000,
  );
});
