import { DirectoryRole } from "../directory-rights/directory-role";
import { ModuleVersion } from "../exchange-module/module-version";
import { PowerShellRuntime } from "../exchange-module/powershell-runtime";
import { ExchangeCloud } from "../exchange-online/exchange-cloud";
import { ExchangeManagementRole } from "../exchange-online/exchange-management-role";
import { ExchangeRoleGroup } from "../exchange-online/exchange-role-group";
import { ExchangeHost } from "../host/exchange-host";
import { checkContentUri, checkHashType } from "../exchange-module/module-package";
import { HostIdentity } from "../identity/host-identity";
import { HostResourceGroup } from "../resource-group/host-resource-group";
import { GraphPermission } from "../directory-rights/graph-permission";
import { Findings } from "../validation/findings";
import {
  checkClass,
  checkList,
  checkOptionalBoolean,
  checkOptionalClass,
  checkOptionalEnum,
  checkOptionalObject,
  checkOptionalProvider,
  checkOptionalTexts,
} from "../validation/type-check";
import type { TextRule } from "../validation/text-rule";
import { RunbookAlert } from "../runbook/runbook-alert";
import { RunbookDiagnostics } from "../runbook/runbook-diagnostics";
import { ExchangeRunbook } from "../runbook/exchange-runbook";
import { RunbookSchedule } from "../runbook/runbook-schedule";
import { RunbookScript } from "../runbook/runbook-script";
import type { ExchangeRunbookChoice } from "./exchange-runbook-choice";
import type { ExchangeManagedIdentityProps } from "./exchange-managed-identity-props";
import { GrantsBy } from "./grants-by";
import { runbooksOf } from "./runbook-findings";

/** Checks that every property has its type, for programs that TypeScript does not check. */
export function typeFindings(props: ExchangeManagedIdentityProps): Findings {
  const findings = new Findings();
  if (!findings.add("props", checkOptionalObject(props ?? null, "{ organization, host, identity }"))) {
    return findings;
  }
  const { directoryRoles, exchangeRoleGroups } = props;
  const isModule = findings.add("module", checkOptionalObject(props.module, '{ version: ModuleVersion.of("3.9.2") }'));
  const module = (isModule ? props.module : undefined) ?? {};
  findings.add(
    "host",
    checkClass(props.host, ExchangeHost, "ExchangeHost.fromHost(host), or ExchangeHost.automationAccount({ … })"),
  );
  addGroup(findings, props.host);
  findings.add("identity", checkClass(props.identity, HostIdentity, "HostIdentity.systemAssigned()"));
  findings.add("cloud", checkOptionalClass(props.cloud, ExchangeCloud, "ExchangeCloud.PUBLIC"));
  findings.add("grants", checkOptionalEnum(props.grants, GrantsBy, "GrantsBy"));
  findings.add("protect", checkOptionalBoolean(props.protect));
  findings.add("tags", checkOptionalTexts(props.tags));
  findings.add("azurerm", checkOptionalProvider(props.azurerm, "azurerm"));
  findings.add("azuread", checkOptionalProvider(props.azuread, "azuread"));
  findings.add("module.version", checkOptionalClass(module.version, ModuleVersion, 'ModuleVersion.of("3.9.2")'));
  findings.add(
    "module.contentUri",
    typeof module.contentUri === "string" ? undefined : checkContentUri(module.contentUri),
  );
  findings.add("module.contentHash", checkHashType(module.contentHash));
  addList(findings, "module.runtimes", module.runtimes, PowerShellRuntime, "PowerShellRuntime.V5_1");
  addList(findings, "directoryRoles", directoryRoles, DirectoryRole, "DirectoryRole.EXCHANGE_ADMINISTRATOR");
  addList(findings, "exchangeRoleGroups", exchangeRoleGroups, ExchangeRoleGroup, 'ExchangeRoleGroup.fromExisting("…")');
  addList(findings, "exchangeRoles", props.exchangeRoles, ExchangeManagementRole, 'ExchangeManagementRole.of("…")');
  addList(findings, "graphPermissions", props.graphPermissions, GraphPermission, 'GraphPermission.of("User.Read.All")');
  findings.add("lock", checkOptionalBoolean(props.lock));
  const { diagnostics, alert } = props;
  if (
    addObject(findings, "diagnostics", diagnostics, '{ logAnalyticsWorkspaceId: "/subscriptions/…" }') &&
    diagnostics
  ) {
    const id = diagnostics.logAnalyticsWorkspaceId;
    addString(findings, "diagnostics.logAnalyticsWorkspaceId", id, RunbookDiagnostics._WORKSPACE_ID);
  }
  if (addObject(findings, "alert", alert, '{ actionGroupId: "/subscriptions/…" }') && alert) {
    addString(findings, "alert.actionGroupId", alert.actionGroupId, RunbookAlert._ACTION_GROUP_ID);
  }
  addObject(findings, "adopt", props.adopt, '{ manageAsAppAssignmentId: "…" }');
  for (const { property, runbook } of runbooksOf(props)) {
    // What is left out in a list is an empty place.
    if (findings.add(property, checkOptionalObject(runbook ?? null, '{ name: "Weekly-Report" }'))) {
      addRunbook(findings, property, runbook);
    }
  }
  return findings;
}

/* A host that is created has a group, even if what it was made of was not checked. */
function addGroup(findings: Findings, host: ExchangeHost): void {
  const isChecked = host instanceof ExchangeHost && host._host === undefined;
  findings.add(
    "host.resourceGroup",
    isChecked ? checkClass(host._source.resourceGroup, HostResourceGroup, 'HostResourceGroup.fromExisting("…")') : undefined,
  );
}

function addObject(findings: Findings, property: string, value: unknown, example: string): boolean {
  return findings.add(property, checkOptionalObject(value, example));
}

/* What is no string; what a string says, the step checks that takes it. */
function addString(findings: Findings, property: string, value: string, rule: TextRule): void {
  findings.add(property, typeof value === "string" ? undefined : rule.check(value));
}

function addRunbook(findings: Findings, property: string, runbook: ExchangeRunbookChoice): void {
  const script = 'RunbookScript.fromFile("scripts/weekly.ps1")';
  addString(findings, `${property}.name`, runbook.name, ExchangeRunbook._NAME);
  findings.add(`${property}.runtime`, checkOptionalClass(runbook.runtime, PowerShellRuntime, "PowerShellRuntime.V5_1"));
  findings.add(`${property}.script`, checkOptionalClass(runbook.script, RunbookScript, script));
  findings.add(
    `${property}.schedule`,
    checkOptionalClass(runbook.schedule, RunbookSchedule, 'RunbookSchedule.daily({ at: "02:00" })'),
  );
  findings.add(`${property}.connect`, checkOptionalBoolean(runbook.connect));
}

function addList(
  findings: Findings,
  property: string,
  list: unknown[] | undefined,
  expected: Parameters<typeof checkClass>[1],
  example: string,
): void {
  if (list !== undefined && findings.add(property, checkList(list, `[${example}]`))) {
    list.forEach((entry, index) => findings.add(`${property}[${index}]`, checkClass(entry, expected, example)));
  }
}
