import { Annotations, Token } from "cdktf";
import type { Construct } from "constructs";
import { DirectoryRole } from "./directory-role/directory-role";
import { type ExchangeManagedIdentityProps, GrantsBy, type ImportIds } from "./exchange-managed-identity-props";
import { ModuleVersion } from "./exchange-module/module-version";
import { PowerShellRuntime } from "./exchange-module/powershell-runtime";
import { ExchangeCloud } from "./exchange-online/exchange-cloud";
import { ExchangeRoleGroup } from "./exchange-online/exchange-role-group";
import { ExchangeHost } from "./host/exchange-host";
import { HostIdentity } from "./identity/host-identity";
import type { Finding } from "./validation/finding";
import { Findings } from "./validation/findings";
import {
  checkClass,
  checkList,
  checkOptionalBoolean,
  checkOptionalClass,
  checkOptionalEnum,
  checkOptionalProvider,
  checkOptionalTexts,
} from "./validation/type-check";

/** Checks that every property has its type, for programs that TypeScript does not check. */
export function typeFindings(props: ExchangeManagedIdentityProps): Findings {
  const findings = new Findings();
  const { module = {}, directoryRoles, exchangeRoleGroups } = props;
  findings.add(
    "host",
    checkClass(props.host, ExchangeHost, "ExchangeHost.fromHost(host), or ExchangeHost.automationAccount({ … })"),
  );
  findings.add("identity", checkClass(props.identity, HostIdentity, "HostIdentity.systemAssigned()"));
  findings.add("cloud", checkOptionalClass(props.cloud, ExchangeCloud, "ExchangeCloud.PUBLIC"));
  findings.add("grants", checkOptionalEnum(props.grants, GrantsBy, "GrantsBy"));
  findings.add("protect", checkOptionalBoolean(props.protect));
  findings.add("tags", checkOptionalTexts(props.tags));
  findings.add("azurerm", checkOptionalProvider(props.azurerm, "azurerm"));
  findings.add("azuread", checkOptionalProvider(props.azuread, "azuread"));
  findings.add("module.version", checkOptionalClass(module.version, ModuleVersion, 'ModuleVersion.of("3.9.2")'));
  addList(findings, "module.runtimes", module.runtimes, PowerShellRuntime, "PowerShellRuntime.V5_1");
  addList(findings, "directoryRoles", directoryRoles, DirectoryRole, "DirectoryRole.EXCHANGE_ADMINISTRATOR");
  addList(findings, "exchangeRoleGroups", exchangeRoleGroups, ExchangeRoleGroup, 'ExchangeRoleGroup.fromExisting("…")');
  findings.add(
    "runbook.runtime",
    checkOptionalClass(props.runbook?.runtime, PowerShellRuntime, "PowerShellRuntime.V5_1"),
  );
  return findings;
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

/** What is wrong with a list of runtimes as a list, if anything. */
export function checkRuntimes(runtimes: PowerShellRuntime[]): Finding | undefined {
  if (runtimes.length === 0) {
    return {
      given: [],
      allowed: "one runtime or more",
      remedy: "name a runtime, or leave the list out for the default one",
    };
  }
  const twice = runtimes.find((runtime, index) => runtimes.indexOf(runtime) !== index)?.version;
  return twice === undefined
    ? undefined
    : {
        given: twice,
        allowed: "each runtime once",
        remedy: `name ${twice} once: a runtime has one version of the module`,
      };
}

/** Checks the roles as a list. */
export function roleFindings({ directoryRoles, exchangeRoleGroups, grants }: ExchangeManagedIdentityProps): Findings {
  const findings = new Findings();
  const roles = directoryRoles ?? [];
  if (grants === GrantsBy.ELSEWHERE) {
    findings.add("directoryRoles", directoryRoles === undefined ? undefined : rolesElsewhere(roles));
    return findings;
  }
  if (roles.length === 0 && (directoryRoles !== undefined || !exchangeRoleGroups)) {
    findings.add("directoryRoles", {
      given: directoryRoles,
      allowed: `one or more of ${DirectoryRole.supported()
        .map(({ name }) => name)
        .join(", ")}, or exchangeRoleGroups instead`,
      remedy:
        "name the role that the scripts need, or leave the roles out if there are exchangeRoleGroups: without either every connection is refused with 403",
    });
  }
  const key = ({ templateId, scope }: DirectoryRole) => `${templateId} ${scope}`.toLowerCase();
  roles.forEach((role, index) => {
    const isTwice = roles.slice(0, index).some((earlier) => key(earlier) === key(role) || earlier.label === role.label);
    const finding = { given: role.label, allowed: "each role once", remedy: `name ${role.label} once` };
    findings.add(`directoryRoles[${index}]`, isTwice ? finding : undefined);
  });
  return findings;
}

function rolesElsewhere(roles: DirectoryRole[]): Finding {
  return {
    given: roles.map(({ label }) => label),
    allowed: "no roles, because they are assigned elsewhere",
    remedy: "leave the roles out, or let Terraform grant the permission and the roles here",
  };
}

/** Checks the ids of what is imported. */
export function importFindings({ adopt = {}, grants, directoryRoles = [] }: ExchangeManagedIdentityProps): Findings {
  const findings = new Findings();
  const notHere: Finding = {
    given: "the id of a permission or a role that this stack does not grant",
    allowed: "no such ids with grants by a script or elsewhere",
    remedy: "take the ids out, or let Terraform grant the permission and the roles",
  };
  const isHere = grants === undefined || grants === GrantsBy.TERRAFORM;
  for (const property of ["manageAsAppAssignmentId", "roleAssignmentIds"] satisfies (keyof ImportIds)[]) {
    findings.add(`adopt.${property}`, isHere || adopt[property] === undefined ? undefined : notHere);
  }
  for (const label of isHere ? Object.keys(adopt.roleAssignmentIds ?? {}) : []) {
    const isRole = Token.isUnresolved(label) || directoryRoles.some((role) => role.label === label);
    const finding = {
      given: label,
      allowed: directoryRoles.map((role) => role.label).join(", ") || "no role",
      remedy: "name one of the roles of this identity, with its scope if it has one",
    };
    findings.add(`adopt.roleAssignmentIds["${label}"]`, isRole ? undefined : finding);
  }
  return findings;
}

/** What is wrong with the runtime of a runbook, if anything. */
export function checkRunbookRuntime(
  runtime: PowerShellRuntime | undefined,
  runtimes: PowerShellRuntime[],
): Finding | undefined {
  return runtime === undefined || runtimes.includes(runtime)
    ? undefined
    : {
        given: runtime.version,
        allowed: runtimes.map(({ version }) => `"${version}"`).join(", "),
        remedy: "choose a runtime that the module is installed for, or install it there too",
      };
}

/** The finding for a runbook on a host that is no Automation account. */
export const NO_RUNBOOK: Finding = {
  given: "a runbook on a virtual machine",
  allowed: "a runbook on an Automation account",
  remedy: "take the runbook out: a script on the machine starts with the connect command",
};

/** Warns of choices that are allowed but not recommended. */
export function warnOfChoices(
  scope: Construct,
  props: ExchangeManagedIdentityProps,
  runtimes: PowerShellRuntime[],
): void {
  const annotations = Annotations.of(scope);
  if (props.module?.version === undefined) {
    const version = PowerShellRuntime.newestModuleFor(runtimes).value;
    annotations.addWarning(
      `No module version is given: ExchangeOnlineManagement ${version} is installed, the newest that ${runtimes.join(" and ")} support, and an update of this package may change it. Name the version to keep it.`,
    );
  }
  const [role, ...others] = props.directoryRoles ?? [];
  if (role?.templateId === DirectoryRole.SECURITY_ADMINISTRATOR.templateId && others.length === 0) {
    annotations.addWarning(
      "Security Administrator is the only role: it does not cover what Exchange Administrator covers, and most commands of Exchange Online PowerShell are refused. Add the role that the scripts need.",
    );
  }
  const cloud = props.cloud ?? ExchangeCloud.PUBLIC;
  if (cloud === ExchangeCloud.US_GOV_GCC_HIGH || cloud === ExchangeCloud.US_GOV_DOD) {
    annotations.addWarning(
      `It is not shown that a managed identity reaches Exchange Online PowerShell in the cloud ${cloud.name}: Microsoft's page on app-only authentication says that applications reach only Security & Compliance PowerShell there. Try it before you rely on it.`,
    );
  }
  const environments = runtimes.filter((runtime) => runtime.isRuntimeEnvironment);
  if (cloud !== ExchangeCloud.PUBLIC && environments.length > 0) {
    annotations.addWarning(
      `${environments.join(" and ")} in the cloud ${cloud.name}: Automation's runtime environments are not offered in every cloud, and it is not shown that this one has them. It has the runtime 5.1.`,
    );
  }
}
