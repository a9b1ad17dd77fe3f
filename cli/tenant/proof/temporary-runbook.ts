import { connectCommand } from "../diagnosis/connect-command";
import { exchangeModuleIn } from "../diagnosis/runtimes";
import type { StepFinding } from "../findings/finding";
import { TEST_FINDINGS } from "../findings/test-findings";
import { AUTOMATION_VERSION, groupOf, readerOn } from "../reading/azure-id";
import type { HostState } from "../reading/host";
import { fields, fieldsWith, maybeText, type Unreadable, unreadable } from "../reading/reading";
import type { TemporaryRunbook } from "../reading/write-client";
import type { PlannedTest } from "./planned-test";
import { pause, readingOf, type Trial } from "./trial";
import { verificationScript } from "./verification-script";

const MOST_LOOKS = 10;

const runbookAnswer = fieldsWith({ properties: fields({ state: maybeText }) });

/** The verification as a runbook of the test's own. */
export function temporaryRunbook(trial: Trial, account: HostState, { runbook }: PlannedTest): TemporaryRunbook {
  return {
    name: runbook,
    location: account.location ?? "",
    ...runtimeOf(trial),
    script: verificationScript(connectCommand(trial, trial.identity)),
  };
}

/**
 * Writes the script of a runbook and publishes it. Azure does both while nobody waits: this ends when both have arrived.
 * Returns why not, if so.
 */
export async function publish(
  trial: Trial,
  { id }: HostState,
  runbook: TemporaryRunbook,
): Promise<Unreadable | undefined> {
  const { writer, reader, interrupted } = trial;
  const call = (path: string) => ({
    path: `${id}/runbooks/${runbook.name}${path}?api-version=${AUTOMATION_VERSION}`,
    right: readerOn(groupOf(id)),
  });
  const hasDraft = async () => {
    const draft = await readingOf(trial, () => reader.text("resourceManager", call("/draft/content")));
    return draft.state === "read" && draft.value.trim() === runbook.script.trim();
  };
  const isPublished = async () => {
    const read = await readingOf(trial, () => reader.get("resourceManager", call("")));
    const answer = read.state === "read" ? runbookAnswer.safeParse(read.value) : undefined;
    return answer?.success === true && /^published$/i.test(answer.data.properties.state ?? "");
  };
  const steps = [
    { write: () => writer.writeDraft(id, runbook), hasArrived: hasDraft },
    { write: () => writer.publishRunbook(id, runbook), hasArrived: isPublished },
  ];
  for (const { write, hasArrived } of steps) {
    const refused = interrupted.aborted ? undefined : await write();
    if (refused || interrupted.aborted) {
      return refused;
    }
    if (!(await arrives(trial, hasArrived))) {
      return unreadable("server", "Azure took the script of the runbook, and does not show it");
    }
  }
  return undefined;
}

/* Looks some times; less if the test is interrupted. */
async function arrives(trial: Trial, hasArrived: () => Promise<boolean>): Promise<boolean> {
  for (let look = 1; look <= MOST_LOOKS; look++) {
    if (await hasArrived()) {
      return true;
    }
    if (!(await pause(trial.pace.look * look, trial))) {
      return true;
    }
  }
  return false;
}

/** Removes the runbook again; what stays is named with the command that removes it. */
export async function removeRunbook(
  { writer, findings }: Trial,
  { id }: HostState,
  name: string,
): Promise<StepFinding[]> {
  const left = await writer.deleteRunbook(id, name);
  const command = `az automation runbook delete --ids ${id}/runbooks/${name} --yes`;
  return left
    ? [findings.of(TEST_FINDINGS.testLeftOver, { what: `the runbook ${name}`, reason: left.reason, command })]
    : [];
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
