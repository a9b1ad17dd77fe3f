import { Annotations } from "cdktf";
import type { IConstruct } from "constructs";
import { plainText } from "../text/terraform-text";
import type { ExchangeManagementRole } from "./exchange-management-role";
import type { ExchangeRoleGroup } from "./exchange-role-group";

/* Role groups that hold nearly everything, Role Management among it. */
const ALL_ROLES = ["organization management"];

/* Management roles whose holder can give itself every other one. */
const GIVES_ROLES = ["role management", "unscoped role management"];

/* Management roles that reach what is in every mailbox. Those for applications can be limited by a scope. */
const EVERY_MAILBOX = ["applicationimpersonation", "mailbox import export", "mailbox search"];
const EVERY_MAILBOX_WITHOUT_SCOPE = ["application exchange full access", "application ews.accessasapp"];

/** Warns of a role group or a management role of Exchange Online that gives far more than scripts need. */
export function warnAboutExchangeRoles(
  scope: IConstruct,
  groups: readonly ExchangeRoleGroup[],
  roles: readonly ExchangeManagementRole[],
): void {
  for (const group of groups) {
    if (ALL_ROLES.includes(lower(group.name))) {
      warn(
        scope,
        `The role group ${group.name} gives nearly every role of Exchange Online, Role Management among them:`,
      );
    }
    group.roles?.forEach((role) => warnAboutRole(scope, role, group.recipientScope !== undefined));
  }
  for (const role of roles) {
    warnAboutRole(scope, role.name, role.recipientScope !== undefined || role.administrativeUnit !== undefined);
  }
}

function warnAboutRole(scope: IConstruct, name: string, isScoped: boolean): void {
  const role = lower(name);
  if (ALL_ROLES.includes(role)) {
    Annotations.of(scope).addWarning(
      `${name} is the name of a role group, not of a management role: the script would not find it. Name a role, such as View-Only Recipients.`,
    );
  }
  if (GIVES_ROLES.includes(role)) {
    warn(scope, `The management role ${name} lets its holder give itself every other role of Exchange Online:`);
  } else if (EVERY_MAILBOX.includes(role) || (EVERY_MAILBOX_WITHOUT_SCOPE.includes(role) && !isScoped)) {
    warn(scope, `The management role ${name} reaches what is in every mailbox:`);
  }
}

function warn(scope: IConstruct, what: string): void {
  Annotations.of(scope).addWarning(
    `${what} whoever may edit the host's scripts holds it too. Choose a lesser role, or one with a scope.`,
  );
}

function lower(text: string): string {
  return (plainText(text) ?? "").toLowerCase();
}
