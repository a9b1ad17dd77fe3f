import type { StepFinding } from "../findings/finding";
import { knownTextIn } from "../findings/known-texts";
import { SCRIPT_FINDINGS } from "../findings/script-findings";
import { shownText } from "../findings/shown-text";
import { hasFailed } from "../reading/job-answer";
import type { JobState } from "../reading/jobs";
import { valueOr } from "../reading/reading";
import { connectingRunbooks } from "./connecting-runbooks";
import type { Context } from "./context";

/* How a job ended, in words. */
const ENDS: { readonly [status: string]: string } = {
  failed: "failed",
  stopped: "was stopped",
  suspended: "was suspended",
  completed: "ended with errors",
};

/** The last jobs of runbooks that connect to Exchange Online, and those with a message that only Exchange's module gives. */
export function checkJobs(context: Context): readonly StepFinding[] {
  const { state, findings, expectation } = context;
  const { jobs, runbooks } = state;
  if (jobs.state === "unreadable") {
    return [findings.of(SCRIPT_FINDINGS.jobsUnreadable, { reason: jobs.reason, remedy: jobs.remedy })];
  }
  if (jobs.state === "absent") {
    return [];
  }
  const unread = valueOr(runbooks, []).flatMap(({ name, script }) =>
    script.state === "unreadable" ? [{ ...script, name: name.toLowerCase() }] : [],
  );
  const names = [
    ...connectingRunbooks(state).map(({ runbook }) => runbook.name),
    ...(expectation.configuration?.runbooks ?? []),
  ].map((name) => name.toLowerCase());
  const { newest, since } = jobs.value;
  const found = newest.flatMap((job) => checkJob(context, job, names.includes(job.runbook.toLowerCase())));
  // Which runbooks connect is not known, so that of their jobs nothing is said.
  const unjudged = [...(runbooks.state === "unreadable" ? [runbooks] : []), ...unread].slice(0, 1);
  if (unjudged.length > 0) {
    const [{ reason, remedy }] = unjudged;
    const words = { reason: `which runbooks connect is not known (${reason})`, remedy };
    return [...found, findings.of(SCRIPT_FINDINGS.jobsUnjudged, words)];
  }
  const back = since === undefined ? "" : `; jobs before ${since} were not looked at`;
  const seen = newest.some(({ runbook }) => names.includes(runbook.toLowerCase()))
    ? "the last job of no runbook that connects failed"
    : "no job of a runbook that connects is there";
  return found.length > 0 ? found : [findings.inOrder("job", `${seen}${back}`)];
}

function checkJob({ state, findings }: Context, job: JobState, concerns: boolean): readonly StepFinding[] {
  const { runbook, status, startTime = "time unknown", unread } = job;
  const lines = job.errors.flatMap((error) => error.split(/\r?\n/)).filter((line) => line.trim() !== "");
  const defined = connectingRunbooks(state).find(
    (connecting) => connecting.runbook.name.toLowerCase() === runbook.toLowerCase(),
  )?.defines;
  const text = knownTextIn(lines, concerns, (command) => defined?.(command) ?? false);
  const ended = ENDS[status.toLowerCase()] ?? status;
  const words = { runbook, ended, time: startTime, error: shownText(text?.line ?? lines[0] ?? "no message") };
  if (text) {
    const { cause, fix } = text.known;
    return [findings.of(SCRIPT_FINDINGS.jobFailed, { ...words, cause, fix })];
  }
  const errors = unread
    ? [findings.of(SCRIPT_FINDINGS.jobErrorsUnreadable, { runbook, reason: unread.reason, remedy: unread.remedy })]
    : [];
  return concerns
    ? [...(hasFailed(status) ? [findings.of(SCRIPT_FINDINGS.jobFailedOtherwise, words)] : []), ...errors]
    : [];
}
