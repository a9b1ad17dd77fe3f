import { readFileSync } from "node:fs";
import { join } from "node:path";
import { KEY } from "./machine";
import { Scenario, succeeded, withProviders } from "./scenario";

const PAGE = readFileSync(join(__dirname, "..", "..", "docs", "changes.md"), "utf8");

const BASE = {
  organization: "contoso.onmicrosoft.com",
  resourceGroup: { name: "ContosoRG", location: "West US" },
  host: { type: "automationAccount", name: "ContosoAzAuto1" },
  identity: { type: "userAssigned", name: "ContosoMI1" },
  module: { version: "3.9.2" },
  roles: ["Global Reader", "Security Reader"],
  runbook: { name: "Verify", schedule: { every: "day", at: "02:00" } },
  tags: { owner: "messaging" },
};

const MONITORING = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/Monitoring/providers";

/* A change of the configuration, and the actions of the plan by type. `-/+` is a replacement. */
const CHANGES: [row: string, change: object, actions: { [type: string]: string }][] = [
  [
    "another tag",
    { tags: { owner: "other" } },
    { resource_group: "~", automation_account: "~", user_assigned_identity: "~", automation_runbook: "~" },
  ],
  ["`protect` on or off", { protect: true }, {}],
  [
    "one more role",
    { roles: ["Global Reader", "Security Reader", "Exchange Administrator"] },
    { directory_role_assignment: "+" },
  ],
  ["one role fewer", { roles: ["Global Reader"] }, { directory_role_assignment: "-" }],
  ["another version of the module", { module: { version: "3.9.0" } }, { automation_module: "~" }],
  [
    "one more runtime",
    { module: { version: "3.9.2", runtimes: ["5.1", "7.4"] } },
    { automation_runtime_environment: "+", automation_runtime_environment_package: "+" },
  ],
  [
    "another time of a schedule",
    { runbook: { name: "Verify", schedule: { every: "day", at: "03:00" } } },
    { automation_schedule: "-/+", automation_job_schedule: "-/+" },
  ],
  [
    "other days of a schedule",
    { runbook: { name: "Verify", schedule: { every: "month", at: "02:00", monthDays: [1] } } },
    { automation_schedule: "-/+", automation_job_schedule: "-/+" },
  ],
  [
    "another runtime of the runbook",
    {
      module: { version: "3.9.2", runtimes: ["7.4"] },
      runbook: { name: "Verify", schedule: { every: "day", at: "02:00" } },
    },
    { automation_runbook: "-/+", automation_job_schedule: "-/+" },
  ],
  ["no schedule", { runbook: { name: "Verify" } }, { automation_schedule: "-", automation_job_schedule: "-" }],
  [
    "another name of the runbook",
    { runbook: { name: "Other", schedule: { every: "day", at: "02:00" } } },
    { automation_runbook: "+ -", automation_schedule: "+ -", automation_job_schedule: "+ -" },
  ],
  [
    "`runbook` becomes an entry of `runbooks`",
    { runbook: undefined, runbooks: [{ name: "Verify", schedule: { every: "day", at: "02:00" } }] },
    {},
  ],
  [
    "one more additional module",
    { module: { version: "3.9.2", additional: [{ name: "Microsoft.Graph.Authentication", version: "2.30.0" }] } },
    { automation_module: "+" },
  ],
  ["one more Microsoft Graph permission", { graphPermissions: ["User.Read.All"] }, { app_role_assignment: "+" }],
  ["`lock` on", { lock: true }, { management_lock: "+" }],
  [
    "`diagnostics` and `alert`",
    {
      diagnostics: {
        logAnalyticsWorkspaceId: `${MONITORING}/Microsoft.OperationalInsights/workspaces/Logs`,
      },
      alert: { actionGroupId: `${MONITORING}/Microsoft.Insights/actionGroups/Messaging` },
    },
    { monitor_diagnostic_setting: "+", monitor_metric_alert: "+" },
  ],
  [
    "another name of the host",
    { host: { type: "automationAccount", name: "ContosoAzAuto9" } },
    {
      automation_account: "-/+",
      automation_module: "-/+",
      automation_runbook: "-/+",
      automation_schedule: "-/+",
      automation_job_schedule: "-/+",
    },
  ],
  [
    "another name of the identity",
    { identity: { type: "userAssigned", name: "ContosoMI9" } },
    {
      user_assigned_identity: "-/+",
      automation_account: "~",
      automation_runbook: "~",
      app_role_assignment: "-/+",
      directory_role_assignment: "-/+",
    },
  ],
  [
    "`systemAssigned` instead of `userAssigned`",
    { identity: { type: "systemAssigned" } },
    {
      user_assigned_identity: "-",
      automation_account: "~",
      automation_runbook: "~",
      app_role_assignment: "-/+",
      directory_role_assignment: "-/+",
    },
  ],
  ['`"grants": "script"`', { grants: "script" }, { app_role_assignment: "-", directory_role_assignment: "-" }],
  ["a new group becomes existing", { resourceGroup: { name: "ContosoRG", existing: true } }, { resource_group: "-" }],
  [
    "a new host becomes existing",
    {
      resourceGroup: { name: "ContosoRG", existing: true },
      host: { type: "automationAccount", name: "ContosoAzAuto1", existing: true },
      identity: { type: "userAssigned", name: "ContosoMI1", existing: true },
    },
    { resource_group: "-", automation_account: "-", user_assigned_identity: "-" },
  ],
  [
    "a Linux VM instead of the account",
    {
      host: { type: "linuxVirtualMachine", name: "vm1", network: { addressSpace: "10.20.0.0/24" } },
      runbook: undefined,
    },
    {
      automation_account: "-",
      automation_module: "-",
      automation_runbook: "-",
      automation_schedule: "-",
      automation_job_schedule: "-",
      linux_virtual_machine: "+",
    },
  ],
];

const SYMBOLS: { readonly [actions: string]: string } = {
  create: "+",
  update: "~",
  delete: "-",
  "delete,create": "-/+",
  "create,delete": "-/+",
};

withProviders("what a change of the configuration does", () => {
  test("is what the page on changes says", async () => {
    const scenario = await Scenario.start(undefined, {
      TF_VAR_admin_ssh_public_key: KEY,
    });
    await scenario.use(BASE);
    await scenario.applyAndSettle();
    for (const [row, change, expected] of CHANGES) {
      await scenario.use({ ...BASE, ...change });
      const { run, changes } = await scenario.workspace.plan();
      succeeded(run);
      const actions: { [type: string]: string } = {};
      for (const { address, actions: planned } of changes) {
        const type = address.split(".")[0].replace(/^azure(?:rm|ad)_/, "");
        const symbol = SYMBOLS[planned.join()] ?? planned.join();
        actions[type] = [...new Set([...(actions[type]?.split(" ") ?? []), symbol])].sort().join(" ");
      }
      expect([row, actions]).toMatchObject([row, expected]);
      if (row.includes("becomes an entry")) {
        expect(actions).toEqual({});
      }
      expect([row, PAGE.includes(`| ${row} `)]).toEqual([row, true]);
      // Nothing of value is destroyed but where the page says so.
      const valuable = Object.entries(actions).filter(
        ([type, action]) => /account|identity|group|machine$/.test(type) && action.includes("-"),
      );
      expect([row, valuable.map(([type]) => type).sort()]).toEqual([
        row,
        Object.keys(expected)
          .filter((type) => /account|identity|group|machine$/.test(type) && expected[type].includes("-"))
          .sort(),
      ]);
    }

    // From the short form to the list nothing is written.
    await scenario.use({ ...BASE, runbook: undefined, runbooks: [BASE.runbook] });
    succeeded(await scenario.workspace.unchanged());
    await scenario.stop();
  }, 1_800_000);
});
