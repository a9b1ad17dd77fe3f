import { Annotations } from "cdktf";
import type { Construct } from "constructs";
import { DirectoryRole } from "./directory-role/directory-role";
import { ExchangeCloud } from "./exchange-online/exchange-cloud";
import { checkOrganization } from "./exchange-online/exchange-connection";
import { chosenVersion } from "./exchange-module/exchange-module-choice";
import { checkContentHash, checkContentUri } from "./exchange-module/module-content";
import type { PowerShellRuntime } from "./exchange-module/powershell-runtime";
import type { ExchangeManagedIdentityProps } from "./exchange-managed-identity";
import type { Finding } from "./problem/finding";
import { Problems } from "./problem/problems";

/** The runtimes that the module is installed for. */
export function chosenRuntimes(props: ExchangeManagedIdentityProps): PowerShellRuntime[] {
  return props.module?.runtimes ?? [props.host._defaultRuntime];
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
  checkRoles(problems, props.directoryRoles);
  problems.raise(scope, id);
}

function checkModule(problems: Problems, props: ExchangeManagedIdentityProps): void {
  const runtimes = chosenRuntimes(props);
  const versions = runtimes.map((runtime) => runtime.version);
  problems.note("module.runtimes", checkRuntimeList(versions));
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

function checkRoles(problems: Problems, roles: DirectoryRole[]): void {
  if (roles.length === 0) {
    problems.note("directoryRoles", {
      given: [],
      allowed: "one role or more",
      remedy:
        "name a role, such as DirectoryRole.EXCHANGE_ADMINISTRATOR: without one every connection is refused with 403",
    });
  }
  for (const [index, role] of roles.entries()) {
    problems.note(`directoryRoles[${index}]`, checkRoleOnce(roles, index, role));
  }
}

/** What is wrong with a role that stands in a list before, if it does. */
export function checkRoleOnce(roles: DirectoryRole[], index: number, role: DirectoryRole): Finding | undefined {
  const label = role.label.toLowerCase();
  return roles.slice(0, index).some((earlier) => earlier.label.toLowerCase() === label)
    ? { given: role.label, allowed: "each role once", remedy: `name ${role.label} once` }
    : undefined;
}

/** Warns of what is allowed and seldom wise. */
export function warnOfChoices(scope: Construct, props: ExchangeManagedIdentityProps): void {
  const annotations = Annotations.of(scope);
  const runtimes = chosenRuntimes(props);
  if (props.module?.version === undefined) {
    annotations.addWarning(
      `No module version is given: ExchangeOnlineManagement ${chosenVersion(props.module, runtimes).value} is installed, the newest that ${runtimes.join(" and ")} can hold, and an update of this package may move it. Name the version to keep it.`,
    );
  }
  const [role, ...others] = props.directoryRoles;
  if (role?.templateId === DirectoryRole.SECURITY_ADMINISTRATOR.templateId && others.length === 0) {
    annotations.addWarning(
      "Security Administrator is the only role: it does not cover what Exchange Administrator covers, and most commands of Exchange Online PowerShell are refused. Add the role that the scripts need.",
    );
  }
  const cloud = props.cloud ?? ExchangeCloud.PUBLIC;
  if (cloud === ExchangeCloud.US_GOV_GCC_HIGH || cloud === ExchangeCloud.US_GOV_DOD) {
    annotations.addWarning(
      `That a managed identity reaches Exchange Online PowerShell in the cloud ${cloud.name} is not shown: Microsoft's page on app-only authentication says that applications reach only Security & Compliance PowerShell there. Try it before you rely on it.`,
    );
  }
  const environments = runtimes.filter((runtime) => runtime._place === "runtimeEnvironment");
  if (cloud !== ExchangeCloud.PUBLIC && environments.length > 0) {
    annotations.addWarning(
      `${environments.join(" and ")} in the cloud ${cloud.name}: Automation's runtime environments are not offered in every cloud, and this one is not shown to have them. The runtime 5.1 is.`,
    );
  }
}
