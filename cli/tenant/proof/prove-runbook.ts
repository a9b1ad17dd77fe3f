import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { StepFinding } from "../findings/finding";
import { TEST_FINDINGS } from "../findings/test-findings";
import { AUTOMATION_VERSION, groupOf, lastPart, readerOn } from "../reading/azure-id";
import type { HostState } from "../reading/host";
import { entriesOf, fields, fieldsWith, maybeText, type Reading, type Unreadable } from "../reading/reading";
import { followJob } from "./follow-job";
import type { PlannedTest } from "./planned-test";
import { publish, removeRunbook, temporaryRunbook } from "./temporary-runbook";
import { NoOutcome, type Outcome, readingOf, type Trial } from "./trial";
import { tryUntilHonoured } from "./try-until-honoured";

const ABSENT = { state: "absent" } as const;

/** Starts the runbook of a plan and follows its jobs. What it makes is removed again. */
export async function proveRunbook(
  trial: Trial,
  account: HostState,
  plan: PlannedTest,
): Promise<readonly StepFinding[]> {
  const found: StepFinding[] = [];
  if (!plan.isTemporary) {
    return [await prove(trial, account, plan)];
  }
  const runbook = temporaryRunbook(trial, account, plan);
  const refused = await trial.writer.createRunbook(account.id, runbook);
  if (refused?.isCertain) {
    return [refusedFinding(trial, plan.what, refused)];
  }
  try {
    const why = refused ?? (await publish(trial, account, runbook));
    found.push(
      trial.interrupted.aborted
        ? trial.findings.of(TEST_FINDINGS.testInterrupted, {
            what: `${plan.what} was not started`,
            where: "run the test again",
          })
        : why
          ? refusedFinding(trial, plan.what, why)
          : await prove(trial, account, plan),
    );
  } finally {
    found.push(...(await removeRunbook(trial, account, plan.runbook)));
  }
  return found;
}

function refusedFinding({ findings }: Trial, what: string, { reason, remedy }: Unreadable): StepFinding {
  return findings.of(TEST_FINDINGS.testRefused, { what, reason, remedy });
}

async function prove(trial: Trial, account: HostState, plan: PlannedTest): Promise<StepFinding> {
  const running = plan.isTemporary ? ABSENT : await runningJob(trial, account, plan.runbook);
  if (running.state === "unreadable") {
    return refusedFinding(trial, plan.what, running);
  }
  if (running.state === "read") {
    return trial.findings.of(TEST_FINDINGS.testRunning, { runbook: plan.runbook, job: running.value });
  }
  const where = `look at the jobs of ${plan.runbook} in the portal`;
  return tryUntilHonoured(trial, {
    what: plan.what,
    where,
    isOwn: plan.isOwn,
    once: () => runOnce(trial, account, plan),
  });
}

async function runOnce(trial: Trial, account: HostState, plan: PlannedTest): Promise<Outcome> {
  const name = randomUUID();
  const { findings, writer, reader, interrupted } = trial;
  const { what } = plan;
  if (interrupted.aborted) {
    const where = "run the test again";
    throw new NoOutcome(findings.of(TEST_FINDINGS.testInterrupted, { what: `${what} was not started`, where }));
  }
  const where = `look at the job ${name} in the portal: ${account.name}, Jobs`;
  const refused = await writer.startJob(account.id, name, plan.runbook, plan.parameters);
  if (refused && !refused.isCertain) {
    // It may run all the same: Azure knows.
    const path = `${account.id}/jobs/${name}?api-version=${AUTOMATION_VERSION}`;
    const job = await readingOf(trial, () =>
      reader.get("resourceManager", { path, right: readerOn(groupOf(account.id)) }),
    );
    if (job.state === "unreadable") {
      throw new NoOutcome(findings.of(TEST_FINDINGS.testUnfollowed, { what, where, reason: refused.reason }));
    }
    if (job.state === "absent") {
      throw new NoOutcome(refusedFinding(trial, what, refused));
    }
  } else if (refused) {
    throw new NoOutcome(refusedFinding(trial, what, refused));
  }
  let hasEnded = false;
  try {
    const outcome = await followJob(trial, { accountId: account.id, name, what, where });
    hasEnded = true;
    return outcome;
  } finally {
    // What the test made itself does not run on without it.
    if (plan.isTemporary && !hasEnded) {
      await writer.stopJob(account.id, name);
    }
  }
}

const jobAnswer = fieldsWith({
  name: z.string(),
  id: maybeText,
  properties: fields({ status: maybeText, runbook: fields({ name: maybeText }) }),
});

/* A job of the runbook that has not ended. */
async function runningJob({ reader }: Trial, account: HostState, runbook: string): Promise<Reading<string>> {
  const filter = encodeURIComponent(`properties/runbook/name eq '${runbook.replace(/'/g, "''")}'`);
  const listed = await reader.list(
    "resourceManager",
    {
      path: `${account.id}/jobs?api-version=${AUTOMATION_VERSION}&$filter=${filter}`,
      right: readerOn(groupOf(account.id)),
    },
    // The newest come first; an older one has ended.
    { pages: 1 },
  );
  const jobs = entriesOf(listed, jobAnswer, "the jobs");
  if (jobs.state !== "read") {
    return jobs.state === "unreadable" ? jobs : ABSENT;
  }
  const running = jobs.value.find(
    ({ properties }) =>
      properties.runbook.name?.toLowerCase() === runbook.toLowerCase() &&
      !/^(?:completed|failed|stopped|suspended|blocked|removed)$/i.test(properties.status ?? ""),
  );
  return running ? { state: "read", value: running.id === undefined ? running.name : lastPart(running.id) } : ABSENT;
}
