import * as z from "zod";
import { lastPart } from "./azure-id";
import { fields, fieldsWith, maybeText } from "./reading";

/** A job, as Azure answers. */
export const jobAnswer = fieldsWith({
  id: maybeText,
  name: z.string(),
  properties: fieldsWith({
    status: z.string(),
    creationTime: maybeText,
    startTime: maybeText,
    exception: maybeText,
    // A runbook that was deleted has no name.
    runbook: fields({ name: maybeText }),
  }),
});
export type Job = z.infer<typeof jobAnswer>;

/** Whether a job ended without doing its work: Azure stops one that runs for too long, and suspends one that it evicts. */
export function hasFailed(status = ""): boolean {
  return /^(?:failed|stopped|suspended)$/i.test(status);
}

/** Whether an entry of the list is a job that has ended. */
export function hasEnded(entry: unknown): boolean {
  const { data } = jobAnswer.safeParse(entry);
  const { status = "" } = data?.properties ?? {};
  return /^completed$/i.test(status) || hasFailed(status);
}

/** What Azure's addresses have: a job's name is not always its `jobId`. */
export function idOf({ id, name }: Job): string {
  return id === undefined ? name : lastPart(id);
}

/** Whether a job is one of a runbook. */
export function isOf({ properties }: Job, runbook: string): boolean {
  return properties.runbook.name?.toLowerCase() === runbook.toLowerCase();
}

/** Jobs by their time, which comes with offsets. */
export function newestFirst(jobs: readonly Job[]): Job[] {
  const time = ({ properties }: Job) => Date.parse(properties.creationTime ?? "") || 0;
  return [...jobs].sort((one, other) => time(other) - time(one));
}

/** The newest finished job of each runbook. */
export function newestOfEach(jobs: readonly Job[]): Job[] {
  const newest = new Map<string, Job>();
  for (const job of newestFirst(jobs)) {
    const { status, runbook } = job.properties;
    const key = runbook.name?.toLowerCase() ?? "";
    if (/^completed$/i.test(status ?? "") || hasFailed(status)) {
      newest.set(key, newest.get(key) ?? job);
    }
  }
  return [...newest.values()];
}
