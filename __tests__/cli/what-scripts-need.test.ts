import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { explanationOf } from "../../cli/commands/explanation";
import { synthesize } from "../../cli/commands/synthesize";
import { identityConfiguration, run, runOne } from "../helpers/configuration";
import { UNIT_ID } from "../helpers/ids";
import { only, temporaryFolder } from "../helpers/stack";

const GRAPH = { name: "Microsoft.Graph.Authentication", version: "2.30.0" };
const WORKSPACE =
  "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/Logs/providers/Microsoft.OperationalInsights/workspaces/ContosoLogs";
const ACTION_GROUP =
  "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/Logs/providers/Microsoft.Insights/actionGroups/Messaging";
const MACHINE = {
  host: { type: "windowsVirtualMachine", name: "ContosoVM1", network: { addressSpace: "10.20.0.0/24" } },
};
const EVERY_NIGHT = { every: "day", at: "01:30" };

/* Runs a configuration beside two scripts. */
function runWithScripts(change: object) {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, "one.ps1"),
    "param($Days, $Code, $Answer, $Mailbox, $Flag, $Ref, $Password)\nGet-EXOMailbox\n",
  );
  writeFileSync(
    join(folder, "connects.ps1"),
    "Connect-ExchangeOnline -ManagedIdentity -Organization contoso.onmicrosoft.com\n",
  );
  const file = join(folder, "exchange.config.json");
  writeFileSync(file, JSON.stringify({ identities: { one: identityConfiguration(change) } }));
  mkdirSync(join(folder, "out"));
  return synthesize(file, join(folder, "out"));
}

type Refusal = [what: string, change: object, place: string, ...words: string[]];

const additional = (...modules: object[]) => ({ module: { version: "3.9.2", additional: modules } });
const runbooks = (...entries: object[]) => ({ runbooks: entries });
const script = { name: "A", script: "one.ps1" };

const REFUSALS: Refusal[] = [
  ["runbook and runbooks", { runbook: script, ...runbooks(script) }, "/runbooks", "move the runbook into the list"],
  [
    "a name of a runbook twice",
    runbooks(script, { ...script, name: "a" }),
    "/runbooks/1/name",
    "rename one of the two",
  ],
  ["no runbook", { runbooks: [] }, "/runbooks", "one entry or more"],
  ["runbooks on a machine", { ...MACHINE, ...runbooks(script) }, "/runbooks", "on an Automation account"],
  ["a runtime without the module", runbooks({ ...script, runtime: "7.6" }), "/runbooks/0/runtime", '"5.1"'],
  ["no script and no connection", runbooks({ name: "A", connect: false }), "/runbooks/0/connect", "name the script"],
  [
    "parameters without a schedule",
    runbooks({ ...script, parameters: { days: 1 } }),
    "/runbooks/0/parameters",
    "add schedule",
  ],
  [
    "parameters without a script",
    runbooks({ name: "A", schedule: EVERY_NIGHT, parameters: { days: 1 } }),
    "/runbooks/0/parameters",
    "add script",
  ],
  [
    "a parameter twice",
    runbooks({ ...script, schedule: EVERY_NIGHT, parameters: { days: 1, Days: 2 } }),
    "/runbooks/0/parameters/Days",
    "keep one of the two",
  ],
  [
    "a parameter with a dollar sign",
    runbooks({ ...script, schedule: EVERY_NIGHT, parameters: { $days: 1 } }),
    "/runbooks/0/parameters/$days",
    "without the dollar sign",
  ],
  [
    "a list in a list as a parameter",
    runbooks({ ...script, schedule: EVERY_NIGHT, parameters: { days: [[1]] } }),
    "/runbooks/0/parameters/days",
    "a text, a number, true or false, or a list of these",
  ],
  ["a description over lines", runbooks({ ...script, description: "a\nb" }), "/runbooks/0/description", "on one line"],
  ["a module without a version", additional({ name: "Az.Accounts" }), "/module/additional/0/version", "2.30.0"],
  [
    "a module's name with a blank",
    additional({ ...GRAPH, name: "Microsoft Graph" }),
    "/module/additional/0/name",
    "Gallery",
  ],
  [
    "the Exchange module again",
    additional({ name: "exchangeonlinemanagement", version: "3.9.2" }),
    "/module/additional/0/name",
    '"version" of "module"',
  ],
  [
    "a name that looks like the Exchange module's",
    additional({ name: "Exchange-OnlineManagment", version: "3.9.2" }),
    "/module/additional/0/name",
    "a package of somebody else",
  ],
  ["a module twice", additional(GRAPH, GRAPH), "/module/additional/1/name", "twice in Windows PowerShell 5.1"],
  [
    "a runtime that the module is not in",
    additional({ ...GRAPH, runtimes: ["7.6"] }),
    "/module/additional/0/runtimes/0",
    "that the Exchange Online module is installed for",
  ],
  ["after an unknown module", additional({ ...GRAPH, after: ["Az"] }), "/module/additional/0/after/0", "no other one"],
  [
    "a circle",
    additional({ ...GRAPH, after: ["B"] }, { name: "B", version: "1.0", after: [GRAPH.name] }),
    "/module/additional/0/after",
    "an order without a circle",
  ],
  [
    "after a module of another runtime",
    {
      module: {
        version: "3.9.2",
        runtimes: ["5.1", "7.6"],
        additional: [
          { ...GRAPH, after: ["B"] },
          { name: "B", version: "1.0", runtimes: ["7.6"] },
        ],
      },
    },
    "/module/additional/0/after/0",
    "install B in Windows PowerShell 5.1 too",
  ],
  [
    "a prerequisite again",
    additional({ name: "PowerShellGet", version: "2.2.5" }),
    "/module/additional/0/name",
    "installed as a prerequisite",
  ],
  [
    "a private feed on a machine",
    { ...MACHINE, ...additional({ ...GRAPH, contentUri: "https://feed.example/x" }) },
    "/module/additional/0/contentUri",
    "from the PowerShell Gallery",
  ],
  [
    "an http address of a module",
    additional({ ...GRAPH, contentUri: "http://feed.example/x" }),
    "/module/additional/0/contentUri",
    "an https address",
  ],
  [
    "the adoption of a module in a new account",
    additional({ ...GRAPH, adopt: true }),
    "/module/additional/0/adopt",
    "an existing or adopted account",
  ],
  [
    "a permission twice",
    { graphPermissions: ["User.Read.All", "user.read.all"] },
    "/graphPermissions/1",
    "each permission once",
  ],
  ["a permission with a blank", { graphPermissions: ["User Read"] }, "/graphPermissions/0", "such as User.Read.All"],
  ["no permission", { graphPermissions: [] }, "/graphPermissions", "one permission or more"],
  [
    "permissions that are granted elsewhere",
    { grants: "elsewhere", roles: undefined, graphPermissions: ["User.Read.All"] },
    "/graphPermissions",
    "granted elsewhere",
  ],
  [
    "the id of another permission",
    { graphPermissions: ["User.Read.All"], adopt: { graphPermissionAssignmentIds: { "Mail.Send": "grantedByHand0" } } },
    "/adopt/graphPermissionAssignmentIds/Mail.Send",
    "name one of the permissions",
  ],
  [
    "the id of a permission that a script grants",
    {
      grants: "script",
      graphPermissions: ["User.Read.All"],
      adopt: { graphPermissionAssignmentIds: { "User.Read.All": "grantedByHand0" } },
    },
    "/adopt/graphPermissionAssignmentIds",
    "remove the ids",
  ],
  [
    "a management role twice",
    { exchangeRoles: [{ role: "View-Only Configuration" }, { role: "view-only configuration" }] },
    "/exchangeRoles/1",
    "name each management role once",
  ],
  [
    "two limits of a role",
    { exchangeRoles: [{ role: "Mail Recipients", recipientScope: "Sales", administrativeUnit: UNIT_ID }] },
    "/exchangeRoles/0/administrativeUnit",
    "keep one of the two",
  ],
  [
    "an administrative unit by its name",
    { exchangeRoles: [{ role: "Mail Recipients", administrativeUnit: "Sales" }] },
    "/exchangeRoles/0/administrativeUnit",
    "a GUID",
  ],
  [
    "application roles alone",
    { roles: undefined, exchangeRoles: [{ role: "Application Mail.Send" }] },
    "/roles",
    "not named Application",
  ],
  [
    "the id of another resource as workspace",
    { diagnostics: { logAnalyticsWorkspaceId: ACTION_GROUP } },
    "/diagnostics/logAnalyticsWorkspaceId",
    "Microsoft.OperationalInsights/workspaces/<name>",
  ],
  [
    "the name of an action group",
    { alert: { actionGroupId: "Messaging" } },
    "/alert/actionGroupId",
    "Microsoft.Insights/actionGroups/<name>",
  ],
  [
    "diagnostics of a machine",
    { ...MACHINE, diagnostics: { logAnalyticsWorkspaceId: WORKSPACE } },
    "/diagnostics",
    "only an Automation account has jobs",
  ],
  [
    "an alert of a machine",
    { ...MACHINE, alert: { actionGroupId: ACTION_GROUP } },
    "/alert",
    "only an Automation account has jobs",
  ],
  ["a lock without an identity of its own", { lock: true }, "/lock", "ordinary applies would fail"],
  [
    "a lock on an identity that is only read",
    {
      lock: true,
      resourceGroup: { name: "ContosoRG", existing: true },
      identity: { type: "userAssigned", name: "ContosoMI1", existing: true },
    },
    "/lock",
    "whoever creates the identity locks it",
  ],
  [
    "the adoption of a module in a child module",
    {
      shape: "module",
      resourceGroup: { name: "ContosoRG", existing: true },
      host: { type: "automationAccount", name: "ContosoAzAuto1", existing: true },
      ...additional({ ...GRAPH, adopt: true }),
    },
    "/module/additional/0/adopt",
    "import blocks in the root module only",
  ],
  [
    "one variable for two packages",
    {
      module: {
        version: "3.9.2",
        contentUri: { variable: "module_content_uri" },
        additional: [{ ...GRAPH, contentUri: { variable: "module_content_uri" } }],
      },
    },
    "/module/additional/0/contentUri/variable",
    '"microsoft_graph_authentication_uri"',
  ],
  [
    "a secret as a parameter",
    runbooks({ ...script, schedule: EVERY_NIGHT, parameters: { password: "hunter2" } }),
    "/runbooks/0/parameters/password",
    "(a secret, not shown)",
  ],
  [
    "a list as a parameter with the name of a secret",
    runbooks({ ...script, schedule: EVERY_NIGHT, parameters: { password: ["hunter2"] } }),
    "/runbooks/0/parameters/password",
    "(a secret, not shown)",
  ],
  [
    "an action group with a template in its name",
    { alert: { actionGroupId: `${ACTION_GROUP}\${x}` } },
    "/alert/actionGroupId",
    "actionGroups/<name>",
  ],
  [
    "management roles that are assigned elsewhere",
    { grants: "elsewhere", roles: undefined, exchangeRoles: [{ role: "Mail Recipients" }] },
    "/exchangeRoles",
    "assigned elsewhere",
  ],
  ["additional modules beside the module", { additional: [GRAPH] }, "/additional", 'move it into "module"'],
  [
    "a lock inside the identity",
    { identity: { type: "userAssigned", name: "ContosoMI1", lock: true } },
    "/identity/lock",
    "it stands beside it",
  ],
  [
    "a management role with the key of another",
    { exchangeRoles: [{ role: "Mail Recipients", scope: "Sales" }] },
    "/exchangeRoles/0/scope",
    "say which of the two it is",
  ],
  [
    "a management role as text",
    { exchangeRoles: ["Mail Recipients"] },
    "/exchangeRoles/0",
    '{"role": "View-Only Recipients"}',
  ],
  ["a lock as text", { lock: "yes" }, "/lock", "true or false"],
];

test.each(REFUSALS)("%s is one problem at its place", (_what, change, place, ...words) => {
  const { errors } = runWithScripts(change);
  expect(errors.map((error) => error.split("\n")[0])).toEqual([`/identities/one${place}`]);
  for (const word of words) {
    expect(errors[0]).toContain(word);
  }
});

test("what is wrong in several entries of a list is reported at once", () => {
  const { errors } = runWithScripts({
    module: {
      version: "3.9.2",
      additional: [
        { ...GRAPH, version: "latest" },
        { name: "B", version: "1.0", runtimes: ["7.6"] },
      ],
    },
    runbooks: [{ name: "not a name" }, { name: "B", connect: false }],
  });
  expect(errors.map((error) => error.split("\n")[0]).sort()).toEqual([
    "/identities/one/module/additional/0/version",
    "/identities/one/module/additional/1/runtimes/0",
    "/identities/one/runbooks/0/name",
    "/identities/one/runbooks/1/connect",
  ]);
});

test.each<[string, object, string]>([
  [
    "a wrong module",
    { module: { version: "3.9.2", runtimes: ["7.6"], additional: ["Az"] }, runbooks: [{ ...script, runtime: "7.6" }] },
    "/module/additional/0",
  ],
  [
    "a wrong schedule",
    { runbooks: [{ ...script, schedule: "nightly", parameters: { days: 1 } }] },
    "/runbooks/0/schedule",
  ],
  [
    "a missing script",
    { runbooks: [{ name: "A", script: "missing.ps1", schedule: EVERY_NIGHT, parameters: { days: 1 } }] },
    "/runbooks/0/script",
  ],
  ["wrong management roles", { roles: undefined, exchangeRoles: "View-Only Recipients" }, "/exchangeRoles"],
])("%s brings no problem and no warning of what only follows from it", (_what, change, place) => {
  const { errors, warnings } = runWithScripts(change);
  expect(errors.map((error) => error.split("\n")[0])).toEqual([`/identities/one${place}`]);
  expect(warnings).toEqual([]);
});

test("a description may have any text on one line", () => {
  const { errors } = runWithScripts(runbooks({ ...script, description: "uses ${TfToken[TOKEN.1]} and ${x}" }));
  expect(errors).toEqual([]);
});

test("explain names additional modules, and the read of the identity's own principal, as what they are", () => {
  const { built } = runWithScripts({
    ...additional(GRAPH),
    exchangeRoles: [{ role: "View-Only Configuration" }],
  });
  const { steps } = explanationOf("one", built.stacks[0].stack);
  expect(steps.filter(({ address }) => /Additional/.test(address)).map(({ step }) => step)).toEqual(["other modules"]);
  expect(steps.filter(({ address }) => /RoleGroups_Principal/.test(address)).map(({ step }) => step)).toEqual([
    "client id of the identity",
  ]);
});

test.each([
  [
    "Exchange 3.10.1 and Graph 2.40.0 in 7.6",
    { module: { version: "3.10.1", runtimes: ["7.6"], additional: [{ ...GRAPH, version: "2.40.0" }] } },
    "fail in both orders in PowerShell 7.6",
  ],
  [
    "Exchange 3.9.0 and Graph 2.30.0",
    { module: { version: "3.9.0", additional: [GRAPH] } },
    "work only if Microsoft Graph is imported first",
  ],
  [
    "Exchange 3.5.1 and Graph 2.22 in 5.1",
    { module: { version: "3.5.1", additional: [{ ...GRAPH, version: "2.22.0" }] } },
    "Choose 3.4.0 with Microsoft Graph 2.22.0",
  ],
  ["Exchange 3.7.2 and Graph", { module: { version: "3.7.2", additional: [GRAPH] } }, "Choose 3.7.1"],
  [
    "a permission that administers the tenant",
    { graphPermissions: ["RoleManagement.ReadWrite.Directory"] },
    "an administrator of the tenant",
  ],
  [
    "the same by a script",
    { grants: "script", graphPermissions: ["AppRoleAssignment.ReadWrite.All"] },
    "an administrator of the tenant",
  ],
  [
    "a permission for every mailbox",
    { graphPermissions: ["Mail.Send"] },
    'the role "Application Mail.Send" of Exchange Online',
  ],
])("%s gives one warning, and it says what works", (_what, change, words) => {
  const { errors, warnings } = run({ identities: { one: identityConfiguration(change) } });
  expect(errors).toEqual([]);
  expect(warnings).toEqual([expect.stringContaining(words)]);
});

test("7.2 with Graph 2.26 gives a warning of its own beside the one of the runtime", () => {
  const module = { version: "3.4.0", runtimes: ["7.2"], additional: [{ ...GRAPH, version: "2.26.1" }] };
  expect(run({ identities: { one: identityConfiguration({ module }) } }).warnings).toContainEqual(
    expect.stringContaining("Choose 2.25.0"),
  );
});

test("a script that connects by itself is warned of, unless the connection is turned off", () => {
  const connecting = { name: "A", script: "connects.ps1" };
  expect(runWithScripts(runbooks(connecting)).warnings).toEqual([expect.stringContaining('"connect": false')]);
  expect(runWithScripts(runbooks({ ...connecting, connect: false })).warnings).toEqual([]);
});

test("a text that reads like a number stays a text for the script", () => {
  const parameters = { Days: 30, code: "007", answer: "true", mailbox: "a@contoso.com", flag: false, ref: "${x}" };
  const { errors, built } = runWithScripts(runbooks({ ...script, schedule: EVERY_NIGHT, parameters }));
  expect(errors).toEqual([]);
  const [{ stack }] = built.stacks;
  const link = stack.node.findAll().find(({ node }) => node.id === "ScheduleLink") as unknown as {
    parametersInput: object;
  };
  expect(link.parametersInput).toEqual({
    days: "30",
    code: '"007"',
    answer: '"true"',
    mailbox: "a@contoso.com",
    flag: "false",
    ref: '"$${x}"',
  });
});

test("roles may be left out where a management role is for PowerShell", () => {
  const exchangeRoles = [{ role: "View-Only Configuration" }, { role: "Mail Recipients", administrativeUnit: UNIT_ID }];
  const json = runOne({ roles: undefined, exchangeRoles }).stack();
  const text = String(json.output?.exchange_role_group_script.value);
  expect(text).toContain("New-ManagementRoleAssignment -App $principalId -Role 'View-Only Configuration'");
  expect(text).toContain(`-Role 'Mail Recipients' -RecipientAdministrativeUnitScope '${UNIT_ID}'`);
  expect(json.resource?.azuread_directory_role_assignment).toBeUndefined();
});

test("ids of Azure Monitor pass as the portal writes them, and come out as Terraform needs them", () => {
  const lower = (id: string, name: string) => id.toLowerCase().replace(name.toLowerCase(), name);
  const json = runOne({
    diagnostics: { logAnalyticsWorkspaceId: lower(WORKSPACE, "ContosoLogs"), jobStreams: true },
    alert: { actionGroupId: lower(ACTION_GROUP, "Messaging") },
  }).stack();
  const setting = only(json, "azurerm_monitor_diagnostic_setting");
  expect(setting.log_analytics_workspace_id).toContain(
    "/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/ContosoLogs",
  );
  expect(setting.enabled_log).toEqual([
    { category: "JobLogs" },
    { category: "AuditEvent" },
    { category: "JobStreams" },
  ]);
  const alert = only(json, "azurerm_monitor_metric_alert");
  expect(JSON.stringify(alert.action)).toContain("/providers/Microsoft.Insights/actionGroups/Messaging");
  // Without a runbook of the stack every job of the account counts.
  expect(JSON.stringify(alert.criteria)).not.toContain('"Runbook"');
});

test("the rights of the principal that deploys name permissions, logs, alert and lock", () => {
  const { permissions } = runOne({
    identity: { type: "userAssigned", name: "ContosoMI1" },
    graphPermissions: ["User.Read.All"],
    diagnostics: { logAnalyticsWorkspaceId: WORKSPACE },
    alert: { actionGroupId: ACTION_GROUP },
    lock: true,
  });
  expect(permissions[0].split("\n")).toEqual(
    expect.arrayContaining([
      "reading the Microsoft Graph service principal: Microsoft Graph Application.Read.All (service principal)",
      expect.stringMatching(/^granting other application permissions: .*Privileged Role Administrator/),
      "sending the logs of the jobs to the Log Analytics workspace: Azure role Log Analytics Contributor on the workspace",
      "naming the action group in the alert: Azure role Monitoring Reader on the action group",
      "locking the user-assigned identity: Azure role User Access Administrator on the subscription",
    ]),
  );
});

test("the script that grants looks every permission up before it grants anything", () => {
  const json = runOne({ grants: "script", graphPermissions: ["User.Read.All", "Group.Read.All"] }).stack();
  const text = String(json.output?.grant_script.value);
  expect(text).toContain("foreach ($name in @('User.Read.All', 'Group.Read.All'))");
  expect(text.indexOf("throw ('Microsoft Graph has no application permission")).toBeLessThan(
    text.indexOf("New-MgServicePrincipalAppRoleAssignment"),
  );
  expect(json.resource?.azuread_app_role_assignment).toBeUndefined();
  expect(json.data?.azuread_service_principal).toBeUndefined();
});

test.each(["windowsVirtualMachine", "linuxVirtualMachine"])(
  "a %s installs the other modules in their order",
  (type) => {
    const json = runOne({
      host: { type, name: "ContosoVM1", network: { addressSpace: "10.20.0.0/24" } },
      module: {
        version: "3.9.2",
        additional: [{ name: "Microsoft.Graph.Users", version: "2.30.0", after: [GRAPH.name] }, GRAPH],
      },
    }).stack();
    const { source, name } = only(json, "azurerm_virtual_machine_run_command") as {
      source: { script: string };
      name: string;
    };
    const at = (module: string) => source.script.indexOf(`'${module}'`);
    expect(at(GRAPH.name)).toBeGreaterThan(0);
    expect(at("Microsoft.Graph.Users")).toBeGreaterThan(at(GRAPH.name));
    expect(name).toMatch(/^ExchangeOnlineManagement-3\.9\.2-[0-9a-f]{8}$/);
  },
);
