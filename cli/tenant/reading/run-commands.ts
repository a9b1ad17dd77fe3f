import * as z from "zod";
import { groupOf, readerOn } from "./azure-id";
import type { ReadClient } from "./read-client";
import { entriesOf, fields, fieldsWith, maybeText, type Reading, type Unreadable } from "./reading";

/** A managed run command of a virtual machine, and how it ended. */
export interface RunCommandState {
  readonly name: string;
  /** `Succeeded`, `Failed`, `Running`, …; undefined where Azure does not say how it ran. */
  readonly executionState?: string;
  readonly error?: string;
  /** When it ended, as Azure writes it. */
  readonly endTime?: string;
  /** Why how it ended could not be read, if so. */
  readonly unread?: Unreadable;
}

const commandAnswer = fieldsWith({
  name: z.string(),
  properties: fields({
    provisioningState: maybeText,
    instanceView: fields({
      executionState: maybeText,
      error: maybeText,
      executionMessage: maybeText,
      endTime: maybeText,
      exitCode: z.number().optional().catch(undefined),
    }),
  }),
});

/** Reads the run commands of a machine: all that Azure shows of what was installed in it. */
export async function runCommands(client: ReadClient, machineId: string): Promise<Reading<RunCommandState[]>> {
  const right = readerOn(groupOf(machineId));
  const path = `${machineId}/runCommands`;
  const query = "?api-version=2023-03-01&$expand=instanceView";
  const listed = entriesOf(
    await client.list("resourceManager", { path: `${path}${query}`, right }),
    commandAnswer,
    "the run commands",
  );
  if (listed.state !== "read") {
    return listed;
  }
  const states = listed.value.map(async (entry): Promise<RunCommandState> => {
    const { name } = entry;
    // A list may leave out how a command ran.
    const one =
      entry.properties.instanceView.executionState === undefined
        ? await client.get("resourceManager", { path: `${path}/${encodeURIComponent(name)}${query}`, right })
        : undefined;
    const read = one?.state === "read" ? commandAnswer.safeParse(one.value) : undefined;
    const { provisioningState, instanceView } = read?.success ? read.data.properties : entry.properties;
    // That Azure set up the command well says nothing of how it ran; that it did not is the end of it.
    const setUp = /^(?:succeeded|updating)$/i.test(provisioningState ?? "succeeded") ? undefined : provisioningState;
    return {
      name,
      // A script that ended with another code than 0 failed, whatever it is called.
      executionState: instanceView.exitCode ? "Failed" : (instanceView.executionState ?? setUp),
      unread: one?.state === "unreadable" ? one : undefined,
      error: instanceView.error || instanceView.executionMessage,
      endTime: instanceView.endTime,
    };
  });
  return { state: "read", value: await Promise.all(states) };
}
