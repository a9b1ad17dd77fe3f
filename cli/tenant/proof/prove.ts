import { chooseIdentity } from "../diagnosis/check-identity";
import type { Expectation } from "../diagnosis/expectation";
import type { Report } from "../diagnosis/report";
import { type StepFinding, StepFindings } from "../findings/finding";
import { HOST_FINDINGS } from "../findings/host-findings";
import { TEST_FINDINGS } from "../findings/test-findings";
import type { HostState } from "../reading/host";
import type { ReadClient } from "../reading/read-client";
import { lastPart } from "../reading/azure-id";
import type { IdentityRights, TenantState } from "../reading/tenant";
import type { WriteClient } from "../reading/write-client";
import { type AskedTest, planTest } from "./planned-test";
import { newCommandName, proveMachine } from "./prove-machine";
import { proveRunbook } from "./prove-runbook";
import type { Pace, Trial } from "./trial";

/** What a test needs beside the state of the tenant. */
export interface ProofOptions extends AskedTest {
  readonly reader: ReadClient;
  readonly writer: WriteClient;
  /** The runbooks of the configuration that have no script. */
  readonly verifications: readonly string[];
  readonly minutes: number;
  readonly pace: Pace;
  readonly interrupted: AbortSignal;
  /** Reads the identities of the host again, with their rights. */
  readonly identitiesNow: () => Promise<readonly IdentityRights[]>;
  readonly show: (line: string) => void;
  /** Asks whether to do what a sentence says. */
  readonly confirm: (sentence: string) => Promise<boolean>;
}

/** The person did not want the test, or could not be asked. */
export class NotConfirmed extends Error {}

/**
 * Starts the verification of a set-up, follows it, and says what happened. Nothing is started before it was said.
 *
 * @throws NotConfirmed
 */
export async function prove(
  stack: string,
  state: TenantState,
  expectation: Expectation,
  options: ProofOptions,
): Promise<Report> {
  const findings = new StepFindings(true);
  const report = (...found: readonly StepFinding[]): Report => ({ stack, host: expectation.host, findings: found });
  const { host } = state;
  if (host.state !== "read") {
    const words = { host: expectation.host };
    return report(
      host.state === "absent"
        ? findings.of(TEST_FINDINGS.testNoHost, words)
        : findings.of(HOST_FINDINGS.hostUnreadable, { ...words, reason: host.reason, remedy: host.remedy }),
    );
  }
  const trial: Trial = {
    ...options,
    state,
    expectation,
    findings,
    identity: chooseIdentity(state.identities, expectation.identity),
    identityNow: async () => chooseIdentity(await options.identitiesNow(), expectation.identity),
    // What a person thinks about is not the test's time: it begins when they agreed.
    deadline: Infinity,
  };
  return report(...(await proveHost(trial, host.value, options)));
}

/* Why the verification would connect with another identity than the configuration's; undefined if it would not. */
function otherIdentity({ identity, expectation: { identity: expected } }: Trial): string | undefined {
  if (expected === undefined) {
    return undefined;
  }
  if (identity?.isOnHost !== true) {
    return "the host does not carry it";
  }
  const isUnknown = identity.kind === "userAssigned" && identity.clientId === undefined;
  return isUnknown ? (identity.clientIdUnread?.reason ?? "its client id is not known") : undefined;
}

async function proveHost(trial: Trial, host: HostState, options: ProofOptions): Promise<readonly StepFinding[]> {
  const { expectation, findings } = trial;
  const reason = otherIdentity(trial);
  const other = findings.of(TEST_FINDINGS.testNoIdentity, {
    host: expectation.host,
    identity: lastPart(expectation.identity ?? ""),
    reason: reason ?? "",
  });
  const begun = (): Trial => ({ ...trial, deadline: Date.now() + options.minutes * 60_000 });
  if (host.kind.resource.takesRunCommands) {
    if (reason !== undefined) {
      return [other];
    }
    const name = newCommandName();
    await agree(
      options,
      `This runs the harmless verification on ${expectation.host}, by the run command ${name}, and removes it again.`,
    );
    return proveMachine(begun(), host, name);
  }
  const { runsRunbooks, word } = host.kind.resource;
  if (!runsRunbooks) {
    return [findings.notLookedAt("job", `nothing can be started in a ${word} from outside`, true)];
  }
  const plan = planTest(trial.state, expectation.host, findings, options, options.verifications);
  if ("step" in plan) {
    return [plan];
  }
  if (plan.isTemporary && reason !== undefined) {
    return [other];
  }
  await agree(
    options,
    plan.isTemporary
      ? `This publishes the harmless verification as the runbook ${plan.runbook} on ${expectation.host}, starts it, and removes it again.`
      : `This starts the runbook ${plan.runbook} on ${expectation.host}.`,
  );
  return proveRunbook(begun(), host, plan);
}

async function agree({ confirm, show }: ProofOptions, sentence: string): Promise<void> {
  show(sentence);
  if (!(await confirm(sentence))) {
    throw new NotConfirmed("Nothing was started. To do: answer yes, or give --yes where nobody can be asked");
  }
}
