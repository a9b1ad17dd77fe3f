import type { Construct } from "constructs";
import type { DirectoryRole } from "./directory-role/directory-role";
import { ExchangeCloud } from "./exchange-online/exchange-cloud";
import { checkOrganization } from "./exchange-online/exchange-connection";
import { chosenVersion } from "./exchange-module/exchange-module-choice";
import { checkContentHash, checkContentUri } from "./exchange-module/module-content";
import type { PowerShellRuntime } from "./exchange-module/powershell-runtime";
import { notOnVirtualMachines } from "./exchange-module/virtual-machine-runtime";
import { type ExchangeManagedIdentityProps, GrantsBy } from "./exchange-managed-identity-props";
import type { Finding } from "./problem/finding";
import { Problems } from "./problem/problems";
import { checkRunbookName } from "./runbook/exchange-runbook";
import { checkRunbookScript } from "./runbook/runbook-script";
import { checkAssignmentId } from "./terraform/assignment-id";

/** The runtimes that the module is installed for. */
export function chosenRuntimes(props: ExchangeManagedIdentityProps): PowerShellRuntime[] {
  return props.module?.runtimes ?? [props.host._kind.runtime];
}

/** Refuses, all at once, what cannot work in the properties of an `ExchangeManagedIdentity`. */
export function checkExchangeManagedIdentity(scope: Construct, id: string, props: ExchangeManagedIdentityProps): void {
  const problems = new Problems();
  problems.note("organization", checkOrganization(props.organization, props.cloud ?? ExchangeCloud.PUBLIC));
  props.host._check(problems, "host");
  props.identity._check(problems, "identity");
  if (props.host._isOnlyRead && props.identity._isMadeHere) {
    problems.note("identity", {
      given: "a user-assigned identity that this stack makes or takes over",
      allowed: "an existing one, for a host that is only read",
      remedy: "a host that is only read has to carry the identity already: use an existing identity, or adopt the host",
    });
  }
  checkModule(problems, props);
  checkRoles(problems, props);
  checkTakenOver(problems, props);
  checkRunbook(problems, props);
  problems.raise(scope, id);
}

function checkModule(problems: Problems, props: ExchangeManagedIdentityProps): void {
  const runtimes = chosenRuntimes(props);
  const versions = runtimes.map((runtime) => runtime.version);
  problems.note("module.runtimes", checkRuntimeList(versions));
  for (const [index, runtime] of runtimes.entries()) {
    problems.note(`module.runtimes[${index}]`, props.host._kind.checkRuntime(runtime));
  }
  if (!props.host._kind.isAutomation) {
    for (const { option, finding } of notOnVirtualMachines({ ...props.module, adopt: props.adopt?.modules })) {
      problems.note(option === "adopt" ? "adopt.modules" : `module.${option}`, finding);
    }
  }
  const version = chosenVersion(props.module, runtimes);
  for (const runtime of new Set(runtimes)) {
    problems.note("module.version", runtime._check(version));
  }
  const { contentUri, contentHash } = props.module ?? {};
  problems.note("module.contentUri", contentUri === undefined ? undefined : checkContentUri(contentUri));
  problems.note("module.contentHash", contentHash === undefined ? undefined : checkContentHash(contentHash));
}

/** What is wrong with a list of runtimes as a list, if anything. */
export function checkRuntimeList(versions: string[]): Finding | undefined {
  if (versions.length === 0) {
    return {
      given: [],
      allowed: "one runtime or more",
      remedy: "name a runtime, or leave the list out for the usual one",
    };
  }
  const twice = versions.find((version, index) => versions.indexOf(version) !== index);
  return twice === undefined
    ? undefined
    : {
        given: twice,
        allowed: "each runtime once",
        remedy: `name ${twice} once: a runtime holds one version of the module`,
      };
}

function checkRoles(problems: Problems, props: ExchangeManagedIdentityProps): void {
  const roles = props.directoryRoles ?? [];
  if (roles.length === 0 && (props.directoryRoles !== undefined || !props.exchangeRoleGroups)) {
    problems.note("directoryRoles", {
      given: props.directoryRoles,
      allowed: "one role or more, or exchangeRoleGroups in their place",
      remedy:
        "name a role, such as DirectoryRole.EXCHANGE_ADMINISTRATOR: without one every connection is refused with 403",
    });
  }
  for (const [index, role] of roles.entries()) {
    problems.note(`directoryRoles[${index}]`, checkRoleOnce(roles, index, role));
  }
}

function checkTakenOver(
  problems: Problems,
  { adopt, grants, directoryRoles = [] }: ExchangeManagedIdentityProps,
): void {
  const { manageAsAppAssignmentId, roleAssignmentIds = {} } = adopt ?? {};
  const ids = Object.entries(roleAssignmentIds);
  if (grants === GrantsBy.SCRIPT && (manageAsAppAssignmentId !== undefined || ids.length > 0)) {
    problems.note("adopt", GRANTS_ARE_NOT_HERE);
  }
  if (manageAsAppAssignmentId !== undefined) {
    problems.note("adopt.manageAsAppAssignmentId", checkAssignmentId("appRoleAssignedTo", manageAsAppAssignmentId));
  }
  for (const [label, assignmentId] of ids) {
    problems.note(`adopt.roleAssignmentIds["${label}"]`, checkAdoptedRole(label, assignmentId, directoryRoles));
  }
}

/** What is wrong where a permission or a role is to be taken over that this stack leaves to a script. */
export const GRANTS_ARE_NOT_HERE: Finding = {
  given: "ids of a permission or of roles, while a script gives them",
  allowed: "no such ids where grants are left to a script",
  remedy: "take the ids out, or let Terraform give permission and roles",
};

/** What is wrong with the id of a role assignment that is taken over, if anything. */
export function checkAdoptedRole(label: string, assignmentId: string, roles: DirectoryRole[]): Finding | undefined {
  return roles.some((role) => role.label === label)
    ? checkAssignmentId("roleAssignments", assignmentId)
    : {
        given: label,
        allowed: roles.map((role) => role.label).join(", ") || "no role",
        remedy: "name one of the roles of this identity, with its scope where it has one",
      };
}

function checkRunbook(problems: Problems, props: ExchangeManagedIdentityProps): void {
  if (!props.runbook) {
    return;
  }
  const { name, runtime, script } = props.runbook;
  problems.note("runbook.name", checkRunbookName(name));
  problems.note("runbook.script", script === undefined ? undefined : checkRunbookScript(script));
  problems.note("runbook.runtime", runtime && checkRunbookRuntime(runtime.version, chosenRuntimes(props)));
  problems.note("runbook", props.host._kind.isAutomation ? undefined : NO_RUNBOOK_HERE);
}

/** What is wrong with a runbook on a virtual machine. */
export const NO_RUNBOOK_HERE: Finding = {
  given: "a runbook on a virtual machine",
  allowed: "a runbook on an Automation account",
  remedy: "take the runbook out: a script on the machine starts with the connect command",
};

/** What is wrong with the runtime of a runbook, if anything. */
export function checkRunbookRuntime(runtime: string, runtimes: PowerShellRuntime[]): Finding | undefined {
  const versions = runtimes.map(({ version }) => version);
  return versions.includes(runtime)
    ? undefined
    : {
        given: runtime,
        allowed: versions.map((version) => `"${version}"`).join(", "),
        remedy: "choose a runtime that the module is installed for, or install it there too",
      };
}

/** What is wrong with a role that stands in a list before, if it does. */
export function checkRoleOnce(roles: DirectoryRole[], index: number, role: DirectoryRole): Finding | undefined {
  const key = ({ templateId, scope }: DirectoryRole) => `${templateId} ${scope}`.toLowerCase();
  return roles.slice(0, index).some((earlier) => key(earlier) === key(role) || earlier.label === role.label)
    ? { given: role.label, allowed: "each role once", remedy: `name ${role.label} once` }
    : undefined;
}
