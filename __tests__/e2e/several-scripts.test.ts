import { appendFileSync, cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, TerraformStack } from "cdktf";
import { parse } from "jsonc-parser";
import {
  ExchangeHost,
  ExchangeManagedIdentity,
  ExchangeManagementRole,
  DirectoryRole,
  GraphPermission,
  HostIdentity,
  ModuleVersion,
  PowerShellRuntime,
  ProviderVersions,
  HostResourceGroup,
  RunbookSchedule,
  RunbookScript,
} from "../../lib";
import { GRAPH_PERMISSIONS, MANAGE_AS_APP } from "../../tools/loopback/directory";
import { asObject } from "../../tools/loopback/answer";
import { temporaryFolder } from "../helpers/stack";
import { providerSets, Scenario, succeeded, withProviders } from "./scenario";

const EXAMPLE = join(__dirname, "..", "..", "examples", "several-scripts");
const { identities } = parse(readFileSync(join(EXAMPLE, "exchange.config.json"), "utf8")) as {
  identities: { "several-scripts": { [key: string]: unknown } };
};
const IDENTITY = identities["several-scripts"];
const ACCOUNT = "providers/Microsoft.Automation/automationAccounts/ContosoAzAuto1";

async function start(providers?: { azurerm: string; azuread: string }): Promise<Scenario> {
  const scenario = await Scenario.start(providers);
  scenario.azure.manager.put(scenario.azure.group("ContosoRG"), { location: "westus" });
  return scenario;
}

/* The permissions that the identity holds, by the ids of their app roles. */
const held = ({ azure }: Scenario) => [...azure.directory.grants.values()].map(({ appRoleId }) => appRoleId).sort();
const idsOf = (...names: string[]) => [MANAGE_AS_APP, ...names.map((name) => GRAPH_PERMISSIONS[name])].sort();

/* The same as the example, as a program. */
function program(): string {
  const outdir = temporaryFolder();
  const app = new App({ outdir, stackTraces: false });
  const stack = new TerraformStack(app, "stack");
  new AzurermProvider(stack, "azurerm", { features: [{}], resourceProviderRegistrations: "none" });
  new AzureadProvider(stack, "azuread", {});
  ProviderVersions.tested().applyTo(stack);
  const { V5_1, V7_6 } = PowerShellRuntime;
  const timeZone = "Europe/Berlin";
  new ExchangeManagedIdentity(stack, "Exchange", {
    organization: "contoso.onmicrosoft.com",
    host: ExchangeHost.automationAccount({
      name: "ContosoAzAuto1",
      resourceGroup: HostResourceGroup.fromExisting("ContosoRG"),
    }),
    identity: HostIdentity.userAssigned({ name: "ContosoMI1" }),
    module: {
      version: ModuleVersion.V3_9_2,
      runtimes: [V5_1, V7_6],
      additional: [
        { name: "Microsoft.Graph.Authentication", version: "2.30.0", runtimes: [V7_6] },
        {
          name: "Microsoft.Graph.Users",
          version: "2.30.0",
          runtimes: [V7_6],
          after: ["Microsoft.Graph.Authentication"],
        },
      ],
    },
    directoryRoles: [DirectoryRole.EXCHANGE_RECIPIENT_ADMINISTRATOR],
    exchangeRoles: [ExchangeManagementRole.APPLICATION_MAIL_SEND.scopedTo("Report mailboxes")],
    graphPermissions: [GraphPermission.USER_READ_ALL, GraphPermission.GROUP_READ_ALL, GraphPermission.REPORTS_READ_ALL],
    runbooks: [
      {
        name: "List-Mailboxes",
        description: "Lists the mailboxes of departed users.",
        runtime: V5_1,
        script: RunbookScript.fromFile(join(EXAMPLE, "list-mailboxes.ps1")),
        schedule: RunbookSchedule.daily({ at: "01:30", timeZone }),
        parameters: { days: 30 },
      },
      {
        name: "Report-Users",
        runtime: V7_6,
        script: RunbookScript.fromFile(join(EXAMPLE, "report-users.ps1")),
        connect: false,
      },
    ],
    diagnostics: IDENTITY.diagnostics as { logAnalyticsWorkspaceId: string },
    alert: IDENTITY.alert as { actionGroupId: string },
    lock: true,
  });
  app.synth();
  return join(outdir, "stacks", "stack");
}

withProviders("several scripts and what they need", () => {
  test.concurrent.each(providerSets())(
    "by configuration with azurerm $azurerm: apply, no change, small changes, destroy",
    async (providers) => {
      const scenario = await start(providers);
      const { azure, workspace } = scenario;
      const before = [[...azure.manager.resources.keys()], [...azure.directory.principals.keys()]];
      await scenario.use(IDENTITY, {}, EXAMPLE);
      await scenario.applyAndSettle();
      expect(held(scenario)).toEqual(idsOf("User.Read.All", "Group.Read.All", "Reports.Read.All"));
      expect((await workspace.outputs()).graph_permission_assignment_ids).toHaveProperty(["User.Read.All"]);
      const content = (runbook: string) =>
        azure.manager.contents.get(`${azure.group("ContosoRG")}/${ACCOUNT}/runbooks/${runbook}`.toLowerCase()) ?? "";
      expect(content("List-Mailboxes")).toContain("Connect-ExchangeOnline");
      expect(content("Report-Users")).toBe(readFileSync(join(EXAMPLE, "report-users.ps1"), "utf8"));
      const links = [...azure.manager.resources.values()].filter(({ type }) => String(type).endsWith("/jobSchedules"));
      expect(links.map(({ properties }) => asObject(properties).parameters)).toContainEqual({ days: "30" });
      const alert = scenario.resource(
        "ContosoRG",
        "providers/Microsoft.Insights/metricAlerts/ContosoAzAuto1 List-Mailboxes and 1 more jobs that did not succeed",
      );
      expect(JSON.stringify(alert)).toContain("Suspended");

      let done = azure.transcript.length;
      const runbooks = IDENTITY.runbooks as object[];
      const edited = temporaryFolder();
      cpSync(EXAMPLE, edited, { recursive: true });
      appendFileSync(join(edited, "list-mailboxes.ps1"), "Get-Date\n");
      await scenario.use(IDENTITY, {}, edited);
      await scenario.applyAndSettle();
      const changed = "Microsoft.Automation/automationAccounts/ContosoAzAuto1/runbooks/List-Mailboxes";
      expect(scenario.changes(done)).toEqual([
        `PUT ${changed}`,
        `PUT ${changed}/draft/content`,
        `POST ${changed}/publish`,
      ]);

      done = azure.transcript.length;
      const module = IDENTITY.module as { additional: object[] };
      const additional = module.additional.map((entry) => ({ ...entry, version: "2.31.0" }));
      await scenario.use({ ...IDENTITY, runbooks, module: { ...module, additional } }, {}, EXAMPLE);
      await scenario.applyAndSettle();
      expect(
        scenario.changes(done).filter((change) => change.startsWith("PUT") && change.includes("/packages/")),
      ).toHaveLength(2);

      done = azure.transcript.length;
      await scenario.use(
        { ...IDENTITY, graphPermissions: ["User.Read.All", "Group.Read.All"], module: { ...module, additional } },
        {},
        EXAMPLE,
      );
      await scenario.applyAndSettle();
      expect(scenario.changes(done).map((change) => change.split(" ")[0])).toEqual(["DELETE"]);
      expect(held(scenario)).toEqual(idsOf("User.Read.All", "Group.Read.All"));

      succeeded(await workspace.destroy());
      expect([[...azure.manager.resources.keys()], [...azure.directory.principals.keys()]]).toEqual(before);
      expect(held(scenario)).toEqual([]);
      await scenario.stop();
    },
  );

  test.concurrent("by a program: apply, no change, destroy", async () => {
    const scenario = await start();
    await scenario.useFolder(program());
    await scenario.applyAndSettle();
    expect(held(scenario)).toEqual(idsOf("User.Read.All", "Group.Read.All", "Reports.Read.All"));
    expect([...scenario.azure.manager.resources.keys()].filter((id) => id.includes("/locks/"))).toHaveLength(1);
    succeeded(await scenario.workspace.destroy());
    expect(scenario.azure.manager.resources.size).toBe(1);
    await scenario.stop();
  });

  const small = (change: object = {}) => ({
    organization: "contoso.onmicrosoft.com",
    resourceGroup: { name: "ContosoRG", existing: true },
    host: { type: "automationAccount", name: "ContosoAzAuto1" },
    identity: { type: "systemAssigned" },
    module: { version: "3.9.2", prerequisites: false },
    roles: ["Global Reader"],
    ...change,
  });

  test.concurrent("an unknown permission stops the plan with the names near it, and nothing is written", async () => {
    const scenario = await start();
    await scenario.use(small({ graphPermissions: ["Usr.Read.All"] }));
    const run = await scenario.workspace.apply();
    expect(run.ok).toBe(false);
    expect(run.output.replace(/[\s│]+/g, " ")).toContain(
      "no application permission Usr.Read.All. Names near it: User.Read.All.",
    );
    expect(scenario.changes()).toEqual([]);
    await scenario.stop();
  });

  test.concurrent(
    "a principal that Graph shows only after 20 seconds gets all its permissions in the first apply",
    async () => {
      const scenario = await start();
      scenario.azure.directory.lag = 20_000;
      await scenario.use(small({ graphPermissions: ["User.Read.All", "Group.Read.All"] }));
      await scenario.applyAndSettle();
      expect(held(scenario)).toEqual(idsOf("User.Read.All", "Group.Read.All"));
      await scenario.stop();
    },
  );

  test.concurrent(
    "modules and permissions that were made by hand are adopted: only the modules are written again, once",
    async () => {
      const scenario = await start();
      const { azure } = scenario;
      const account = azure.manager.put(`${azure.group("ContosoRG")}/${ACCOUNT}`, {
        location: "westus",
        identity: { type: "SystemAssigned" },
        properties: { sku: { name: "Basic" } },
      });
      for (const name of ["ExchangeOnlineManagement", "Microsoft.Graph.Authentication"]) {
        azure.manager.put(`${azure.group("ContosoRG")}/${ACCOUNT}/modules/${name}`, { properties: {} });
      }
      const { principalId } = asObject(account.identity);
      for (const [id, resourceId, appRoleId] of [
        ["grantedByHand0", azure.directory.exchangeOnlineId, MANAGE_AS_APP],
        ["grantedByHand1", azure.directory.graphId, GRAPH_PERMISSIONS["User.Read.All"]],
      ]) {
        azure.directory.grants.set(id, { id, resourceId, appRoleId, principalId });
      }
      await scenario.use(
        small({
          host: { type: "automationAccount", name: "ContosoAzAuto1", adopt: true },
          module: {
            version: "3.9.2",
            additional: [{ name: "Microsoft.Graph.Authentication", version: "2.30.0" }],
          },
          graphPermissions: ["User.Read.All"],
          adopt: {
            manageAsAppAssignmentId: "grantedByHand0",
            graphPermissionAssignmentIds: { "User.Read.All": "grantedByHand1" },
            modules: true,
          },
        }),
      );
      await scenario.applyAndSettle();
      // The adopting apply writes the address of a module, which Azure does not give back; permissions stay as they are.
      expect(scenario.changes().sort()).toEqual(
        [
          "PATCH Microsoft.Automation/automationAccounts/ContosoAzAuto1/modules/ExchangeOnlineManagement",
          "PATCH Microsoft.Automation/automationAccounts/ContosoAzAuto1/modules/Microsoft.Graph.Authentication",
          "POST roleManagement/directory/roleAssignments",
        ].sort(),
      );
      expect(held(scenario)).toEqual(idsOf("User.Read.All"));
      await scenario.stop();
    },
  );
});
