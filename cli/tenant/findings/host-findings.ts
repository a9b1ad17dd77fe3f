import type { FindingKind } from "./finding";
import { set, unreadableKind } from "./shared-words";

/** What can be wrong with the host and its identity: guide, steps 1 and 2. */
export const HOST_FINDINGS = {
  hostMissing: {
    step: "host",
    state: "missing",
    seen: "<host> does not exist",
    meaning: "Nothing with this name is in the resource group and the subscription.",
    configured: "<create>",
    byHand: "check the name, the resource group and the subscription",
  },
  resourceProvidersMissing: {
    step: "host",
    state: "missing",
    seen: "the subscription has not registered <namespaces>",
    meaning: "Azure answers whatever would create one of its resources with 409, MissingSubscriptionRegistration.",
    command: "<command>",
  },
  hostUnreadable: unreadableKind("host", "<host>"),
  identityNone: {
    step: "identity",
    state: "missing",
    seen: "<host> has no managed identity",
    meaning: "Without an identity on the host, Connect-ExchangeOnline -ManagedIdentity has nothing to sign in with.",
    configured: "<switch on>",
    byHand: "open the host in the portal, Identity, System assigned, On",
  },
  identityNotAssigned: {
    step: "identity",
    state: "missing",
    seen: "<identity> is not assigned to <host>, which has <assigned>",
    meaning: "The host has other identities than the one that should have the rights.",
    configured: "<switch on>",
    byHand: "open the host in the portal, Identity, <tab>",
  },
  identitySplit: {
    step: "identity",
    state: "wrong",
    seen: "<holder> has the permission, <other> has the roles",
    meaning: "A script connects with one identity, which needs both: the permission and a role.",
    byHand: "give both to one of them: assign a role to <holder>, or grant Exchange.ManageAsApp to <other>",
  },
  identityUnknownToGraph: {
    step: "identity",
    state: "wrong",
    seen: "Microsoft Graph does not know the principal <principal> of <identity>",
    meaning: "The identity was created seconds ago, or it was deleted and the host still names it.",
    byHand:
      "run doctor again in a minute; if it says the same, remove the identity from the host, add it again, and grant its rights again: it gets another principal",
  },
  identityDisabled: {
    step: "identity",
    state: "wrong",
    seen: "the principal <principal> of <identity> is disabled",
    meaning: "Microsoft Entra gives no token to a service principal that may not sign in.",
    command:
      'Connect-MgGraph -Scopes "Application.ReadWrite.All"; Update-MgServicePrincipal -ServicePrincipalId <principal> -AccountEnabled:$true',
  },
  identityEnabledUnread: {
    step: "identity",
    state: "unknown",
    isUnreadable: true,
    seen: "whether the principal <principal> of <identity> may sign in could not be read: <reason>",
    meaning: "Microsoft Entra gives no token to a service principal that may not sign in.",
    byHand: "<remedy>",
  },
  identitiesSeveral: {
    step: "identity",
    state: "unknown",
    seen: "<host> has several identities with the permission: <assigned>",
    meaning: "Which of them the scripts use cannot be told. Each call in a runbook is judged for itself.",
    byHand: "name the one that the scripts use with --identity",
  },
} as const satisfies { readonly [name: string]: FindingKind };

/** What to do where the host of a configuration has not the identity. */
export const SWITCH_ON = {
  new: "apply the configuration: terraform apply",
  adopted: "apply the configuration: terraform apply",
  existing: set('"adopt": true in the place of "existing": true in "host"'),
} as const;

/** What to do where the host of a configuration does not exist. */
export const CREATE_HOST = {
  new: "apply the configuration: terraform apply",
  adopted: 'check the names in "host" and "resourceGroup": what is adopted has to exist',
  existing: 'check the names in "host" and "resourceGroup": what is existing has to exist',
} as const;
