import type { FindingKind } from "./finding";

const SERVICE_PRINCIPAL = { step: "Exchange Online service principal" } as const;
const PERMISSION = { step: "permission" } as const;
const ROLE = { step: "Microsoft Entra role" } as const;
const RIGHT = "give the sign-in the right that is named, and look again";

/** What can be wrong with the permission and the roles: guide, system-assigned steps 4 and 5, user-assigned steps 5 and 6. */
export const RIGHTS_FINDINGS = {
  exchangeOnlineUnreadable: {
    ...SERVICE_PRINCIPAL,
    state: "unknown",
    isUnreadable: true,
    seen: "the service principal of Office 365 Exchange Online could not be read: <reason>",
    meaning: "The sign-in that looks lacks a right.",
    remedy: RIGHT,
  },
  exchangeOnlineMissing: {
    ...SERVICE_PRINCIPAL,
    state: "missing",
    seen: "the tenant has no service principal of Office 365 Exchange Online",
    meaning: "A tenant that never had Exchange Online. There is nothing to grant the permission on.",
    remedy: "an administrator runs once: az ad sp create --id 00000002-0000-0ff1-ce00-000000000000",
  },
  exchangeOnlineDisabled: {
    ...SERVICE_PRINCIPAL,
    state: "wrong",
    seen: "the service principal of Office 365 Exchange Online is disabled",
    meaning: "Nobody gets a token for it, so that every connection is refused.",
    remedy: "Microsoft Entra, Enterprise applications, Office 365 Exchange Online, Enabled for users to sign-in: Yes",
  },
  permissionUnreadable: {
    ...PERMISSION,
    state: "unknown",
    isUnreadable: true,
    seen: "the permissions of <identity> could not be read: <reason>",
    meaning: "The sign-in that looks lacks a right.",
    remedy: RIGHT,
  },
  permissionMissing: {
    ...PERMISSION,
    state: "missing",
    seen: "<identity> does not have Exchange.ManageAsApp",
    meaning: "Connect-ExchangeOnline is answered with 401, UnAuthorized.",
    remedy:
      'apply the configuration; with "grants": "script" an administrator runs the output grant_script; by hand: New-MgServicePrincipalAppRoleAssignment with the PrincipalId <principal>',
  },
  permissionElsewhere: {
    ...PERMISSION,
    state: "wrong",
    seen: "Exchange.ManageAsApp is given to <holder>, not to <identity> (<principal>)",
    meaning:
      "Another identity of this host, or one with the same name, has the permission. Names may be the same, ids are not.",
    remedy: "grant it to the PrincipalId <principal>, and take it from the other if nobody uses that",
  },
  permissionSimilar: {
    ...PERMISSION,
    state: "wrong",
    seen: "<identity> has <roles> of Exchange Online, not Exchange.ManageAsApp",
    meaning:
      "Exchange Online offers app roles with names alike. Only Exchange.ManageAsApp (dc50a0fb-09a3-484d-be87-e023b12c6440) allows to connect.",
    remedy: "grant the app role dc50a0fb-09a3-484d-be87-e023b12c6440 to the PrincipalId <principal>",
  },
  permissionYoung: {
    ...PERMISSION,
    state: "unknown",
    seen: "Exchange.ManageAsApp was granted at <time>",
    meaning: "Exchange Online may take half an hour to honour a permission. Until then it answers UnAuthorized.",
    remedy: "wait until <until>, then connect",
  },
  roleUnreadable: {
    ...ROLE,
    state: "unknown",
    isUnreadable: true,
    seen: "the roles of <identity> could not be read: <reason>",
    meaning: "The sign-in that looks lacks a right.",
    remedy: RIGHT,
  },
  roleMissing: {
    ...ROLE,
    state: "missing",
    seen: "<identity> has <roles>",
    meaning: "With the permission and without a role, Connect-ExchangeOnline is answered with 403.",
    remedy:
      'name a role in "roles" (Global Reader is enough to read) and apply; by hand: New-MgRoleManagementDirectoryRoleAssignment with the PrincipalId <principal>',
  },
  roleExpectedMissing: {
    ...ROLE,
    state: "missing",
    seen: "<identity> does not have <roles>, which the configuration names",
    meaning: "The configuration was not applied yet, or somebody took the role away.",
    remedy: 'apply the configuration; with "grants": "script" an administrator runs the output grant_script',
  },
  roleDoesNotCover: {
    ...ROLE,
    state: "wrong",
    seen: "<identity> has <roles>, which do not cover Exchange Online",
    meaning: "Exchange Online takes eight of Microsoft Entra's roles. Any other is answered with 403.",
    remedy:
      'name one of the eight in "roles" and apply, or assign it by hand: Global Reader, Exchange Administrator, …',
  },
  roleScoped: {
    ...ROLE,
    state: "unknown",
    seen: "<identity> has <roles> for <scope> only",
    meaning: "That Exchange Online honours a role with an administrative unit as its scope is not shown.",
    remedy: 'assign the role for the whole tenant, or use "exchangeRoles" with "administrativeUnit"',
  },
  roleThroughGroup: {
    ...ROLE,
    state: "unknown",
    seen: "<identity> has <roles> through the group <group>",
    meaning: "Whether Exchange Online honours a role that comes through a group is not shown.",
    remedy: "connect once; if it is answered with 403, assign the role to the PrincipalId <principal> itself",
  },
  roleMaybeThroughGroup: {
    ...ROLE,
    state: "unknown",
    seen: "<identity> has no role of its own, and roles through groups could not be read",
    meaning: "Only the beta of Microsoft Graph shows what comes through groups, and it did not answer.",
    remedy: "look at the groups of the PrincipalId <principal>, or assign it a role itself",
  },
  roleInExchange: {
    ...ROLE,
    state: "unknown",
    seen: "<identity> gets its rights from role groups or management roles of Exchange Online",
    meaning: "Only Exchange Online itself shows them: neither Azure nor Microsoft Graph does.",
    remedy: "run the output exchange_role_group_script once; see Get-ManagementRoleAssignment in Exchange Online",
  },
  roleYoung: {
    ...ROLE,
    state: "unknown",
    seen: "a role was assigned at <time>",
    meaning:
      "A role travels in the access token, and Azure keeps tokens for up to a day: who connected before the role was there may be refused until then.",
    remedy: "wait until <until>, then connect",
  },
} as const satisfies { readonly [name: string]: FindingKind };
