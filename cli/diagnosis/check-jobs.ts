import type { Finding } from "../findings/finding";
import { JOB_TEXTS } from "../findings/known-texts";
import { errorText } from "../findings/safe-text";
import { SCRIPT_FINDINGS } from "../findings/script-findings";
import { valueOr } from "../tenant/reading";
import { connectingRunbooks } from "./connecting-runbooks";
import type { Context } from "./context";

/** The last failed jobs: those of runbooks that connect, and those with a message that only Exchange's module gives. */
export function checkJobs({ state, findings }: Context): readonly Finding[] {
  const { jobs, runbooks } = state;
  if (jobs.state === "unreadable") {
    return [findings.of(SCRIPT_FINDINGS.jobsUnreadable, { reason: jobs.reason })];
  }
  if (jobs.state === "absent") {
    return [];
  }
  const unread = valueOr(runbooks, []).filter(({ script }) => script.state === "unreadable");
  const connecting = [...connectingRunbooks(state).map(({ runbook }) => runbook), ...unread];
  const concerns = (name: string) =>
    runbooks.state === "unreadable" || connecting.some((runbook) => runbook.name.toLowerCase() === name.toLowerCase());
  const found = jobs.value.failed.flatMap(({ runbook, startTime = "time unknown", errors }) => {
    const lines = errors.flatMap((error) => error.split(/\r?\n/)).filter((line) => line.trim() !== "");
    const whole = lines.join(" ");
    const known = JOB_TEXTS.find(
      ({ pattern, isExchanges }) => (isExchanges || concerns(runbook)) && pattern.test(whole),
    );
    const line = lines.find((candidate) => known?.pattern.test(candidate)) ?? lines[0] ?? "no message";
    const words = { runbook, time: startTime, error: errorText(line) };
    if (known) {
      return [findings.of(SCRIPT_FINDINGS.jobFailed, { ...words, cause: known.cause, fix: known.fix })];
    }
    return concerns(runbook) ? [findings.of(SCRIPT_FINDINGS.jobFailedOtherwise, words)] : [];
  });
  const since = jobs.value.since === undefined ? "" : ` (jobs since ${jobs.value.since})`;
  return found.length > 0 ? found : [findings.inOrder("job", `no failed job of a runbook that connects${since}`)];
}
