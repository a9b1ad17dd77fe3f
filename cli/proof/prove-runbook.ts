import { randomUUID } from "node:crypto";
import * as z from "zod";
import { connectCommand } from "../diagnosis/connect-command";
import { exchangeModuleIn } from "../diagnosis/runtimes";
import type { Finding } from "../findings/finding";
import { TEST_FINDINGS } from "../findings/test-findings";
import { AUTOMATION_VERSION, groupOf, lastPart, readerOn } from "../tenant/azure-id";
import type { HostState } from "../tenant/host";
import { entriesOf, fields, fieldsWith, maybeText, valueOr } from "../tenant/reading";
import { followJob } from "./follow-job";
import type { PlannedTest } from "./planned-test";
import { NoOutcome, type Outcome, type Trial } from "./trial";
import { tryUntilHonoured } from "./try-until-honoured";
import { verificationScript } from "./verification-script";

/** Starts the runbook of a plan and follows its jobs. What it makes is removed again. */
export async function proveRunbook(trial: Trial, account: HostState, plan: PlannedTest): Promise<readonly Finding[]> {
  if (!plan.isTemporary) {
    return [await prove(trial, account, plan)];
  }
  const { findings, writer } = trial;
  const refused = await writer.createRunbook(account.id, {
    name: plan.runbook,
    location: account.location ?? "",
    ...runtimeOf(trial),
    script: verificationScript(connectCommand(trial, trial.identity)),
  });
  const found = refused
    ? findings.of(TEST_FINDINGS.testRefused, { what: plan.what, reason: refused.reason, remedy: refused.remedy })
    : await prove(trial, account, plan);
  const left = await writer.deleteRunbook(account.id, plan.runbook);
  const command = `az automation runbook delete --ids ${account.id}/runbooks/${plan.runbook} --yes`;
  return left
    ? [
        found,
        findings.of(TEST_FINDINGS.testLeftOver, { what: `the runbook ${plan.runbook}`, reason: left.reason, command }),
      ]
    : [found];
}

async function prove(trial: Trial, account: HostState, plan: PlannedTest): Promise<Finding> {
  const running = plan.isTemporary ? undefined : await runningJob(trial, account, plan.runbook);
  if (running !== undefined) {
    return trial.findings.of(TEST_FINDINGS.testRunning, { runbook: plan.runbook, job: running });
  }
  const where = `look at the jobs of ${plan.runbook} in the portal`;
  return tryUntilHonoured(trial, plan.what, where, () => runOnce(trial, account, plan));
}

async function runOnce(trial: Trial, account: HostState, plan: PlannedTest): Promise<Outcome> {
  const name = randomUUID();
  const { findings, writer } = trial;
  const refused = await writer.startJob(account.id, name, plan.runbook, plan.parameters);
  if (refused) {
    const { reason, remedy } = refused;
    throw new NoOutcome(findings.of(TEST_FINDINGS.testRefused, { what: plan.what, reason, remedy }));
  }
  const where = `look at the job ${name} in the portal: ${account.name}, Jobs`;
  try {
    return await followJob(trial, { accountId: account.id, name, what: plan.what, where });
  } finally {
    // What the test made itself does not run on without it.
    if (plan.isTemporary && trial.interrupted.aborted) {
      await writer.stopJob(account.id, name);
    }
  }
}

const jobAnswer = fieldsWith({
  name: z.string(),
  id: maybeText,
  properties: fields({ status: maybeText, runbook: fields({ name: maybeText }) }),
});

/* A job of the runbook that has not ended, among the newest ones. */
async function runningJob({ reader }: Trial, account: HostState, runbook: string): Promise<string | undefined> {
  const filter = encodeURIComponent(`properties/runbook/name eq '${runbook.replace(/'/g, "''")}'`);
  const listed = await reader.list(
    "resourceManager",
    {
      path: `${account.id}/jobs?api-version=${AUTOMATION_VERSION}&$filter=${filter}`,
      right: readerOn(groupOf(account.id)),
    },
    { pages: 1 },
  );
  const running = valueOr(entriesOf(listed, jobAnswer, "the jobs"), []).find(
    ({ properties }) =>
      properties.runbook.name?.toLowerCase() === runbook.toLowerCase() &&
      /^(?:new|activating|queued|starting|running|resuming|stopping|suspending)$/i.test(properties.status ?? ""),
  );
  return running && (running.id === undefined ? running.name : lastPart(running.id));
}

/* A runtime that has the module: the newest one that works. */
function runtimeOf({ state }: Trial): { readonly runbookType: string; readonly environment?: string } {
  const usable = state.runtimes.filter((runtime) =>
    /^succeeded$/i.test(exchangeModuleIn(runtime)?.provisioningState ?? ""),
  );
  const chosen = usable.find(({ version }) => version === "5.1") ?? usable[0];
  return {
    runbookType: chosen?.version === "7.2" ? "PowerShell72" : "PowerShell",
    environment: chosen?.environment,
  };
}
