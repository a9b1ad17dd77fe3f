import * as z from "zod";
import { groupOf, readerOn } from "./azure-id";
import type { ReadClient } from "./read-client";
import { fields, mapReading, maybeText, type Reading } from "./reading";

/** A managed run command of a virtual machine, and how it ended. */
export interface RunCommandState {
  readonly name: string;
  /** `Succeeded`, `Failed`, `Running`, … */
  readonly executionState: string;
  readonly error?: string;
  /** When it ended, as Azure writes it. */
  readonly endTime?: string;
}

const commandAnswer = fields({
  name: maybeText,
  properties: fields({
    provisioningState: maybeText,
    instanceView: fields({
      executionState: maybeText,
      error: maybeText,
      executionMessage: maybeText,
      endTime: maybeText,
    }),
  }),
});

/** Reads the run commands of a machine: all that Azure shows of what was installed in it. */
export async function runCommands(client: ReadClient, machineId: string): Promise<Reading<RunCommandState[]>> {
  const listed = await client.list("resourceManager", {
    path: `${machineId}/runCommands?api-version=2023-03-01&$expand=instanceView`,
    right: readerOn(groupOf(machineId)),
  });
  return mapReading(listed, (values) =>
    z
      .array(commandAnswer)
      .parse(values)
      .map(({ name = "", properties: { provisioningState, instanceView } }) => ({
        name,
        executionState: instanceView.executionState ?? provisioningState ?? "unknown",
        error: instanceView.error || instanceView.executionMessage,
        endTime: instanceView.endTime,
      })),
  );
}
