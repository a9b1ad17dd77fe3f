import { ExchangeCloud } from "cdktf-exchange-managed-identity";
import type { ConnectCall } from "cdktf-exchange-managed-identity/internal";
import type { FindingKind } from "../findings/finding";
import { SCRIPT_FINDINGS } from "../findings/script-findings";
import { valueOr } from "../reading/reading";
import type { IdentityRights } from "../reading/tenant";
import { identityName } from "./check-identity";
import { faultOfDomain, initialDomain } from "./check-organization";
import type { Context } from "./context";
import { isManageAsApp, permissionState, roleState } from "./rights";

/** Something that is wrong with a runbook, or not known, and its words. */
export type Fault = readonly [kind: FindingKind, words: { readonly [name: string]: string }];

/** What is wrong with a call of `Connect-ExchangeOnline`, or not known before it runs. */
export function judgeCall(call: ConnectCall, context: Context, identity: IdentityRights | undefined): readonly Fault[] {
  if (call.isSplatted) {
    return [notJudged("its parameters come from a variable")];
  }
  if (!call.usesManagedIdentity && call.usesCertificateOrToken) {
    return [[SCRIPT_FINDINGS.runbookWithCertificate, {}]];
  }
  if (!call.usesManagedIdentity && call.usesCredential) {
    return [[SCRIPT_FINDINGS.runbookWithCredential, {}]];
  }
  const faults: readonly Fault[] = call.usesManagedIdentity
    ? [
        ...judgeOrganization(call, context),
        ...judgeIdentity(call, context, identity),
        ...judgeEnvironment(call, context),
      ]
    : [[SCRIPT_FINDINGS.runbookWithoutManagedIdentity, {}]];
  // A guard or a branch may pass by the call.
  const isWrong = faults.some(([{ state }]) => state !== "unknown");
  return call.isConditional && isWrong
    ? [notJudged("one of its connections stands in a branch, and is not right")]
    : faults;
}

function notJudged(why: string): Fault {
  return [SCRIPT_FINDINGS.runbookNotJudged, { why }];
}

function judgeEnvironment({ environmentName }: ConnectCall, { expectation: { cloud } }: Context): readonly Fault[] {
  const needed = ExchangeCloud.of(cloud).exchangeEnvironment;
  const isRight = needed === undefined || environmentName?.toLowerCase() === needed.toLowerCase();
  return isRight || isComputed(environmentName ?? "")
    ? []
    : [[SCRIPT_FINDINGS.runbookEnvironment, { given: environmentName ?? "none", needed }]];
}

function judgeOrganization({ organization }: ConnectCall, { state: { domains } }: Context): readonly Fault[] {
  if (organization === undefined || organization === "") {
    return [[SCRIPT_FINDINGS.runbookWithoutOrganization, {}]];
  }
  if (isComputed(organization)) {
    return [notJudged("the organization is in a variable")];
  }
  if (domains.state === "unreadable") {
    const what = `whether ${organization} is the tenant's initial domain`;
    return [[SCRIPT_FINDINGS.runbookUnreadable, { what, reason: domains.reason, remedy: domains.remedy }]];
  }
  if (initialDomain(domains) === undefined) {
    return [notJudged(`whether ${organization} is the tenant's initial domain is not known`)];
  }
  const what = faultOfDomain(domains, organization);
  return what === undefined ? [] : [[SCRIPT_FINDINGS.runbookOrganization, { given: organization, what }]];
}

/* The identity that the call itself names has to have both: the permission and a role. */
function judgeIdentity(
  { accountId }: ConnectCall,
  context: Context,
  chosen: IdentityRights | undefined,
): readonly Fault[] {
  const { identities } = context.state;
  const words = { identity: chosen ? identityName(chosen) : "any identity of the host", given: accountId ?? "" };
  if (accountId === undefined) {
    const own = identities.find(({ kind, isOnHost }) => kind === "systemAssigned" && isOnHost);
    const faults = own ? judgeRights(own, context, chosen) : undefined;
    const isWrong = faults === undefined || faults.some(([{ state }]) => state === "wrong");
    return isWrong && chosen?.kind === "userAssigned"
      ? [[SCRIPT_FINDINGS.runbookWithoutClientId, { identity: chosen.name }]]
      : (faults ?? [[SCRIPT_FINDINGS.runbookWithoutClientId, { identity: "of the host" }]]);
  }
  if (isComputed(accountId)) {
    return [notJudged("the client id is in a variable")];
  }
  const given = accountId.toLowerCase();
  if (identities.some(({ principalId }) => principalId.toLowerCase() === given)) {
    return [[SCRIPT_FINDINGS.runbookPrincipalId, words]];
  }
  const named = identities.find(({ clientId, isOnHost }) => isOnHost && clientId?.toLowerCase() === given);
  if (named === undefined) {
    const unread = identities.find(({ clientIdUnread }) => clientIdUnread !== undefined)?.clientIdUnread;
    return unread
      ? [[SCRIPT_FINDINGS.runbookIdentityUnread, { reason: unread.reason, remedy: unread.remedy }]]
      : [[SCRIPT_FINDINGS.runbookOtherClientId, words]];
  }
  const faults = judgeRights(named, context, chosen);
  const isWrong = faults.some(([{ state }]) => state === "wrong");
  return isWrong && chosen !== undefined && chosen !== named ? [[SCRIPT_FINDINGS.runbookOtherClientId, words]] : faults;
}

function judgeRights(
  identity: IdentityRights,
  { state, expectation }: Context,
  chosen: IdentityRights | undefined,
): readonly Fault[] {
  const hasExchangeRoles = expectation.configuration?.hasExchangeRoles ?? false;
  // Who holds the permission is sometimes shown before what the identity holds.
  const isHolder = valueOr(state.holders, []).some(
    (holder) => isManageAsApp(holder) && holder.principalId.toLowerCase() === identity.principalId.toLowerCase(),
  );
  const permission = isHolder ? "has" : permissionState(identity);
  const role = roleState(identity, hasExchangeRoles);
  const isDisabled = identity.isEnabled.state === "read" && !identity.isEnabled.value;
  const lacks = [
    ...(permission === "lacks" ? ["Exchange.ManageAsApp"] : []),
    ...(role === "lacks" ? ["a role that Exchange Online accepts"] : []),
    ...(isDisabled ? ["a principal that may sign in"] : []),
  ];
  if (lacks.length > 0) {
    const words = { identity: identityName(identity), lacks: lacks.join(", nor ") };
    return [[SCRIPT_FINDINGS.runbookIdentityWithoutRights, words]];
  }
  const throughGroups =
    role === "unknown" && identity.roles.state === "read" ? identity.roles.value.throughGroups : undefined;
  const unread = [isHolder ? undefined : identity.permissions, identity.roles, identity.isEnabled, throughGroups].find(
    (reading) => reading?.state === "unreadable",
  );
  if (unread?.state === "unreadable") {
    return [[SCRIPT_FINDINGS.runbookIdentityUnread, { reason: unread.reason, remedy: unread.remedy }]];
  }
  // The role of the identity that is looked at has a step of its own.
  return role === "unknown" && identity !== chosen && !hasExchangeRoles
    ? [notJudged(`whether Exchange Online honours a role of ${identityName(identity)} is not known`)]
    : [];
}

/* What only the running job knows. */
function isComputed(value: string): boolean {
  return /[$()]/.test(value);
}
