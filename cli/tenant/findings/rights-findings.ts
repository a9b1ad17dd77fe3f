import { ExchangeOnline } from "cdktf-exchange-managed-identity";
import type { FindingKind } from "./finding";
import { ADD_EXCHANGE_ONLINE, unreadableKind } from "./shared-words";

const SERVICE_PRINCIPAL = { step: "Exchange Online service principal" } as const;
const PERMISSION = { step: "permission" } as const;
const ROLE = { step: "Microsoft Entra role" } as const;

/* With a configuration: what its `grants` says. */
const APPLY = "<apply>";
const EXCHANGE = `(Get-MgServicePrincipal -Filter "appId eq '${ExchangeOnline.APPLICATION_ID}'").Id`;
const GRANT = `Connect-MgGraph -Scopes "AppRoleAssignment.ReadWrite.All", "Application.Read.All"; New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId <principal> -PrincipalId <principal> -ResourceId ${EXCHANGE} -AppRoleId ${ExchangeOnline.MANAGE_AS_APP_ROLE_ID}`;
const ASSIGN = `Connect-MgGraph -Scopes "RoleManagement.ReadWrite.Directory"; New-MgRoleManagementDirectoryRoleAssignment -PrincipalId <principal> -RoleDefinitionId <role> -DirectoryScopeId "<where>"`;

/** What to do where a right of a configuration is missing, by its `grants`. */
export const GRANTED_BY = {
  terraform: "apply the configuration: terraform apply",
  script: "an administrator of the directory runs the output grant_script once",
  elsewhere: "the stack, or the person, that grants this identity its rights (grants: elsewhere) has to do it",
} as const;

/** What can be wrong with the permission and the roles: guide, system-assigned steps 4 and 5, user-assigned steps 5 and 6. */
export const RIGHTS_FINDINGS = {
  exchangeOnlineUnreadable: unreadableKind(
    "Exchange Online service principal",
    "the service principal of Office 365 Exchange Online",
  ),
  exchangeOnlineMissing: {
    ...SERVICE_PRINCIPAL,
    state: "missing",
    seen: "the tenant has no service principal of Office 365 Exchange Online",
    meaning: "A tenant that never had Exchange Online. There is nothing to grant the permission on.",
    command: ADD_EXCHANGE_ONLINE,
  },
  exchangeOnlineDisabled: {
    ...SERVICE_PRINCIPAL,
    state: "wrong",
    seen: "the service principal of Office 365 Exchange Online is disabled",
    meaning: "Nobody gets a token for it, so that every connection is refused.",
    byHand: "Microsoft Entra, Enterprise applications, Office 365 Exchange Online, Enabled for users to sign-in: Yes",
  },
  permissionUnreadable: unreadableKind("permission", "the permissions of <identity>"),
  permissionMissing: {
    ...PERMISSION,
    state: "missing",
    seen: "<identity> does not have Exchange.ManageAsApp",
    meaning: "Connect-ExchangeOnline is answered with 401, UnAuthorized.",
    configured: APPLY,
    command: GRANT,
  },
  permissionNowhere: {
    ...PERMISSION,
    state: "missing",
    seen: "none of the host's identities has Exchange.ManageAsApp: <identities>",
    meaning: "Connect-ExchangeOnline is answered with 401, UnAuthorized. Which of them the scripts use cannot be told.",
    configured: APPLY,
    byHand: "name the identity that the scripts use with --identity: doctor then gives the command",
  },
  permissionElsewhere: {
    ...PERMISSION,
    state: "wrong",
    seen: "Exchange.ManageAsApp is granted to <holder>, not to <identity> (<principal>)",
    meaning:
      "Another identity of this host, or one with the same name, has the permission. Names may be the same, ids are not.",
    configured: APPLY,
    byHand: "grant it to <identity>, and remove it from the other one if nobody uses that",
    command: GRANT,
  },
  permissionSimilar: {
    ...PERMISSION,
    state: "wrong",
    seen: "<identity> has <roles> of Exchange Online, not Exchange.ManageAsApp",
    meaning: `Exchange Online offers app roles with similar names. Only Exchange.ManageAsApp (${ExchangeOnline.MANAGE_AS_APP_ROLE_ID}) allows to connect.`,
    configured: APPLY,
    byHand: "grant Exchange.ManageAsApp, and remove the other one if nobody uses it",
    command: GRANT,
  },
  permissionNotYetShown: {
    ...PERMISSION,
    state: "unknown",
    seen: "Exchange.ManageAsApp is granted to <identity>, and Microsoft Graph does not show it on the identity yet",
    meaning: "A permission that was granted a moment ago. Until it is honoured, Exchange Online answers UnAuthorized.",
    byHand: "wait half an hour, then connect",
  },
  permissionYoung: {
    ...PERMISSION,
    state: "unknown",
    seen: "<identity> got Exchange.ManageAsApp at <time>, less than 30 minutes ago",
    meaning: "Exchange Online may take half an hour to honour a permission. Until then it answers UnAuthorized.",
    byHand: "wait until <until>, then connect",
  },
  roleUnreadable: unreadableKind("Microsoft Entra role", "the roles of <identity>"),
  roleMissing: {
    ...ROLE,
    state: "missing",
    seen: "<identity> has no role",
    meaning: "With the permission and without a role, Connect-ExchangeOnline is answered with 403.",
    configured: APPLY,
    byHand: "assign a role; Global Reader is enough to read",
    command: ASSIGN,
  },
  roleExpectedMissing: {
    ...ROLE,
    state: "missing",
    seen: "<identity> does not have <roles>, which the configuration names",
    meaning: "The configuration was not applied yet, or somebody removed the role.",
    configured: APPLY,
    command: ASSIGN,
  },
  roleDoesNotCover: {
    ...ROLE,
    state: "wrong",
    seen: "<identity> has only roles that do not cover Exchange Online: <roles>",
    meaning: "Exchange Online accepts some of Microsoft Entra's roles only. With any other it answers 403.",
    configured: APPLY,
    byHand: "assign a role; Global Reader is enough to read",
    command: ASSIGN,
  },
  roleNarrow: {
    ...ROLE,
    state: "unknown",
    seen: "<identity> has Security Administrator only",
    meaning: "Security Administrator alone does not cover what Exchange Administrator does: most commands are refused.",
    byHand: "assign another role if a script needs more; Global Reader is enough to read",
    command: ASSIGN,
  },
  roleScoped: {
    ...ROLE,
    state: "unknown",
    seen: "<identity> has <roles> for <scope> only",
    meaning: "That Exchange Online honours a role with an administrative unit as its scope is not verified.",
    byHand: 'assign the role for the whole tenant, or use "exchangeRoles" with "administrativeUnit"',
  },
  roleThroughGroup: {
    ...ROLE,
    state: "unknown",
    seen: "<identity> has <roles> through the group <group>",
    meaning: "Whether Exchange Online honours a role that comes through a group is not verified.",
    byHand: "connect once; if it is answered with 403, assign the role to the identity itself",
    command: ASSIGN,
  },
  roleMaybeThroughGroup: {
    ...ROLE,
    state: "unknown",
    isUnreadable: true,
    seen: "<identity> has no role of its own that covers Exchange Online, and roles through groups could not be read: <reason>",
    meaning: "Only the beta of Microsoft Graph shows what comes through groups.",
    byHand: "<remedy>",
  },
  roleInExchange: {
    ...ROLE,
    state: "unknown",
    seen: "<identity> gets its rights from role groups or management roles of Exchange Online",
    meaning: "Only Exchange Online itself shows them: neither Azure nor Microsoft Graph does.",
    byHand:
      "run the output exchange_role_group_script once; Get-ManagementRoleAssignment in Exchange Online shows them",
  },
  roleYoung: {
    ...ROLE,
    state: "unknown",
    seen: "<identity> got a role at <time>, less than 30 minutes ago",
    meaning:
      "The role is in the access token, and Azure keeps tokens for up to a day: who connected before may be refused until then.",
    byHand: "wait until <until>, then connect",
  },
} as const satisfies { readonly [name: string]: FindingKind };
