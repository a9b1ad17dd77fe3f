import { permissionOf } from "../diagnosis/rights";
import type { Finding } from "../findings/finding";
import { type FoundText, knownTextIn } from "../findings/known-texts";
import { shownText } from "../findings/shown-text";
import { TEST_FINDINGS } from "../findings/test-findings";
import { isOver, NoOutcome, type Outcome, pause, type Trial } from "./trial";

const ONE_HOUR = 3_600_000;

/**
 * Runs the verification until it connects, fails for another reason than a permission or a role that is too young, or the
 * time is over.
 *
 * @param what what runs, in words
 * @param where how a person looks at it
 * @param run runs it once
 */
export async function tryUntilHonoured(
  trial: Trial,
  what: string,
  where: string,
  run: () => Promise<Outcome>,
): Promise<Finding> {
  const { findings, show, pace, minutes, interrupted } = trial;
  for (;;) {
    let outcome: Outcome;
    try {
      outcome = await run();
    } catch (error) {
      if (error instanceof NoOutcome) {
        return error.finding;
      }
      throw error;
    }
    const lines = outcome.errors.flatMap((text) => text.split(/\r?\n/)).filter((line) => line.trim() !== "");
    const found = knownTextIn(lines, true, () => false);
    if (outcome.hasSucceeded && found === undefined) {
      return findings.inOrder("job", `${what} connected to Exchange Online`);
    }
    const since = found?.known.mayBeYoung ? youngSince(trial) : undefined;
    if (since === undefined) {
      return failed(trial, what, where, outcome, found, lines[0]);
    }
    const error = shownText(found?.line ?? "");
    show(`Exchange Online answers: ${error}. ${since}. It may take an hour until that is honoured; trying again.`);
    if (!(await pause(pace.tryAgain, trial))) {
      return interruptedFinding(trial, what, where);
    }
    if (isOver(trial)) {
      const last = shownText(lines[0] ?? "no message");
      return findings.of(TEST_FINDINGS.testTimedOut, { what, minutes: String(minutes), last });
    }
    if (interrupted.aborted) {
      return interruptedFinding(trial, what, where);
    }
  }
}

/** That the test was interrupted. */
function interruptedFinding({ findings }: Trial, what: string, where: string): Finding {
  return findings.of(TEST_FINDINGS.testInterrupted, { what, where });
}

function failed(
  { findings }: Trial,
  what: string,
  where: string,
  { ended }: Outcome,
  found: FoundText | undefined,
  first = "no message",
): Finding {
  const words = { what, ended, where, error: shownText(found?.line ?? first) };
  return found
    ? findings.of(TEST_FINDINGS.testFailed, { ...words, cause: found.known.cause, fix: found.known.fix })
    : findings.of(TEST_FINDINGS.testFailedOtherwise, words);
}

/* Since when the rights of the identity are there, in words, if that is less than an hour. */
function youngSince({ identity }: Trial): string | undefined {
  if (identity === undefined) {
    return undefined;
  }
  const rights = [
    ["Exchange.ManageAsApp", permissionOf(identity)?.createdDateTime],
    ["the newest role", identity.newestRoleChange],
  ] as const;
  const young = rights.flatMap(([name, time]) => {
    const at = Date.parse(time ?? "");
    return Number.isNaN(at) || Date.now() - at >= ONE_HOUR
      ? []
      : [`${name} is there since ${new Date(at).toISOString().slice(11, 16)} UTC`];
  });
  return young.length === 0 ? undefined : young.join(", ");
}
