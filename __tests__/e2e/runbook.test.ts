import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asObject } from "../../tools/loopback/answer";
import { providerSets, rights, Scenario, succeeded, withProviders } from "./scenario";

const ACCOUNT = "providers/Microsoft.Automation/automationAccounts/ContosoAzAuto1";
const RUNBOOK = "runbooks/Test-ExchangeConnection";

const account = (runtime: string, change: object = {}) => ({
  organization: "contoso.onmicrosoft.com",
  resourceGroup: { name: "ContosoRG", existing: true },
  host: { type: "automationAccount", name: "ContosoAzAuto1" },
  identity: { type: "userAssigned", name: "ContosoMI1" },
  module: { version: "3.4.0", runtimes: [runtime], prerequisites: false },
  roles: ["Global Reader"],
  runbook: {
    name: "Test-ExchangeConnection",
    runtime,
    schedule: { every: "day", at: "02:00", timeZone: "Europe/Berlin" },
    ...change,
  },
});

async function start(providers?: { azurerm: string; azuread: string }): Promise<Scenario> {
  const scenario = await Scenario.start(providers);
  scenario.azure.manager.put(scenario.azure.group("ContosoRG"), { location: "westus" });
  return scenario;
}

const contentOf = ({ azure }: Scenario) =>
  azure.manager.contents.get(`${azure.group("ContosoRG")}/${ACCOUNT}/${RUNBOOK}`.toLowerCase()) ?? "";

const CASES = providerSets().flatMap((providers) =>
  ["5.1", "7.2", "7.6"].map((runtime) => ({ runtime, ...providers })),
);

withProviders("a runbook", () => {
  test.concurrent.each(CASES)(
    "in $runtime with azurerm $azurerm: published, scheduled, unchanged afterwards",
    async ({ runtime, ...providers }) => {
      const scenario = await start(providers);
      await scenario.use(account(runtime));
      const before = Date.now();
      await scenario.applyAndSettle();

      const runbook = asObject(scenario.resource("ContosoRG", ACCOUNT, RUNBOOK).properties);
      expect(runbook.state).toBe("Published");
      expect(runbook.runtimeEnvironment).toBe(
        { "5.1": "PowerShell-5.1", "7.2": "PowerShell-7.2", "7.6": "ExchangeOnline-PowerShell-7-6" }[runtime],
      );
      const { client_id: clientId } = await scenario.workspace.outputs();
      expect(contentOf(scenario)).toContain(
        `            Connect-ExchangeOnline -ManagedIdentity -Organization contoso.onmicrosoft.com -ManagedIdentityAccountId ${String(clientId)}\n`,
      );
      const schedule = [...scenario.azure.manager.resources.values()].find(({ type }) =>
        String(type).endsWith("/schedules"),
      );
      const { startTime, timeZone } = asObject(schedule?.properties);
      expect(timeZone).toBe("Europe/Berlin");
      const starts = Date.parse(String(startTime));
      expect(new Date(starts).toISOString()).toMatch(/T01:00:00/);
      expect(starts - before).toBeGreaterThanOrEqual(3_600_000);
      expect(starts - before).toBeLessThan(27 * 3_600_000);

      succeeded(await scenario.workspace.destroy());
      expect([...scenario.azure.manager.resources.keys()]).toEqual([scenario.azure.group("ContosoRG").toLowerCase()]);
      await scenario.stop();
    },
  );

  test.concurrent("whose content changes while a schedule is linked to it, and whose time changes", async () => {
    const scenario = await start();
    const script = join(process.cwd(), "e2e-report.tmp.ps1");
    await scenario.use(account("5.1"));
    await scenario.applyAndSettle();
    writeFileSync(script, 'param($To)\nGet-Mailbox | %{ "${To}: $_" }\n');
    await scenario.use(account("5.1", { script: "e2e-report.tmp.ps1" }), {}, process.cwd());
    rmSync(script);
    await scenario.applyAndSettle();
    expect(contentOf(scenario)).toMatch(/^param\(\$To\)\n# Connects[^]*Get-Mailbox \| %\{ "\$\{To\}: \$_" \}\n$/);

    await scenario.use(account("5.1", { schedule: { every: "week", at: "04:30", weekDays: ["Monday"] } }));
    await scenario.applyAndSettle();
    const schedules = [...scenario.azure.manager.resources.values()].filter(({ type }) =>
      String(type).endsWith("/schedules"),
    );
    expect(schedules.map(({ name }) => name)).toEqual([
      "Test-ExchangeConnection every week on Mon at 04-30 in Etc-UTC",
    ]);
    const links = [...scenario.azure.manager.resources.values()].filter(({ type }) =>
      String(type).endsWith("/jobSchedules"),
    );
    expect(links).toHaveLength(1);
    await scenario.stop();
  });
});

withProviders("what was made by hand", () => {
  test.concurrent.each(providerSets())(
    "module, permission and role are taken over by their ids, with azurerm $azurerm",
    async (providers) => {
      const scenario = await start(providers);
      const { azure } = scenario;
      azure.manager.put(`${azure.group("ContosoRG")}/${ACCOUNT}`, {
        location: "westus",
        identity: { type: "SystemAssigned" },
        properties: { sku: { name: "Basic" } },
      });
      for (const kind of ["modules", "powerShell72Modules"]) {
        azure.manager.put(`${azure.group("ContosoRG")}/${ACCOUNT}/${kind}/ExchangeOnlineManagement`, {
          properties: {},
        });
      }
      const principalId = String(
        (scenario.resource("ContosoRG", ACCOUNT).identity as { principalId: string }).principalId,
      );
      azure.directory.grants.set("grantedByHand0", {
        id: "grantedByHand0",
        appRoleId: "dc50a0fb-09a3-484d-be87-e023b12c6440",
        principalId,
        resourceId: azure.directory.exchangeOnlineId,
      });
      azure.directory.roleAssignments.set("assignedByHand0", {
        id: "assignedByHand0",
        principalId,
        roleDefinitionId: "f2ef992c-3afb-46b9-b7cf-a126ee74c451",
        directoryScopeId: "/",
      });
      await scenario.use({
        ...account("5.1"),
        runbook: undefined,
        host: { type: "automationAccount", name: "ContosoAzAuto1", adopt: true },
        identity: { type: "systemAssigned" },
        module: { version: "3.4.0", runtimes: ["5.1", "7.2"] },
        adopt: {
          manageAsAppAssignmentId: "grantedByHand0",
          roleAssignmentIds: { "Global Reader": "assignedByHand0" },
          modules: true,
        },
      });
      await scenario.applyAndSettle();
      expect([...azure.directory.grants.keys()]).toEqual(["grantedByHand0"]);
      expect([...azure.directory.roleAssignments.keys()]).toEqual(["assignedByHand0"]);
      expect(scenario.changes().every((change) => change.startsWith("PATCH") || change.startsWith("PUT"))).toBe(true);
      expect(rights(scenario).permission).toEqual([principalId]);
      await scenario.stop();
    },
  );
});

withProviders("without a right to grant", () => {
  test.concurrent(
    "the stack changes nothing in the directory and puts out the script, with the ids filled in",
    async () => {
      const scenario = await start();
      await scenario.use({ ...account("5.1"), runbook: undefined, grants: "script" });
      await scenario.applyAndSettle();
      expect(scenario.azure.transcript.filter(({ service }) => service === "graph")).toEqual([]);
      const { grant_script: script, principal_id: principalId } = await scenario.workspace.outputs();
      expect(script).toContain(`$principalId = '${String(principalId)}'`);
      await scenario.stop();
    },
  );

  test.concurrent(
    "the script for role groups knows the client id of a system-assigned identity, though Graph shows it late",
    async () => {
      const scenario = await start();
      scenario.azure.directory.lag = 10_000;
      await scenario.use({
        ...account("5.1"),
        runbook: undefined,
        roles: undefined,
        identity: { type: "systemAssigned" },
        exchangeRoleGroups: ["View-Only Organization Management"],
      });
      await scenario.applyAndSettle();
      const { exchange_role_group_script: script, principal_id: principalId } = await scenario.workspace.outputs();
      const principal = scenario.azure.directory.principals.get(String(principalId));
      expect(script).toContain(
        `$applicationId = '${principal?.appId ?? "?"}'\n$principalId = '${String(principalId)}'`,
      );
      await scenario.stop();
    },
  );
});
