import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { connectCommand } from "../diagnosis/connect-command";
import type { StepFinding } from "../findings/finding";
import { TEST_FINDINGS } from "../findings/test-findings";
import { groupOf, readerOn } from "../reading/azure-id";
import type { HostState } from "../reading/host";
import { fields, fieldsWith, maybeText } from "../reading/reading";
import { shownOutput } from "./shown-output";
import { isOver, NoOutcome, type Outcome, pause, readingOf, type Run, type Trial } from "./trial";
import { tryUntilHonoured } from "./try-until-honoured";
import { linuxVerificationScript, verificationScript } from "./verification-script";

const viewAnswer = fieldsWith({
  statuses: z.array(fields({ code: maybeText })),
  vmAgent: fields({ statuses: z.array(fields({ displayStatus: maybeText })).catch([]) }),
});
const commandAnswer = fieldsWith({
  properties: fields({
    provisioningState: maybeText,
    instanceView: fields({
      executionState: maybeText,
      executionMessage: maybeText,
      exitCode: z.number().optional().catch(undefined),
      output: maybeText,
      error: maybeText,
    }),
  }),
});

const LONGEST_LOOK = 10;
const MOST_LOOKS = 10;
/* A network may be away for some looks. */
const MOST_UNREAD = 5;

/** The name of a run command that a test makes. */
export function newCommandName(): string {
  return `Test-ExchangeConnection-${randomUUID().slice(0, 8)}`;
}

/** Runs the verification on a machine by run commands of its own, and removes them again. */
export async function proveMachine(trial: Trial, machine: HostState, name: string): Promise<readonly StepFinding[]> {
  const notReady = await checkReady(trial, machine);
  if (notReady) {
    return [notReady];
  }
  const connect = connectCommand(trial, trial.identity);
  const isWindows = machine.kind.operatingSystem === "Windows";
  const script = isWindows ? verificationScript(connect) : linuxVerificationScript(connect);
  const what = `the verification (run command ${name})`;
  const where = `look at the run command ${name} of the machine`;
  const made: string[] = [];
  const found: StepFinding[] = [];
  const once = async (): Promise<Outcome> => {
    // Each try is another command, so that its outcome is not the last one's.
    const own = made.length === 0 ? name : `${name}-${made.length + 1}`;
    made.push(own);
    await start(trial, machine, { own, what, script }, made);
    return followCommand(trial, machine, own, { what, where });
  };
  try {
    found.push(await tryUntilHonoured(trial, { what, where, isOwn: false, once }));
  } finally {
    for (const own of made) {
      found.push(...(await removeCommand(trial, machine, own)));
    }
  }
  return found;
}

async function start(
  { writer, findings, interrupted }: Trial,
  machine: HostState,
  { own, what, script }: { readonly own: string; readonly what: string; readonly script: string },
  made: string[],
): Promise<void> {
  if (interrupted.aborted) {
    made.pop();
    const where = "run the test again";
    throw new NoOutcome(findings.of(TEST_FINDINGS.testInterrupted, { what: `${what} was not started`, where }));
  }
  const refused = await writer.createRunCommand(machine.id, own, machine.location ?? "", script);
  if (refused) {
    if (refused.isCertain) {
      made.pop();
    }
    const { reason, remedy } = refused;
    throw new NoOutcome(findings.of(TEST_FINDINGS.testRefused, { what, reason, remedy }));
  }
}

/* Azure removes a run command while nobody waits: it is gone when it is not there any more. */
async function removeCommand(trial: Trial, { id }: HostState, name: string): Promise<StepFinding[]> {
  const { writer, reader, findings, pace } = trial;
  const refused = await writer.deleteRunCommand(id, name);
  let reason = refused?.reason;
  for (let look = 1; refused === undefined && look <= MOST_LOOKS; look++) {
    const read = await reader.get("resourceManager", callOf(id, name)).catch(() => undefined);
    if (read?.state === "absent") {
      return [];
    }
    reason = "Azure took the deletion, and still shows it";
    await sleep(pace.look * look);
  }
  const command = `az vm run-command delete --ids ${id}/runCommands/${name} --yes`;
  return [findings.of(TEST_FINDINGS.testLeftOver, { what: `the run command ${name}`, reason: reason ?? "", command })];
}

function callOf(machineId: string, name: string) {
  return {
    path: `${machineId}/runCommands/${name}?api-version=2023-03-01&$expand=instanceView`,
    right: readerOn(groupOf(machineId)),
  };
}

async function checkReady(
  { reader, findings, expectation }: Trial,
  { id }: HostState,
): Promise<StepFinding | undefined> {
  const view = await reader.get("resourceManager", {
    path: `${id}/instanceView?api-version=2024-03-01`,
    right: readerOn(groupOf(id)),
  });
  const read = view.state === "read" ? viewAnswer.safeParse(view.value) : undefined;
  if (!read?.success) {
    // What is not known may well be ready: the command itself shows it.
    return undefined;
  }
  const power = read.data.statuses.flatMap(({ code }) => /^PowerState\/(.+)$/i.exec(code ?? "")?.[1] ?? [])[0];
  const [agent] = read.data.vmAgent.statuses.map(({ displayStatus }) => displayStatus);
  const words = { host: expectation.host, id, power: power ?? "", agent: agent ?? "" };
  if (power !== undefined && power !== "running") {
    return findings.of(TEST_FINDINGS.testMachineStopped, words);
  }
  return agent !== undefined && !/^ready$/i.test(agent) ? findings.of(TEST_FINDINGS.testNoAgent, words) : undefined;
}

async function followCommand(trial: Trial, { id }: HostState, name: string, run: Run): Promise<Outcome> {
  const { reader, findings, show, pace, minutes, interrupted } = trial;
  let unread = 0;
  for (let looks = 1; ; looks++) {
    const read = await readingOf(trial, () => reader.get("resourceManager", callOf(id, name)));
    const answer = read.state === "read" ? commandAnswer.safeParse(read.value) : undefined;
    const outcome = answer?.success ? outcomeOf(answer.data.properties) : undefined;
    if (outcome) {
      outcome.output.forEach((line) => show(shownOutput(line)));
      return outcome;
    }
    unread = answer?.success ? 0 : unread + 1;
    if (unread > MOST_UNREAD) {
      const reason = read.state === "unreadable" ? read.reason : "Azure says that it is not there";
      throw new NoOutcome(findings.of(TEST_FINDINGS.testUnfollowed, { ...run, reason }));
    }
    if (!interrupted.aborted && isOver(trial)) {
      const last = "the run command has not ended";
      throw new NoOutcome(findings.of(TEST_FINDINGS.testTimedOut, { ...run, minutes: String(minutes), last }));
    }
    if (!(await pause(pace.look * Math.min(looks, LONGEST_LOOK), trial))) {
      throw new NoOutcome(findings.of(TEST_FINDINGS.testInterrupted, { ...run }));
    }
  }
}

/* How a run command ended; undefined while it goes on. */
function outcomeOf({
  provisioningState,
  instanceView,
}: z.infer<typeof commandAnswer>["properties"]): Outcome | undefined {
  const { executionState = "", exitCode, error = "", executionMessage = "", output = "" } = instanceView;
  const hasEnded = /^(?:succeeded|failed|timedout|canceled)$/i.test(executionState);
  if (!hasEnded && !/^failed$/i.test(provisioningState ?? "")) {
    return undefined;
  }
  // A script that failed at its last command may still be called succeeded.
  const hasSucceeded = /^succeeded$/i.test(executionState) && (exitCode ?? 0) === 0;
  return {
    ended: hasSucceeded ? "completed" : "failed",
    hasSucceeded,
    output: output.split(/\r?\n/).filter((line) => line.trim() !== ""),
    errors: [error, executionMessage].filter((text) => text !== ""),
  };
}
