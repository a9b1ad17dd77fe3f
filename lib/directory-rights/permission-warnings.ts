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
    "RoleManagement.ReadWrite.Exchange",
    "RoleManagementPolicy.ReadWrite.Directory",
    "UserAuthenticationMethod.ReadWrite.All",
  ].map((name) => name.toLowerCase()),
);

/* They reach the mailboxes of everybody. The last five are Office 365 Exchange Online's own. */
const EVERY_MAILBOX =
  /^(?:Mail|MailboxSettings|MailboxFolder|MailboxItem|Calendars|Contacts)\.|^(?:full_access_as_app|EWS\.AccessAsApp|SMTP\.SendAsApp|IMAP\.AccessAsApp|POP\.AccessAsApp)$/i;

/*
 * The roles of Exchange Online that give the same for some mailboxes, without "Application" in front:
 * https://learn.microsoft.com/exchange/permissions-exo/application-rbac
 */
const SCOPED: { readonly [permission: string]: string } = {
  ...Object.fromEntries(
    [
      "Mail.Read",
      "Mail.ReadBasic",
      "Mail.ReadWrite",
      "Mail.Send",
      "MailboxSettings.Read",
      "MailboxSettings.ReadWrite",
      "Calendars.Read",
      "Calendars.ReadWrite",
      "Contacts.Read",
      "Contacts.ReadWrite",
      "EWS.AccessAsApp",
    ].map((name) => [name.toLowerCase(), name]),
  ),
  "mail.readbasic.all": "Mail.ReadBasic",
  full_access_as_app: "EWS.AccessAsApp",
};

/** Warns of a permission that gives far more than its name suggests. */
export function warnAboutPermission(scope: IConstruct, { name }: GraphPermission): void {
  if (TENANT_ADMINISTRATION.has(name.toLowerCase())) {
    Annotations.of(scope).addWarning(
      `The permission ${name} makes its holder an administrator of the tenant, and whoever may edit the host's scripts holds it. Choose a lesser one.`,
    );
  } else if (EVERY_MAILBOX.test(name)) {
    const role = SCOPED[name.toLowerCase()];
    const remedy =
      role === undefined
        ? 'Look for a management role of Exchange Online that does the same with a scope ("exchangeRoles"; in code: ExchangeManagementRole).'
        : `For some mailboxes leave it out, and give the identity the role "Application ${role}" of Exchange Online with a scope ("exchangeRoles"; in code: ExchangeManagementRole).`;
    Annotations.of(scope).addWarning(`The permission ${name} reaches every mailbox of the tenant. ${remedy}`);
  }
}
