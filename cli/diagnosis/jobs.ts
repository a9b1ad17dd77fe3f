import { type Finding, finding, inOrder } from "../findings/finding";
import { JOB_TEXTS } from "../findings/known-texts";
import { SCRIPT_FINDINGS } from "../findings/script-findings";
import type { TenantState } from "../tenant/tenant";
import { connectingRunbooks } from "./runbooks";

/** The last failed jobs: those with a known message, and those of runbooks that connect. */
export function judgeJobs(state: TenantState): Finding[] {
  const { jobs } = state;
  if (jobs.state === "unreadable") {
    return [finding(SCRIPT_FINDINGS.jobsUnreadable, { reason: jobs.reason })];
  }
  if (jobs.state === "absent") {
    return [];
  }
  const connecting = connectingRunbooks(state).map(({ runbook }) => runbook.name.toLowerCase());
  const findings = jobs.value.flatMap(({ runbook, startTime = "time unknown", errors }) => {
    const lines = errors.flatMap((error) => error.split(/\r?\n/)).filter((line) => line.trim() !== "");
    const whole = lines.join(" ");
    const known = JOB_TEXTS.find(({ pattern }) => pattern.test(whole));
    const line = lines.find((candidate) => known?.pattern.test(candidate)) ?? lines[0] ?? "no message";
    const words = { runbook, time: startTime, error: shortened(line.trim()) };
    if (known) {
      return [finding(SCRIPT_FINDINGS.jobFailed, { ...words, cause: known.cause, fix: known.fix })];
    }
    return connecting.includes(runbook.toLowerCase()) ? [finding(SCRIPT_FINDINGS.jobFailedOtherwise, words)] : [];
  });
  return findings.length > 0
    ? findings
    : [inOrder("job", "no runbook's last job failed for a reason that is known here")];
}

function shortened(line: string): string {
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
