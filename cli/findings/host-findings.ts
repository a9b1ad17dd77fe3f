import type { FindingKind } from "./finding";
import { set, unreadable } from "./shared-words";

/** What can be wrong with the host and its identity: guide, steps 1 and 2. */
export const HOST_FINDINGS = {
  hostMissing: {
    step: "host",
    state: "missing",
    seen: "<host> does not exist",
    meaning: "Nothing with this name is in the resource group and the subscription.",
    configured: "apply, if the configuration creates it: terraform apply",
    byHand: "check the name, the resource group and the subscription",
  },
  resourceProvidersMissing: {
    step: "host",
    state: "missing",
    seen: "the subscription has not registered <namespaces>",
    meaning: "Azure answers whatever would create one of its resources with 409, MissingSubscriptionRegistration.",
    configured: 'apply, if the file does not say "resourceProviderRegistrations"',
    byHand: "<command>",
  },
  hostUnreadable: unreadable("host", "<host>"),
  identityNone: {
    step: "identity",
    state: "missing",
    seen: "<host> has no managed identity",
    meaning: "Without an identity on the host, Connect-ExchangeOnline -ManagedIdentity has nothing to sign in with.",
    configured: set('"host": {"adopt": true}'),
    byHand: "open the host in the portal, Identity, System assigned, On",
  },
  identityNotAssigned: {
    step: "identity",
    state: "missing",
    seen: "<identity> is not assigned to <host>, which has <assigned>",
    meaning: "The host has other identities than the one that should have the rights.",
    configured: set('"host": {"adopt": true}'),
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
    byHand: "wait a minute and run doctor again; then remove the identity from the host and add it again",
  },
  identitiesSeveral: {
    step: "identity",
    state: "unknown",
    isUnreadable: true,
    seen: "<host> has several identities with the permission: <assigned>",
    meaning: "Which of them the scripts use cannot be told.",
    byHand: "name the one that the scripts use with --identity",
  },
} as const satisfies { readonly [name: string]: FindingKind };
