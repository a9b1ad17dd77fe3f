import { join } from "node:path";
import { explanationOf, type Step } from "../../cli/commands/explanation";
import { synthesize } from "../../cli/commands/synthesize";
import { load } from "../../cli/config/load";
import { isChange, type Exchange } from "../../tools/loopback/transcript";
import { seed } from "../../tools/seed";
import { temporaryFolder } from "../helpers/stack";
import { KEY, PASSWORD } from "./machine";
import { Scenario, withProviders } from "./scenario";

const EXAMPLES = join(__dirname, "..", "..", "examples");

/* The type of the Terraform resource that a write belongs to, by the end of its path. */
const TYPES: readonly (readonly [path: RegExp, type: string])[] = [
  [/\/resourceGroups\/[^/]+$/i, "azurerm_resource_group"],
  [/\/userAssignedIdentities\/[^/]+$/i, "azurerm_user_assigned_identity"],
  [/\/automationAccounts\/[^/]+$/i, "azurerm_automation_account"],
  [/\/automationAccounts\/[^/]+\/modules\/[^/]+$/i, "azurerm_automation_module"],
  [/\/powerShell72Modules\/[^/]+$/i, "azurerm_automation_powershell72_module"],
  [/\/runtimeEnvironments\/[^/]+$/i, "azurerm_automation_runtime_environment"],
  [/\/packages\/[^/]+$/i, "azurerm_automation_runtime_environment_package"],
  [/\/runbooks\/[^/]+$/i, "azurerm_automation_runbook"],
  [/\/schedules\/[^/]+$/i, "azurerm_automation_schedule"],
  [/\/jobSchedules\/[^/]+$/i, "azurerm_automation_job_schedule"],
  [/\/virtualNetworks\/[^/]+$/i, "azurerm_virtual_network"],
  [/\/virtualNetworks\/[^/]+\/subnets\/[^/]+$/i, "azurerm_subnet"],
  [/\/natGateways\/[^/]+$/i, "azurerm_nat_gateway"],
  [/\/publicIPAddresses\/[^/]+$/i, "azurerm_public_ip"],
  [/\/networkInterfaces\/[^/]+$/i, "azurerm_network_interface"],
  [/\/networkSecurityGroups\/[^/]+$/i, "azurerm_network_security_group"],
  [/\/securityRules\/[^/]+$/i, "azurerm_network_security_rule"],
  [/\/virtualMachines\/[^/]+$/i, "virtual machine"],
  [/\/runCommands\/[^/]+$/i, "azurerm_virtual_machine_run_command"],
  [/\/diagnosticSettings\/[^/]+$/i, "azurerm_monitor_diagnostic_setting"],
  [/\/metricAlerts\/[^/]+$/i, "azurerm_monitor_metric_alert"],
  [/\/locks\/[^/]+$/i, "azurerm_management_lock"],
  [/\/appRoleAssignedTo$|\/appRoleAssignments$/i, "azuread_app_role_assignment"],
  [/\/roleManagement\/directory\/roleAssignments$/i, "azuread_directory_role_assignment"],
];

/* What a call needs, as explain says it: the reason, and the right. Contributor for other writes. */
const RIGHTS: readonly (readonly [call: RegExp, reason: string, right: string])[] = [
  [/^GET .*appId eq '00000002-0000-0ff1/, "reading the Exchange Online service principal", "Application.Read.All"],
  [/^GET .*appId eq '00000003-0000-0000/, "reading the Microsoft Graph service principal", "Application.Read.All"],
  [/^POST .*"appRoleId":"dc50a0fb-/, "granting Exchange.ManageAsApp", "AppRoleAssignment.ReadWrite.All"],
  [/^POST .*"appRoleId":"(?!dc50a0fb-)/, "granting other application permissions", "AppRoleAssignment.ReadWrite.All"],
  [
    /^POST .*roleManagement\/directory\/roleAssignments/,
    "assigning Microsoft Entra roles",
    "RoleManagement.ReadWrite.Directory",
  ],
  [/^PUT .*\/diagnosticSettings\//, "sending the logs", "Log Analytics Contributor"],
  [/^PUT .*\/metricAlerts\//, "naming the action group", "Monitoring Reader"],
  [/^PUT .*\/locks\//, "locking the user-assigned identity", "User Access Administrator"],
  [/^(?:PUT|PATCH) /, "creating", "Azure role Contributor"],
];

/* Written by what they belong to: a draft and its publication by the runbook, an association by the subnet. */
const PARTS = /\/(?:draft|draft\/content|publish)$/i;
const ASSOCIATIONS =
  /^azurerm_(?:nat_gateway_public_ip|subnet_nat_gateway|subnet_network_security_group|network_interface_security_group)_association$/;

function writtenTypes(transcript: readonly Exchange[]): string[] {
  const writes = transcript.filter(isChange).filter(({ path }) => !PARTS.test(path));
  const found = writes.map(({ path }, index) => {
    const type = TYPES.find(([pattern]) => pattern.test(path))?.[1] ?? `unknown: ${path}`;
    // Each post to Graph creates another assignment; a put to the same path is the same resource.
    return [type.startsWith("azuread") ? `${path} ${index}` : path.toLowerCase(), type] as const;
  });
  return [...new Map(found).values()].sort();
}

const explainedTypes = (steps: readonly Step[]) =>
  steps
    .filter(({ action }) => action === "create")
    .map(({ address }) => address.split(".")[0])
    .filter((type) => !ASSOCIATIONS.test(type))
    .map((type) => (/^azurerm_(?:windows|linux)_virtual_machine$/.test(type) ? "virtual machine" : type))
    .sort();

withProviders("explain, beside the calls of a real apply", () => {
  test.concurrent.each([
    "automation-system-assigned",
    "automation-user-assigned",
    "several-runtimes",
    "several-scripts",
    "vm-system-assigned",
    "vm-user-assigned",
  ])("names each write of the example %s, and nothing else", async (example) => {
    const folder = join(EXAMPLES, example);
    const file = join(folder, "exchange.config.json");
    const { built } = synthesize(file, temporaryFolder());
    const [{ name, stack }] = built.stacks;
    const { configuration } = load(file).identities[0];
    const scenario = await Scenario.start(undefined, {
      TF_VAR_admin_password: PASSWORD,
      TF_VAR_admin_ssh_public_key: KEY,
    });
    seed(scenario.azure, configuration);
    await scenario.use(configuration, {}, folder);
    await scenario.applyAndSettle();
    const { steps, permissions } = explanationOf(name, stack);
    for (const { method, service, path, query, body } of scenario.azure.transcript) {
      const call = `${method} ${path} ${query} ${service === "graph" ? JSON.stringify(body ?? "") : ""}`;
      const needed = RIGHTS.find(([pattern]) => pattern.test(call));
      const isNamed = ([, reason, right]: (typeof RIGHTS)[number]) =>
        permissions.some((line) => line.startsWith(reason) && line.includes(right));
      expect([call, needed === undefined || isNamed(needed)]).toEqual([call, true]);
    }
    expect(writtenTypes(scenario.azure.transcript)).toEqual(explainedTypes(steps));
    await scenario.stop();
  });
});
