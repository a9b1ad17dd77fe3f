import type { StepFinding } from "../findings/finding";
import { type FoundText, knownTextIn } from "../findings/known-texts";
import { shownText } from "../findings/shown-text";
import { TEST_FINDINGS } from "../findings/test-findings";
import { isOver, NoOutcome, type Outcome, pause, type Run, type Trial } from "./trial";
import { reasonToWait } from "./young-rights";

/* An accepted domain, as the verification lists them. */
const DOMAIN = /[\p{L}\p{N}-]+\.[\p{L}\p{N}.-]*\p{L}/u;

/** What is tried, and how. */
export interface Tried extends Run {
  /** Whether a person's own script runs, which need not list the accepted domains. */
  readonly isOwn: boolean;
  /** Runs it once. */
  readonly once: () => Promise<Outcome>;
}

/**
 * Runs something that connects until it does, fails for another reason than a permission or a role that is too young, or the
 * time is over.
 */
export async function tryUntilHonoured(trial: Trial, tried: Tried): Promise<StepFinding> {
  const { findings, show, pace, minutes, interrupted } = trial;
  const { what, where } = tried;
  for (;;) {
    let outcome: Outcome;
    try {
      outcome = await tried.once();
    } catch (error) {
      if (error instanceof NoOutcome) {
        return error.finding;
      }
      throw error;
    }
    const lines = outcome.errors.flatMap((text) => text.split(/\r?\n/)).filter((line) => line.trim() !== "");
    // PowerShell breaks long errors where its window ends.
    const unbroken = outcome.errors.map((text) => text.replace(/\s*\r?\n\s*(?:\|\s*)?/g, " "));
    const found = knownTextIn([...lines, ...unbroken], true, () => false);
    if (outcome.hasSucceeded && found === undefined) {
      return succeeded(trial, tried, outcome, lines[0]);
    }
    const since = found?.known.mayBeYoung ? reasonToWait(await trial.identityNow()) : undefined;
    if (since === undefined) {
      return failed(trial, tried, outcome, found, lines[0]);
    }
    const error = shownText(found?.line ?? "");
    show(`Exchange Online answers: ${error}. ${since}. It may take an hour until that is honoured; trying again.`);
    if (!(await pause(pace.tryAgain, trial)) || interrupted.aborted) {
      return findings.of(TEST_FINDINGS.testInterrupted, { what, where });
    }
    if (isOver(trial)) {
      const last = shownText(lines[0] ?? "no message");
      return findings.of(TEST_FINDINGS.testTimedOut, { what, where, minutes: String(minutes), last });
    }
  }
}

/* A run that completed is no connection by itself: it has to show one. */
function succeeded(
  { findings }: Trial,
  { what, where, isOwn }: Tried,
  { output }: Outcome,
  error?: string,
): StepFinding {
  if (isOwn) {
    return error === undefined
      ? findings.inOrder("job", `${what} completed without an error`)
      : findings.of(TEST_FINDINGS.testOwnErrors, { what, where, error: shownText(error) });
  }
  return output.some((line) => DOMAIN.test(line))
    ? findings.inOrder("job", `${what} connected to Exchange Online`)
    : findings.of(TEST_FINDINGS.testWithoutProof, { what, where });
}

function failed(
  { findings }: Trial,
  { what, where }: Run,
  { ended }: Outcome,
  found: FoundText | undefined,
  first = "no message",
): StepFinding {
  const words = { what, ended, where, error: shownText(found?.line ?? first) };
  return found
    ? findings.of(TEST_FINDINGS.testFailed, { ...words, cause: found.known.cause, fix: found.known.fix })
    : findings.of(TEST_FINDINGS.testFailedOtherwise, words);
}
