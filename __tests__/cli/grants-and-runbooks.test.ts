import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { synthesize } from "../../cli/commands/synthesize";
import { EXISTING, identityConfiguration, run, runOne } from "../helpers/configuration";
import { addressOf, only, outline, type Synthesized, temporaryFolder } from "../helpers/stack";
import { PRINCIPAL_ID, UNIT, UNIT_ID } from "../helpers/ids";

const ID = "0b22f1d45c2e4d5e9a4e2a8f0a3f6f11_x-1";
const ADOPTED = { ...EXISTING, host: { type: "automationAccount", name: "ContosoAzAuto1", adopt: true } };
const runbook = (change: object) => ({ runbook: { name: "Test-ExchangeConnection", ...change } });
const outputs = ({ output = {} }: Synthesized) => Object.keys(output).sort();

describe("refused", () => {
  test.each<[string, object, string, ...string[]]>([
    ["neither roles nor role groups", { roles: undefined }, "/roles", "exchangeRoleGroups"],
    ["no role group", { exchangeRoleGroups: [] }, "/exchangeRoleGroups", "one role group or more"],
    ["a role group twice", { exchangeRoleGroups: ["A", "a"] }, "/exchangeRoleGroups/1", "each role group once"],
    ["a role group with a line end", { exchangeRoleGroups: ["a\nb"] }, "/exchangeRoleGroups/0", "no line ends"],
    [
      "a new role group without roles",
      { exchangeRoleGroups: [{ name: "A" }] },
      "/exchangeRoleGroups/0/roles",
      "nothing",
    ],
    [
      "a new role group without a name",
      { exchangeRoleGroups: [{ roles: ["x"] }] },
      "/exchangeRoleGroups/0/name",
      "nothing",
    ],
    ["an unknown way to grant", { grants: "hand" }, "/grants", '"terraform", "script"'],
    [
      "an id that is none",
      { adopt: { manageAsAppAssignmentId: "x/y" } },
      "/adopt/manageAsAppAssignmentId",
      "as Microsoft Graph gives it",
    ],
    [
      "an id of a role that is not there",
      { adopt: { roleAssignmentIds: { "Global Reader": ID } } },
      "/adopt/roleAssignmentIds/Global Reader",
      "Exchange Administrator",
    ],
    [
      "ids where a script grants",
      { grants: "script", adopt: { manageAsAppAssignmentId: ID } },
      "/adopt/manageAsAppAssignmentId",
      "grants by a script or elsewhere",
    ],
    [
      "modules of an environment",
      { ...EXISTING, module: { version: "3.9.2", runtimes: ["5.1", "7.6"] }, adopt: { modules: true } },
      "/adopt/modules",
      "would be replaced at once",
    ],
    ["modules of a new account", { adopt: { modules: true } }, "/adopt/modules", "an existing or adopted account"],
    ["a runbook without a name", { runbook: {} }, "/runbook/name", "nothing"],
    ["a runbook's name", runbook({ name: "1 2" }), "/runbook/name", "1 to 63 letters"],
    ["a runbook in a runtime without the module", runbook({ runtime: "7.6" }), "/runbook/runtime", '"5.1"'],
    ["a script that is not there", runbook({ script: "nowhere.ps1" }), "/runbook/script", "the file was not found"],
    [
      "a script by an absolute path",
      runbook({ script: "/etc/passwd" }),
      "/runbook/script",
      "relative to this configuration",
    ],
    ["a schedule without a frequency", runbook({ schedule: {} }), "/runbook/schedule/every", '"hour", "day", "week"'],
    [
      "a time with an offset",
      runbook({ schedule: { every: "day", at: "02:00+01:00" } }),
      "/runbook/schedule/at",
      "without an offset",
    ],
    [
      "a Windows time zone",
      runbook({ schedule: { every: "day", timeZone: "W. Europe Standard Time" } }),
      "/runbook/schedule/timeZone",
      'write "Europe/Berlin"',
    ],
    [
      "an unknown time zone",
      runbook({ schedule: { every: "day", timeZone: "Mars/Base" } }),
      "/runbook/schedule/timeZone",
      "an IANA time zone",
    ],
    [
      "a week without days",
      runbook({ schedule: { every: "week" } }),
      "/runbook/schedule/weekDays",
      "one or more of Monday",
    ],
    [
      "days of a day",
      runbook({ schedule: { every: "day", weekDays: ["Monday"] } }),
      "/runbook/schedule/weekDays",
      'only with "every": "week"',
    ],
  ])("%s", (_what, change, place, ...words) => {
    const text = runOne(change).errors.join("\n");
    expect(text.split("\n")).toContain(`/identities/one${place}`);
    words.forEach((word) => expect(text).toContain(word));
  });
});

test("a script that changes nothing in the directory, and the one that does it", () => {
  const json = runOne({ grants: "script", identity: { type: "userAssigned", name: "ContosoMI1" } }).stack();
  expect(outline(json).filter((type) => type.includes("azuread"))).toEqual([]);
  expect(Object.keys(json.terraform.required_providers)).toEqual(["azurerm"]);
  expect(outputs(json)).toEqual(["client_id", "connect_command", "grant_script", "host_id", "principal_id"]);
  expect((json.output?.grant_script as { value: string }).value).toContain(
    `$principalId = '\${${addressOf(json, "azurerm_user_assigned_identity")}.principal_id}'`,
  );
});

test("role groups in the place of roles", () => {
  const json = runOne({
    roles: undefined,
    exchangeRoleGroups: [
      "View-Only Organization Management",
      { name: "Mine", roles: ["Mail Recipients"], recipientScope: "Germany" },
    ],
  }).stack();
  expect(outline(json)).not.toContain("azuread_directory_role_assignment");
  expect(outputs(json)).toContain("exchange_role_group_script");
  const script = (json.output?.exchange_role_group_script as { value: string }).value;
  expect(script).toContain("$displayName = 'ContosoAzAuto1'");
  const readers = Object.values(json.data?.azuread_service_principals ?? {}).filter((block) => block.object_ids);
  expect(readers).toMatchObject([
    { depends_on: [addressOf(json, "azuread_app_role_assignment")], ignore_missing: true },
  ]);
});

test("everything that was made by hand is imported, once each, and nothing else", () => {
  const json = runOne({
    ...ADOPTED,
    identity: { type: "userAssigned", name: "ContosoMI1", adopt: true },
    module: { version: "3.4.0", runtimes: ["5.1", "7.2"] },
    roles: ["Global Reader", { name: "Helpdesk Administrator", scope: UNIT }],
    adopt: {
      manageAsAppAssignmentId: ID,
      roleAssignmentIds: {
        "Global Reader": `/roleManagement/directory/roleAssignments/${ID}`,
        [`Helpdesk Administrator ${UNIT}`]: ID,
      },
      modules: true,
    },
  }).stack();
  const group = addressOf(json, "data.azurerm_resource_group");
  const account = `\${${group}.id}/providers/Microsoft.Automation/automationAccounts/ContosoAzAuto1`;
  const exchangeOnline = addressOf(json, "data.azuread_service_principals");
  const role = (part: string) =>
    `azuread_directory_role_assignment.${Object.keys(json.resource?.azuread_directory_role_assignment ?? {}).find((name) => name.includes(part)) ?? ""}`;
  expect(json.import?.map(({ to, id }) => [to, id]).sort()).toEqual(
    [
      [addressOf(json, "azurerm_automation_account"), account],
      [
        addressOf(json, "azurerm_user_assigned_identity"),
        `\${${group}.id}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/ContosoMI1`,
      ],
      [addressOf(json, "azurerm_automation_module"), `${account}/modules/ExchangeOnlineManagement`],
      [
        addressOf(json, "azurerm_automation_powershell72_module"),
        `${account}/powerShell72Modules/ExchangeOnlineManagement`,
      ],
      [
        addressOf(json, "azuread_app_role_assignment"),
        `/servicePrincipals/\${${exchangeOnline}.service_principals[0].object_id}/appRoleAssignedTo/${ID}`,
      ],
      [role("GlobalReader"), `/roleManagement/directory/roleAssignments/${ID}`],
      [role("Helpdesk"), `/roleManagement/directory/roleAssignments/${ID}`],
    ].sort(),
  );
});

test("a runbook with a person's script, relative to the configuration, and a schedule", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "report.ps1"), "\uFEFFparam($To)\r\nGet-Mailbox; Connect-IPPSSession\r\n");
  const identity = identityConfiguration(
    runbook({ script: "report.ps1", runtime: "5.1", schedule: { every: "hour", at: "00:30" } }),
  );
  writeFileSync(join(folder, "c.json"), JSON.stringify({ identities: { one: identity } }));
  const { errors, warnings } = synthesize(join(folder, "c.json"), join(folder, "out"));
  expect(errors).toEqual([]);
  expect(warnings).toEqual([
    "[one/Exchange/Runbook-test-exchangeconnection] The script calls Connect-IPPSSession, which does not work with a managed identity. It works with an application's certificate, or with a token (-AccessToken).",
  ]);
  const json = JSON.parse(readFileSync(join(folder, "out/stacks/one/cdk.tf.json"), "utf8")) as Synthesized;
  expect(String(only(json, "azurerm_automation_runbook").content)).toMatch(
    /^param\(\$To\)\n# Connects[^]*\n}\n\nGet-Mailbox; Connect-IPPSSession\n$/,
  );
  expect(only(json, "azurerm_automation_schedule").frequency).toBe("Hour");
});

describe("what the deploying principal needs", () => {
  test.each<[string, object, string[]]>([
    [
      "by Terraform",
      {},
      [
        "reading the Exchange Online service principal",
        "granting Exchange.ManageAsApp",
        "assigning Microsoft Entra roles",
        "Azure role Contributor on the subscription",
      ],
    ],
    ["by a script", { grants: "script", ...EXISTING }, ["Azure role Contributor on the resource group"]],
    [
      "with role groups only",
      { roles: undefined, exchangeRoleGroups: ["A"], ...EXISTING },
      [
        "reading the Exchange Online service principal",
        "granting Exchange.ManageAsApp",
        "reading the client id of a system-assigned identity",
        "Azure role Contributor on the resource group",
      ],
    ],
    [
      "with an identity elsewhere",
      {
        identity: {
          type: "userAssigned",
          name: "ContosoMI1",
          existing: true,
          resourceGroup: { name: "Other", existing: true },
        },
      },
      [
        "reading the Exchange",
        "granting",
        "assigning",
        "Azure role Contributor on the subscription",
        "Azure role Managed Identity Operator on the identity",
      ],
    ],
  ])("%s", (_what, change, lines) => {
    const { permissions, errors } = runOne(change);
    expect(errors).toEqual([]);
    const [name, ...rest] = permissions[0].split("\n");
    expect(name).toBe("one");
    expect(rest).toHaveLength(lines.length);
    lines.forEach((line, index) => expect(rest[index]).toContain(line));
  });
});

test("a role group that two stacks create with other roles or another scope is refused", () => {
  const stack = (name: string, roles: string[], more: object = {}) =>
    identityConfiguration({
      resourceGroup: { name: `RG-${name}`, location: "West US" },
      host: { type: "automationAccount", name: `Account-${name}` },
      exchangeRoleGroups: [{ name: "Reporters", roles, ...more }],
    });
  const a = stack("a", ["Mail Recipients", "View-Only Recipients"]);
  const errorsOf = (b: object, provider?: object) => run({ provider, identities: { a, b } }).errors;
  expect(errorsOf(stack("b", ["Role Management"]))).toEqual([
    expect.stringMatching(/^\/identities\/b\/exchangeRoleGroups\/0\n.*\/identities\/a\/exchangeRoleGroups\/0 creates/),
  ]);
  expect(errorsOf(stack("b", ["Mail Recipients", "View-Only Recipients"], { recipientScope: "A" }))).toHaveLength(1);
  expect(errorsOf(stack("b", ["View-Only Recipients", "mail recipients"]))).toEqual([]);
  // The role groups of a tenant are one, whatever the subscription.
  const inSubscription = { ...stack("b", ["Role Management"]), provider: { subscriptionId: UNIT_ID } };
  expect(errorsOf(inSubscription, { subscriptionId: PRINCIPAL_ID })).toHaveLength(1);
  const inTenant = { ...stack("b", ["Role Management"]), provider: { tenantId: UNIT_ID } };
  expect(errorsOf(inTenant, { tenantId: PRINCIPAL_ID })).toEqual([]);
});
