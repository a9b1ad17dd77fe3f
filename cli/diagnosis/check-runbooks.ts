import {
  type ConnectCall,
  ExchangeCloud,
  ExchangeConnection,
  ManagedIdentity,
  TextRule,
} from "cdktf-exchange-managed-identity";
import type { Finding } from "../findings/finding";
import { SCRIPT_FINDINGS } from "../findings/script-findings";
import type { RunbookState } from "../tenant/automation-account";
import { valueOr } from "../tenant/reading";
import type { IdentityRights, TenantState } from "../tenant/tenant";
import { faultOfDomain, initialDomain } from "./check-organization";
import { connectingRunbooks } from "./connecting-runbooks";
import { type Context, dayOf } from "./context";
import type { Expectation } from "./expectation";
import { hasPermission } from "./rights";
import { hasExchangeModule, retiredSince, runtimeName } from "./runtimes";

/** The runbooks that connect, and those that the configuration names. */
export function checkRunbooks(context: Context, identity: IdentityRights | undefined): readonly Finding[] {
  const { state, expectation, findings } = context;
  const { runbooks } = state;
  if (runbooks.state === "unreadable") {
    return [findings.of(SCRIPT_FINDINGS.runbookUnreadable, { what: "the runbooks", reason: runbooks.reason })];
  }
  const all = valueOr(runbooks, []);
  const expected = (expectation.configuration?.runbooks ?? []).flatMap((name) => {
    const runbook = all.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
    return runbook?.isPublished
      ? []
      : [
          findings.of(runbook ? SCRIPT_FINDINGS.runbookNotPublished : SCRIPT_FINDINGS.runbookMissing, {
            runbook: name,
          }),
        ];
  });
  const unreadable = all.flatMap(({ name, script }) =>
    script.state === "unreadable"
      ? [findings.of(SCRIPT_FINDINGS.runbookUnreadable, { what: `the script of ${name}`, reason: script.reason })]
      : [],
  );
  const command = connectCommand(context, identity);
  const connecting = connectingRunbooks(state).flatMap(({ runbook, calls }) => {
    const faults = [
      ...(calls?.flatMap((call) => checkCall(call, context, identity)) ?? [tooDeep(runbook)]),
      ...checkRuntime(runbook, state, dayOf(context)),
    ].map(([kind, words]) => findings.of(kind, { runbook: runbook.name, command, ...words }));
    const isNew = (one: Finding, index: number) => faults.findIndex(({ seen }) => seen === one.seen) === index;
    return faults.length > 0
      ? faults.filter(isNew)
      : [findings.inOrder("runbook", `${runbook.name} connects with the managed identity`)];
  });
  return [...expected, ...unreadable, ...connecting];
}

type Fault = readonly [
  kind: (typeof SCRIPT_FINDINGS)[keyof typeof SCRIPT_FINDINGS],
  words: { readonly [name: string]: string },
];

function tooDeep({ name }: RunbookState): Fault {
  const words = { what: `the script of ${name}`, reason: "its brackets are nested too deeply" };
  return [SCRIPT_FINDINGS.runbookUnreadable, words];
}

function checkCall(
  call: ConnectCall,
  { state, expectation }: Context,
  identity: IdentityRights | undefined,
): readonly Fault[] {
  if (call.isSplatted) {
    return [[SCRIPT_FINDINGS.runbookNotJudged, {}]];
  }
  if (!call.usesManagedIdentity) {
    return call.usesCertificateOrToken
      ? [[SCRIPT_FINDINGS.runbookWithCertificate, {}]]
      : [[SCRIPT_FINDINGS.runbookWithoutManagedIdentity, {}]];
  }
  return [
    ...checkOrganization(call, state),
    ...checkAccountId(call, state, identity),
    ...checkEnvironment(call, expectation),
  ];
}

function checkEnvironment({ environmentName }: ConnectCall, { cloud }: Expectation): readonly Fault[] {
  const needed = ExchangeCloud.of(cloud).exchangeEnvironment;
  const isRight = needed === undefined || environmentName?.toLowerCase() === needed.toLowerCase();
  return isRight || isComputed(environmentName ?? "")
    ? []
    : [[SCRIPT_FINDINGS.runbookEnvironment, { given: environmentName ?? "none", needed }]];
}

function checkOrganization({ organization }: ConnectCall, { domains }: TenantState): Fault[] {
  if (organization === undefined || organization === "") {
    return [[SCRIPT_FINDINGS.runbookWithoutOrganization, {}]];
  }
  if (isComputed(organization)) {
    return [[SCRIPT_FINDINGS.runbookNotJudged, {}]];
  }
  const what = faultOfDomain(domains, organization);
  return what === undefined ? [] : [[SCRIPT_FINDINGS.runbookOrganization, { given: organization, what }]];
}

function checkAccountId(
  { accountId }: ConnectCall,
  { identities }: TenantState,
  identity: IdentityRights | undefined,
): Fault[] {
  if (identity === undefined) {
    return [];
  }
  const words = { identity: identity.name, given: accountId ?? "" };
  // Two identities on one host, each with its own runbooks: that is no fault where the other one has the permission: its rights may come from Exchange Online.
  const isInOrder = (other: IdentityRights | undefined) =>
    other?.isOnHost === true && (hasPermission(other) || other.permissions.state === "unreadable");
  if (accountId === undefined) {
    const isOwn =
      identity.kind === "systemAssigned" || isInOrder(identities.find(({ kind }) => kind === "systemAssigned"));
    return isOwn ? [] : [[SCRIPT_FINDINGS.runbookWithoutClientId, words]];
  }
  if (isComputed(accountId)) {
    return [[SCRIPT_FINDINGS.runbookNotJudged, {}]];
  }
  const given = accountId.toLowerCase();
  if (identities.some(({ principalId }) => principalId.toLowerCase() === given)) {
    return [[SCRIPT_FINDINGS.runbookPrincipalId, words]];
  }
  const other = identities.find((candidate) => candidate !== identity && candidate.clientId?.toLowerCase() === given);
  const isOwn = identity.clientId === undefined ? other === undefined : identity.clientId.toLowerCase() === given;
  return isOwn || isInOrder(other) ? [] : [[SCRIPT_FINDINGS.runbookOtherClientId, words]];
}

function checkRuntime({ version, environment }: RunbookState, { runtimes }: TenantState, today: string): Fault[] {
  if (version === undefined) {
    return [];
  }
  const words = { runtime: runtimeName({ version, environment }), version };
  const runtime = runtimes.find(
    (candidate) => candidate.version === version && candidate.environment?.toLowerCase() === environment?.toLowerCase(),
  );
  const retired = retiredSince(version, today);
  return [
    ...(runtime && hasExchangeModule(runtime) === false
      ? [[SCRIPT_FINDINGS.runbookWithoutModule, words] as const]
      : []),
    ...(retired === undefined ? [] : [[SCRIPT_FINDINGS.runbookRetired, { ...words, day: retired }] as const]),
  ];
}

/* What only the running job knows. */
function isComputed(value: string): boolean {
  return /[$()]/.test(value);
}

function connectCommand({ state, expectation }: Context, identity: IdentityRights | undefined): string {
  const known = ExchangeCloud.of(expectation.cloud);
  const domain = [initialDomain(state.domains), expectation.organization].find(
    (candidate) => candidate !== undefined && known.organizationRule.check(candidate) === undefined,
  );
  const clientId = identity?.kind === "userAssigned" ? identity.clientId : undefined;
  return new ExchangeConnection({
    organization: domain ?? `your-tenant.${known.domain}`,
    identity: ManagedIdentity.fromPrincipal({
      // The command does not name it.
      principalId: "00000000-0000-0000-0000-000000000000",
      clientId: clientId !== undefined && GUID.check(clientId) === undefined ? clientId : undefined,
    }),
    cloud: known,
  }).command;
}

const GUID = TextRule.guid("");
