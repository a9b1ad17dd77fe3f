import { type TerraformStack, TerraformVariable } from "cdktf";
import {
  type AdditionalModule,
  ApplicationPermissionGrant,
  AutomationAccountHost,
  DirectoryRole,
  ExchangeHost,
  ExchangeManagedIdentity,
  type ExchangeManagedIdentityProps,
  ExchangeManagementRole,
  ExchangeOnline,
  GraphPermission,
  GrantsBy,
  HostIdentity,
  HostResourceGroup,
  IdentityLock,
  ManagedIdentity,
  MicrosoftGraph,
  ModuleVersion,
  PowerShellRuntime,
  RunbookAlert,
  RunbookDiagnostics,
  RunbookSchedule,
  RunbookScript,
} from "../../lib";
import { scheduledParameters } from "../../lib/runbook/runbook-parameters";
import { resolvedText } from "../../lib/text/terraform-text";
import { hasTerraform, readByTerraform } from "../helpers/powershell";
import { PRINCIPAL_ID, UNIT_ID } from "../helpers/ids";
import { newStack, only, synthesized, warnings } from "../helpers/stack";

const SUBSCRIPTION = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/Logs/providers";
const WORKSPACE = `${SUBSCRIPTION}/Microsoft.OperationalInsights/workspaces/ContosoLogs`;
const ACTION_GROUP = `${SUBSCRIPTION}/Microsoft.Insights/actionGroups/Messaging`;
const { V5_1, V7_6 } = PowerShellRuntime;

const identity = ManagedIdentity.fromPrincipal({ principalId: PRINCIPAL_ID });
const variable = (stack: TerraformStack, name: string) => new TerraformVariable(stack, name, {}).stringValue;

function exchange(stack: TerraformStack, change: Partial<ExchangeManagedIdentityProps>, id = "Exchange") {
  return new ExchangeManagedIdentity(stack, id, {
    organization: "contoso.onmicrosoft.com",
    host: ExchangeHost.automationAccount({
      name: "ContosoAzAuto1",
      resourceGroup: HostResourceGroup.create({ name: "ContosoRG", location: "West US" }),
    }),
    identity: HostIdentity.systemAssigned(),
    module: { version: ModuleVersion.V3_9_2 },
    directoryRoles: [DirectoryRole.GLOBAL_READER],
    ...change,
  });
}

const account = (stack: TerraformStack) =>
  AutomationAccountHost.fromExisting(stack, "Account", {
    name: "ContosoAzAuto1",
    resourceGroup: HostResourceGroup.fromExisting("ContosoRG"),
  });

describe("a permission of Microsoft Graph", () => {
  test("is looked up in the tenant, after the first grant of the identity, and the tenant's own principal is only read", () => {
    const stack = newStack();
    const { graphPermissionGrants } = exchange(stack, {
      graphPermissions: [GraphPermission.USER_READ_ALL, GraphPermission.of("Group.Read.All")],
    });
    const json = synthesized(stack);
    expect(graphPermissionGrants.map(({ permission }) => permission)).toEqual(["User.Read.All", "Group.Read.All"]);
    const grants = Object.entries(json.resource?.azuread_app_role_assignment ?? {});
    expect(grants.map(([address]) => address.replace(/_[0-9A-F]{8}$/, "")).sort()).toEqual([
      "Exchange_ManageAsApp",
      "Exchange_MicrosoftGraph_Permission-GroupReadAll",
      "Exchange_MicrosoftGraph_Permission-UserReadAll",
    ]);
    const [first] = grants.filter(([address]) => address.includes("ManageAsApp")).map(([address]) => address);
    const others = grants.filter(([address]) => address !== first).map(([, grant]) => grant);
    expect(others.map(({ depends_on }) => depends_on)).toEqual([
      [`azuread_app_role_assignment.${first}`],
      [`azuread_app_role_assignment.${first}`],
    ]);
    expect(Object.keys(json.resource ?? {})).not.toContain("azuread_service_principal");
    expect(only(json, "data.azuread_service_principal")).toMatchObject({ client_id: MicrosoftGraph.APPLICATION_ID });
  });

  test("whose name only Terraform knows is looked up by that reference", () => {
    const stack = newStack();
    exchange(stack, { graphPermissions: [GraphPermission.of(variable(stack, "permission"))] });
    const text = JSON.stringify(synthesized(stack));
    expect(text).toContain(".app_role_ids[var.permission]}");
    expect(text).toContain("contains(keys(self.app_role_ids), var.permission)");
    expect(text).not.toMatch(/TfToken|\$\{t\|/);
  });

  test.each(["Resource", "Provider"])("may be called %s without a collision", (name) => {
    expect(() => exchange(newStack(), { graphPermissions: [GraphPermission.of(name)] })).not.toThrow();
  });

  test("of another application is another right, even with the same name", () => {
    const stack = newStack();
    const application = { objectId: PRINCIPAL_ID };
    for (const [id, appRoleId] of [
      ["One", "00000000-0000-0000-0000-000000000001"],
      ["Other", "00000000-0000-0000-0000-000000000002"],
    ]) {
      new ApplicationPermissionGrant(stack, id, { application, permission: "User.Read.All", appRoleId, identity });
    }
    expect(Object.keys(synthesized(stack).resource?.azuread_app_role_assignment ?? {})).toHaveLength(2);
  });

  test.each<[string, object, string]>([
    ["an id that is no GUID", { appRoleId: "User.Read.All" }, "a GUID"],
    ["no application", { application: undefined }, "MicrosoftGraph.fromTenant"],
    ["another provider", { azuread: "azurerm" }, "a provider azuread"],
  ])("with %s is refused", (_what, change, words) => {
    const stack = newStack();
    const props = {
      application: { objectId: PRINCIPAL_ID },
      permission: "User.Read.All",
      appRoleId: PRINCIPAL_ID,
      identity,
      ...change,
    };
    expect(() => new ApplicationPermissionGrant(stack, "Grant", props as never)).toThrow(words);
  });

  test.each([
    ["Mail.Send", '"Application Mail.Send"'],
    ["Mail.ReadBasic.All", '"Application Mail.ReadBasic"'],
    ["full_access_as_app", '"Application EWS.AccessAsApp"'],
    ["IMAP.AccessAsApp", "Look for a management role"],
    ["RoleManagement.ReadWrite.Exchange", "an administrator of the tenant"],
  ])("%s gives a warning that says %s", (name, words) => {
    const stack = newStack();
    const graph = MicrosoftGraph.fromTenant(stack, "Graph");
    graph.grantPermission(identity, GraphPermission.of(name));
    expect(warnings(stack)).toEqual([expect.stringContaining(words)]);
  });
});

describe("a grant that an identity has already", () => {
  const graph = () => MicrosoftGraph.fromTenant(newStack(), "Graph");
  const permission = GraphPermission.of("User.Read.All");

  test("is returned again, and has its own address", () => {
    const tenant = graph();
    const first = tenant.grantPermission(identity, permission);
    expect(tenant.grantPermission(identity, permission)).toBe(first);
    expect(first.node.id).toBe(`User.Read.All-${PRINCIPAL_ID}`);
  });

  test("takes no other options, which would be ignored", () => {
    const tenant = graph();
    tenant.grantPermission(identity, permission);
    expect(() => tenant.grantPermission(identity, permission, { adoptAssignmentId: "A".repeat(43) })).toThrow(
      "give it where the permission is granted first",
    );
    const exchangeOnline = ExchangeOnline.fromTenant(newStack(), "ExchangeOnline");
    exchangeOnline.grantManageAsApp(identity);
    expect(() => exchangeOnline.grantManageAsApp(identity, { id: "Other" })).toThrow(
      "granted to this identity already",
    );
  });
});

test("the modules that a host of a program's own adds are checked", () => {
  const stack = newStack();
  const account = new AutomationAccountHost(stack, "Account", {
    name: "ContosoAzAuto1",
    resourceGroup: HostResourceGroup.create({ name: "ContosoRG", location: "West US" }),
  });
  const own = { name: "Contoso Tools/..", version: "latest" };
  const addExchangeModule = account.addExchangeModule.bind(account);
  account.addExchangeModule = (id, options) =>
    addExchangeModule(id, { ...options, additional: [...(options?.additional ?? []), own] });
  expect(() =>
    exchange(stack, {
      host: ExchangeHost.fromHost(account),
      module: { version: ModuleVersion.V3_9_2, additional: [{ name: "Pester", version: "5.0.0" }] },
    }),
  ).toThrow("the name of a PowerShell module");
});

describe("parameters of scheduled runs", () => {
  test("that are references resolve, names included", () => {
    const stack = newStack();
    const parameters = { [variable(stack, "name")]: variable(stack, "value"), Days: 30, code: "007" };
    const resolved = Object.entries(scheduledParameters(parameters)).map((entry) =>
      entry.map((text) => resolvedText(stack, text)),
    );
    expect(resolved).toEqual([
      ["${lower(var.name)}", "${jsonencode(var.value)}"],
      ["days", "30"],
      ["code", '"007"'],
    ]);
  });

  test.each([
    ["a secret by its name", { password: "hunter2" }, "(a secret, not shown)"],
    ["a signed address", { url: "https://x.example/?sig=abcdef" }, "(a secret, not shown)"],
    ["infinity", { days: Infinity }, "a text, a number, true or false"],
    ["a name that JavaScript keeps", JSON.parse('{"__proto__": 1}') as object, "without the dollar sign"],
  ])("%s is refused", (_what, parameters, words) => {
    const runbook = {
      name: "A",
      script: RunbookScript.inline("Get-It"),
      schedule: RunbookSchedule.daily({ at: "01:00" }),
      parameters: parameters as { [name: string]: string },
    };
    expect(() => exchange(newStack(), { runbooks: [runbook] })).toThrow(words);
  });
});

describe("additional modules", () => {
  const graph: AdditionalModule = { name: "Microsoft.Graph.Authentication", version: "2.30.0" };
  const modulesOf = (stack: TerraformStack) => synthesized(stack).resource?.azurerm_automation_module ?? {};

  test("have addresses that the case of their names does not change", () => {
    const addresses = ["Az.Accounts", "az.accounts"].map((name) => {
      const stack = newStack();
      exchange(stack, { module: { version: ModuleVersion.V3_9_2, additional: [{ name, version: "3.0.0" }] } });
      return Object.keys(modulesOf(stack)).filter((address) => /Additional/.test(address));
    });
    expect(addresses[0]).toHaveLength(1);
    expect(addresses[0]).toEqual(addresses[1]);
  });

  test("may be in another order in another runtime", () => {
    const additional: AdditionalModule[] = [
      { name: "A", version: "1.0", runtimes: [V5_1], after: ["B"] },
      { name: "A", version: "1.0", runtimes: [V7_6] },
      { name: "B", version: "1.0", runtimes: [V5_1] },
      { name: "B", version: "1.0", runtimes: [V7_6], after: ["A"] },
    ];
    const module = { version: ModuleVersion.V3_9_2, runtimes: [V5_1, V7_6], additional };
    expect(() => exchange(newStack(), { module })).not.toThrow();
  });

  test("that a connection needs come before the Exchange module where they are listed", () => {
    const stack = newStack();
    exchange(stack, {
      module: {
        version: ModuleVersion.V3_9_2,
        prerequisites: false,
        additional: [{ name: "PackageManagement", version: "1.4.8.1" }, graph],
      },
    });
    const modules = Object.values(modulesOf(stack));
    const exchangeModule = modules.find(({ name }) => name === "ExchangeOnlineManagement");
    expect(exchangeModule?.depends_on).toEqual([expect.stringContaining("packagemanagement")]);
    expect(modules.find(({ name }) => name === graph.name)?.depends_on).toBeUndefined();
  });

  test("of which one is no object, or waits for no name, are refused", () => {
    const additional = (entry: unknown) => ({
      version: ModuleVersion.V3_9_2,
      additional: [entry] as AdditionalModule[],
    });
    expect(() => exchange(newStack(), { module: additional(null) })).toThrow("allowed: an object");
    expect(() => exchange(newStack(), { module: additional({ ...graph, after: [1] }) })).toThrow("after[0]");
  });

  (hasTerraform() ? test : test.skip)(
    "with a version that only Terraform knows are quoted for the shell of Linux",
    () => {
      const stack = newStack();
      exchange(stack, {
        host: ExchangeHost.fromExistingLinuxVirtualMachine({
          name: "vm1",
          resourceGroup: HostResourceGroup.fromExisting("ContosoRG"),
        }),
        module: { version: ModuleVersion.V3_9_2, additional: [{ ...graph, version: variable(stack, "version") }] },
      });
      const { script } = only(synthesized(stack), "azurerm_virtual_machine_run_command").source as { script: string };
      const [read] = readByTerraform([script.replaceAll("var.version", "local.version")], { version: "2.30.0'; rm" });
      expect(read).toContain(`-Version '2.30.0'\\''; rm'`);
    },
  );
});

describe("management roles of Exchange Online", () => {
  const scriptOf = (...exchangeRoles: ExchangeManagementRole[]) => {
    const stack = newStack();
    return resolvedText(stack, exchange(stack, { exchangeRoles }).roleGroupScript ?? "");
  };

  test("with names and scopes that read alike together are two", () => {
    const mail = ExchangeManagementRole.of("Mail").scopedTo("Recipients Sales");
    expect(() => scriptOf(mail, ExchangeManagementRole.MAIL_RECIPIENTS.scopedTo("Sales"))).not.toThrow();
  });

  test("are looked for among the direct assignments: a role group's does not count", () => {
    const lookups = scriptOf(ExchangeManagementRole.MAIL_RECIPIENTS).match(/Get-ManagementRoleAssignment .*/g) ?? [];
    expect(lookups).toHaveLength(2);
    expect(lookups.every((lookup) => lookup.includes("-AssignmentMethod Direct"))).toBe(true);
  });

  test("take the id of an administrative unit as an expression", () => {
    const script = scriptOf(
      ExchangeManagementRole.MAIL_RECIPIENTS.inAdministrativeUnit("${azuread_administrative_unit.u.object_id}"),
    );
    expect(script).toMatch(
      /-RecipientAdministrativeUnitScope '\$\{regex\("\^[^"]+\$", azuread_administrative_unit\.u\.object_id\)\}'/,
    );
    expect(scriptOf(ExchangeManagementRole.MAIL_RECIPIENTS.inAdministrativeUnit(UNIT_ID))).toContain(`'${UNIT_ID}'`);
  });

  test("are told from those for Microsoft Graph", () => {
    expect(ExchangeManagementRole.APPLICATION_MAIL_SEND.isForApplications).toBe(true);
    expect(ExchangeManagementRole.VIEW_ONLY_CONFIGURATION.isForApplications).toBe(false);
  });

  test("that another stack assigns are refused here", () => {
    const change = {
      grants: GrantsBy.ELSEWHERE,
      directoryRoles: undefined,
      exchangeRoles: [ExchangeManagementRole.VIEW_ONLY_CONFIGURATION],
    };
    expect(() => exchange(newStack(), change)).toThrow(/exchangeRoles\n[^]*assigned elsewhere/);
  });
});

test("the script that grants without roles neither reads nor promises any", () => {
  const stack = newStack();
  const { grantScript } = exchange(stack, {
    grants: GrantsBy.SCRIPT,
    directoryRoles: undefined,
    exchangeRoles: [ExchangeManagementRole.VIEW_ONLY_CONFIGURATION],
  });
  expect(grantScript).not.toMatch(/RoleManagement|Entra/);
});

describe("logs, alert and lock", () => {
  test("two alerts of one account, each on its own runbooks, are two", () => {
    const stack = newStack();
    const host = account(stack);
    for (const [id, name] of [
      ["One", "Report-A"],
      ["Other", "Report-B"],
    ]) {
      exchange(
        stack,
        {
          host: ExchangeHost.fromHost(host),
          identity: HostIdentity.systemAssigned(),
          module: { version: ModuleVersion.V3_9_2, runtimes: [id === "One" ? V5_1 : V7_6] },
          grants: GrantsBy.ELSEWHERE,
          directoryRoles: undefined,
          runbooks: [{ name }],
          alert: { actionGroupId: ACTION_GROUP },
        },
        id,
      );
    }
    const alerts = Object.values(synthesized(stack).resource?.azurerm_monitor_metric_alert ?? {});
    expect(alerts.map(({ name }) => String(name).replace(/^\S+ /, "")).sort()).toEqual([
      "Report-A jobs that did not succeed",
      "Report-B jobs that did not succeed",
    ]);
  });

  test("two settings of one account are refused", () => {
    const stack = newStack();
    const host = account(stack);
    new RunbookDiagnostics(stack, "One", { account: host, logAnalyticsWorkspaceId: WORKSPACE });
    new RunbookDiagnostics(stack, "Other", { account: host, logAnalyticsWorkspaceId: WORKSPACE });
    expect(() => synthesized(stack)).toThrow("send the logs of an account to a workspace once");
  });

  test("an alert has the tags, and an id that only Terraform knows", () => {
    const stack = newStack();
    const actionGroupId = variable(stack, "group");
    new RunbookAlert(stack, "Alert", { account: account(stack), actionGroupId, tags: { owner: "messaging" } });
    expect(only(synthesized(stack), "azurerm_monitor_metric_alert")).toMatchObject({
      tags: { owner: "messaging" },
      action: [{ action_group_id: "${var.group}" }],
    });
  });

  test.each(["x${y}", "x#{y}", "x\ny"])("an id of an action group with %j in it is refused", (name) => {
    const id = ACTION_GROUP.replace("Messaging", name);
    expect(RunbookAlert._ACTION_GROUP_ID.check(id)?.allowed).toContain("actionGroups/<name>");
  });

  test("the identity is locked whether it is created or adopted, and nothing else", () => {
    for (const own of [
      HostIdentity.userAssigned({ name: "ContosoMI1" }),
      HostIdentity.adoptUserAssigned({ name: "ContosoMI1", resourceGroup: HostResourceGroup.fromExisting("Other") }),
    ]) {
      const stack = newStack();
      exchange(stack, { identity: own, lock: true });
      expect(String(only(synthesized(stack), "azurerm_management_lock").scope)).toMatch(
        /^\$\{azurerm_user_assigned_identity\.\w+\.id\}$/,
      );
    }
  });

  test("a lock is only for a user-assigned identity, with an azurerm provider", () => {
    const stack = newStack();
    const lock = (id: string, props: object) => () => new IdentityLock(stack, id, props as never);
    expect(lock("One", { identity: {} })).toThrow("pass a UserAssignedIdentity");
    expect(lock("Other", { identity: { identityId: "/x" }, azurerm: "azurerm" })).toThrow("a provider azurerm");
  });
});

test.each<[string, object, string]>([
  ["diagnostics as text", { diagnostics: "x" }, "diagnostics"],
  ["an alert as text", { alert: "x" }, "alert"],
  ["no runbook in the list", { runbooks: [null] }, "runbooks[0]"],
  ["a description that is a number", { runbooks: [{ name: "A", description: 1 }] }, "runbooks[0].description"],
  ["no permissions", { graphPermissions: [] }, "graphPermissions"],
])("%s is refused with the usual message", (_what, change, property) => {
  expect(() => exchange(newStack(), change)).toThrow(
    expect.objectContaining({
      name: "ExchangeInputError",
      message: expect.stringContaining(`Exchange: ${property}\n`) as string,
    }),
  );
});
