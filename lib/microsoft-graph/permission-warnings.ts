import { Annotations } from "cdktf";
import type { IConstruct } from "constructs";
import type { GraphPermission } from "./graph-permission";

/* Whoever holds one of these can give themselves every other right of the tenant. */
const TENANT_ADMINISTRATION = new Set(
  [
    "Application.ReadWrite.All",
    "AppRoleAssignment.ReadWrite.All",
    "DelegatedPermissionGrant.ReadWrite.All",
    "Directory.ReadWrite.All",
    "Domain.ReadWrite.All",
    "EntitlementManagement.ReadWrite.All",
    "Organization.ReadWrite.All",
    "Policy.ReadWrite.ConditionalAccess",
    "Policy.ReadWrite.PermissionGrant",
    "PrivilegedAccess.ReadWrite.AzureADGroup",
    "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup",
    "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup",
    "RoleAssignmentSchedule.ReadWrite.Directory",
    "RoleEligibilitySchedule.ReadWrite.Directory",
    "RoleManagement.ReadWrite.All",
    "RoleManagement.ReadWrite.Directory",
    "RoleManagementPolicy.ReadWrite.Directory",
    "User.ReadWrite.All",
    "UserAuthenticationMethod.ReadWrite.All",
  ].map((name) => name.toLowerCase()),
);

/* They reach the mailboxes of everybody, and Exchange Online has a role "Application <name>" that can be scoped. */
const EVERY_MAILBOX =
  /^(?:Mail|MailboxSettings|MailboxFolder|MailboxItem|Calendars|Contacts)\.|^(?:full_access_as_app|EWS\.AccessAsApp|SMTP\.SendAsApp|IMAP\.AccessAsApp|POP\.AccessAsApp)$/i;

/** Warns of a permission that gives far more than its name suggests. */
export function warnOfPermission(scope: IConstruct, { name }: GraphPermission): void {
  if (TENANT_ADMINISTRATION.has(name.toLowerCase())) {
    Annotations.of(scope).addWarning(
      `The permission ${name} makes its holder an administrator of the tenant, and whoever may edit the host's scripts holds it. Choose a lesser one.`,
    );
  } else if (EVERY_MAILBOX.test(name)) {
    Annotations.of(scope).addWarning(
      `The permission ${name} reaches every mailbox of the tenant. For some mailboxes leave it out, and give the identity the role "Application ${name}" of Exchange Online with a scope ("exchangeRoles"; in code: ExchangeManagementRole).`,
    );
  }
}
