import {
  ConnectCall,
  ExchangeCloud,
  ExchangeConnection,
  ManagedIdentity,
  TextRule,
} from "cdktf-exchange-managed-identity";
import { type Finding, finding, inOrder } from "../findings/finding";
import { SCRIPT_FINDINGS } from "../findings/script-findings";
import type { RunbookState } from "../tenant/automation-account";
import type { IdentityRights, TenantState } from "../tenant/tenant";
import type { Expectation } from "./expectation";
import { hasExchangeModule, retiredSince, runtimeName } from "./module";
import { faultOfDomain, initialDomain } from "./organization";

/** A runbook whose script connects to Exchange Online. */
export interface ConnectingRunbook {
  readonly runbook: RunbookState;
  readonly calls: ConnectCall[];
}

/** The runbooks that connect to Exchange Online. */
export function connectingRunbooks({ runbooks }: Pick<TenantState, "runbooks">): ConnectingRunbook[] {
  return (runbooks.state === "read" ? runbooks.value : []).flatMap((runbook) => {
    const calls = runbook.script.state === "read" ? ConnectCall.inScript(runbook.script.value) : [];
    return calls.length > 0 ? [{ runbook, calls }] : [];
  });
}

/** The runbooks that connect, and those that the configuration names. */
export function judgeRunbooks(
  state: TenantState,
  expectation: Expectation,
  identity: IdentityRights | undefined,
  today: string,
): Finding[] {
  const { runbooks } = state;
  if (runbooks.state === "unreadable") {
    return [finding(SCRIPT_FINDINGS.runbookUnreadable, { what: "the runbooks", reason: runbooks.reason })];
  }
  if (runbooks.state === "absent") {
    return [];
  }
  const named = (name: string) => runbooks.value.find((runbook) => runbook.name.toLowerCase() === name.toLowerCase());
  const expected = expectation.runbooks.flatMap((name) => {
    const runbook = named(name);
    return runbook?.isPublished
      ? []
      : [finding(runbook ? SCRIPT_FINDINGS.runbookNotPublished : SCRIPT_FINDINGS.runbookMissing, { runbook: name })];
  });
  const unreadable = runbooks.value.flatMap(({ name, script }) =>
    script.state === "unreadable"
      ? [finding(SCRIPT_FINDINGS.runbookUnreadable, { what: `the script of ${name}`, reason: script.reason })]
      : [],
  );
  const connecting = connectingRunbooks(state).flatMap(({ runbook, calls }) => {
    const command = connectCommand(state, expectation, identity);
    const findings = [
      ...calls.flatMap((call) => judgeCall(call, state, identity)),
      ...judgeRuntime(runbook, state, today),
    ].map(([kind, words]) => finding(kind, { runbook: runbook.name, command, ...words }));
    const isNew = (one: Finding, index: number) => findings.findIndex(({ seen }) => seen === one.seen) === index;
    return findings.length > 0
      ? findings.filter(isNew)
      : [inOrder("runbook", `${runbook.name} connects with the managed identity`)];
  });
  return [...expected, ...unreadable, ...connecting];
}

type Judgement = readonly [
  kind: (typeof SCRIPT_FINDINGS)[keyof typeof SCRIPT_FINDINGS],
  words: { readonly [name: string]: string },
];

function judgeCall(call: ConnectCall, state: TenantState, identity: IdentityRights | undefined): Judgement[] {
  if (call.isSplatted) {
    return [[SCRIPT_FINDINGS.runbookNotJudged, {}]];
  }
  if (!call.usesManagedIdentity) {
    return [[SCRIPT_FINDINGS.runbookWithoutManagedIdentity, {}]];
  }
  return [...judgeOrganization(call, state), ...judgeAccountId(call, state, identity)];
}

function judgeOrganization({ organization }: ConnectCall, { domains }: TenantState): Judgement[] {
  if (organization === undefined || organization === "") {
    return [[SCRIPT_FINDINGS.runbookWithoutOrganization, {}]];
  }
  if (isComputed(organization)) {
    return [[SCRIPT_FINDINGS.runbookNotJudged, {}]];
  }
  const what = faultOfDomain(domains, organization);
  return what === undefined ? [] : [[SCRIPT_FINDINGS.runbookOrganization, { given: organization, what }]];
}

function judgeAccountId(
  { accountId }: ConnectCall,
  { identities }: TenantState,
  identity: IdentityRights | undefined,
): Judgement[] {
  if (identity === undefined) {
    return [];
  }
  const words = { identity: identity.name, given: accountId ?? "" };
  if (accountId === undefined) {
    return identity.kind === "userAssigned" ? [[SCRIPT_FINDINGS.runbookWithoutClientId, words]] : [];
  }
  if (isComputed(accountId)) {
    return [[SCRIPT_FINDINGS.runbookNotJudged, {}]];
  }
  const given = accountId.toLowerCase();
  if (identities.some(({ principalId }) => principalId.toLowerCase() === given)) {
    return [[SCRIPT_FINDINGS.runbookPrincipalId, words]];
  }
  const isAnother = identities.some((other) => other !== identity && other.clientId?.toLowerCase() === given);
  // The client id of a system-assigned identity is not read: what is not known to be another's may be its own.
  const isOwn = identity.kind === "systemAssigned" ? !isAnother : identity.clientId?.toLowerCase() === given;
  return isOwn ? [] : [[SCRIPT_FINDINGS.runbookOtherClientId, words]];
}

function judgeRuntime({ version, environment }: RunbookState, { runtimes }: TenantState, today: string): Judgement[] {
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

function connectCommand(
  { domains }: TenantState,
  { organization, cloud }: Expectation,
  identity: IdentityRights | undefined,
): string {
  const known = ExchangeCloud.of(cloud);
  const domain = [initialDomain(domains), organization].find(
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
