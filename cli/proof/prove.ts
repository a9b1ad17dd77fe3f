import { chooseIdentity } from "../diagnosis/check-identity";
import type { Expectation } from "../diagnosis/expectation";
import type { Report } from "../diagnosis/report";
import { type Finding, Findings } from "../findings/finding";
import { HOST_FINDINGS } from "../findings/host-findings";
import type { HostState } from "../tenant/host";
import type { ReadClient } from "../tenant/read-client";
import type { TenantState } from "../tenant/tenant";
import type { WriteClient } from "../tenant/write-client";
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
  const findings = new Findings(true);
  const report = (...found: readonly Finding[]): Report => ({ stack, host: expectation.host, findings: found });
  const { host } = state;
  if (host.state !== "read") {
    const words = { host: expectation.host, create: "apply the configuration: terraform apply" };
    return report(
      host.state === "absent"
        ? findings.of(HOST_FINDINGS.hostMissing, words)
        : findings.of(HOST_FINDINGS.hostUnreadable, { ...words, reason: host.reason, remedy: host.remedy }),
    );
  }
  const trial: Trial = {
    ...options,
    state,
    expectation,
    findings,
    identity: chooseIdentity(state.identities, expectation.identity),
    deadline: Date.now() + options.minutes * 60_000,
  };
  return report(...(await proveHost(trial, host.value, options)));
}

async function proveHost(trial: Trial, host: HostState, options: ProofOptions): Promise<readonly Finding[]> {
  const { expectation, findings } = trial;
  if (host.type !== "automationAccount") {
    const name = newCommandName();
    const what = `the verification (run command ${name})`;
    await agree(
      options,
      `This runs the harmless verification on ${expectation.host}, by the run command ${name}, and removes it again.`,
    );
    return proveMachine(trial, host, name, what);
  }
  const plan = planTest(trial.state, expectation.host, findings, options, options.verifications);
  if ("step" in plan) {
    return [plan];
  }
  await agree(
    options,
    plan.isTemporary
      ? `This publishes the harmless verification as the runbook ${plan.runbook} on ${expectation.host}, starts it, and removes it again.`
      : `This starts the runbook ${plan.runbook} on ${expectation.host}.`,
  );
  return proveRunbook(trial, host, plan);
}

async function agree({ confirm, show }: ProofOptions, sentence: string): Promise<void> {
  show(sentence);
  if (!(await confirm(sentence))) {
    throw new NotConfirmed("Nothing was started. To do: answer yes, or give --yes where nobody can be asked");
  }
}
