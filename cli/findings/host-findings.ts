import type { FindingKind } from "./finding";

const unreadable = (step: FindingKind["step"], what: string): FindingKind => ({
  step,
  state: "unknown",
  isUnreadable: true,
  seen: `${what} could not be read: <reason>`,
  meaning: "The sign-in that looks lacks a right, or the service did not answer. Everything else is read all the same.",
  remedy: "give the sign-in the right that is named, and look again",
});

/** What can be wrong with the host and its identity: guide, steps 1 and 2. */
export const HOST_FINDINGS = {
  hostMissing: {
    step: "host",
    state: "missing",
    seen: "there is no <host>",
    meaning: "Nothing with this name is in the resource group and the subscription.",
    remedy:
      "check the name, the group and the subscription; if the configuration is to create it, apply it: terraform apply",
  },
  hostUnreadable: unreadable("host", "<host>"),
  identityNone: {
    step: "identity",
    state: "missing",
    seen: "<host> has no managed identity",
    meaning: "Without an identity on the host, Connect-ExchangeOnline -ManagedIdentity has nothing to sign in with.",
    remedy:
      'set "host": {"adopt": true} and apply, or by hand: Automation account or VM, Identity, System assigned, On',
  },
  identityNotOnHost: {
    step: "identity",
    state: "missing",
    seen: "<host> does not carry <identity>; it carries <carried>",
    meaning: "The host carries other identities than the one that the configuration gives the rights to.",
    remedy:
      'apply the configuration (a host with "existing": true is never changed: set "adopt": true), or by hand: the host, Identity, User assigned, Add',
  },
  identitySplit: {
    step: "identity",
    state: "wrong",
    seen: "the permission is given to <holder>, the roles are given to <other>",
    meaning:
      "Permission and roles belong to one identity, the one that the script connects with. Here each has a half of what it needs.",
    remedy: "give both to one identity: assign the roles to <holder>, or grant Exchange.ManageAsApp to <other>",
  },
  identityUnknownToGraph: {
    step: "identity",
    state: "wrong",
    seen: "Microsoft Graph does not know the principal <principal> of <identity>",
    meaning:
      "The service principal of an identity that was deleted and made again, or that is seconds old; the host still names the one from before.",
    remedy: "wait a minute and look again; then take the identity off the host and add it again",
  },
  identitiesSeveral: {
    step: "identity",
    state: "unknown",
    seen: "<host> carries <carried>, and none of them has the permission",
    meaning: "Which of several identities the scripts use cannot be told while none has the permission.",
    remedy: "name the one that the scripts use with --identity",
  },
} as const satisfies { readonly [name: string]: FindingKind };
