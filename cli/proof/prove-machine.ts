import { randomUUID } from "node:crypto";
import * as z from "zod";
import { connectCommand } from "../diagnosis/connect-command";
import type { Finding } from "../findings/finding";
import { oneLine } from "../findings/shown-text";
import { TEST_FINDINGS } from "../findings/test-findings";
import { groupOf, readerOn } from "../tenant/azure-id";
import type { HostState } from "../tenant/host";
import { fields, fieldsWith, maybeText } from "../tenant/reading";
import { isOver, NoOutcome, type Outcome, pause, readingOf, type Trial } from "./trial";
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
      output: maybeText,
      error: maybeText,
    }),
  }),
});

const LONGEST_LOOK = 10;

/** The name of a run command that a test makes. */
export function newCommandName(): string {
  return `Test-ExchangeConnection-${randomUUID().slice(0, 8)}`;
}

/** Runs the verification on a machine by a run command of its own, and removes it again. */
export async function proveMachine(
  trial: Trial,
  machine: HostState,
  name: string,
  what: string,
): Promise<readonly Finding[]> {
  const { findings, writer } = trial;
  const notReady = await checkReady(trial, machine);
  if (notReady) {
    return [notReady];
  }
  const connect = connectCommand(trial, trial.identity);
  const isWindows = machine.type === "windowsVirtualMachine";
  const script = isWindows ? verificationScript(connect) : linuxVerificationScript(connect);
  const where = `look at the run command ${name} of the machine`;
  const found = await tryUntilHonoured(trial, what, where, async () => {
    const refused = await writer.createRunCommand(machine.id, name, machine.location ?? "", script);
    if (refused) {
      const { reason, remedy } = refused;
      throw new NoOutcome(findings.of(TEST_FINDINGS.testRefused, { what, reason, remedy }));
    }
    const outcome = await followCommand(trial, machine, name, what, where);
    // The next try is another command, so that its outcome is not the last one's.
    await writer.deleteRunCommand(machine.id, name);
    return outcome;
  });
  const left = await writer.deleteRunCommand(machine.id, name);
  const command = `az vm run-command delete --ids ${machine.id}/runCommands/${name} --yes`;
  return left
    ? [
        found,
        findings.of(TEST_FINDINGS.testLeftOver, { what: `the run command ${name}`, reason: left.reason, command }),
      ]
    : [found];
}

async function checkReady({ reader, findings, expectation }: Trial, { id }: HostState): Promise<Finding | undefined> {
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

async function followCommand(
  trial: Trial,
  { id }: HostState,
  name: string,
  what: string,
  where: string,
): Promise<Outcome> {
  const { reader, findings, show, pace, minutes } = trial;
  for (let looks = 1; ; looks++) {
    const read = await readingOf(() =>
      reader.get("resourceManager", {
        path: `${id}/runCommands/${name}?api-version=2023-03-01&$expand=instanceView`,
        right: readerOn(groupOf(id)),
      }),
    );
    const answer = read.state === "read" ? commandAnswer.safeParse(read.value) : undefined;
    if (answer?.success) {
      const { provisioningState, instanceView } = answer.data.properties;
      const state = instanceView.executionState ?? (/^failed$/i.test(provisioningState ?? "") ? "Failed" : "");
      if (/^(?:succeeded|failed|timedout|canceled)$/i.test(state)) {
        const lines = (instanceView.output ?? "").split(/\r?\n/).filter((line) => line.trim() !== "");
        lines.forEach((line) => show(oneLine(line)));
        const errors = [instanceView.error, instanceView.executionMessage].filter(
          (text) => text !== undefined && text !== "",
        );
        const hasSucceeded = /^succeeded$/i.test(state);
        return {
          ended: hasSucceeded ? "completed" : "failed",
          hasSucceeded,
          errors: hasSucceeded ? [] : (errors as string[]),
        };
      }
    }
    if (isOver(trial)) {
      throw new NoOutcome(
        findings.of(TEST_FINDINGS.testTimedOut, {
          what,
          minutes: String(minutes),
          last: "the run command has not ended",
        }),
      );
    }
    if (!(await pause(pace.look * Math.min(looks, LONGEST_LOOK), trial))) {
      throw new NoOutcome(findings.of(TEST_FINDINGS.testInterrupted, { what, where }));
    }
  }
}
