import * as z from "zod";
import { AUTOMATION_VERSION, groupOf, readerOn } from "./azure-id";
import type { ReadClient } from "./read-client";
import { fields, maybeText, type Reading } from "./reading";

/** A job that failed, and since which its runbook has not succeeded. */
interface FailedJob {
  readonly runbook: string;
  /** When it was started, as Azure writes it. */
  readonly startTime?: string;
  /** What it said, the exception first. */
  readonly errors: string[];
}

/** The failed jobs, and how far back was read if not all jobs were. */
export interface FailedJobs {
  readonly failed: readonly FailedJob[];
  readonly since?: string;
}

/* The list begins with the newest job; Azure keeps them for thirty days. */
const PAGES = 3;
const JOBS = 5;
const STREAMS = 3;

const jobAnswer = fields({
  name: maybeText,
  properties: fields({
    jobId: maybeText,
    status: maybeText,
    creationTime: maybeText,
    startTime: maybeText,
    exception: maybeText,
    runbook: fields({ name: maybeText }),
  }),
});
const streamAnswer = fields({
  properties: fields({ jobStreamId: maybeText, streamType: maybeText, streamText: maybeText, summary: maybeText }),
});

/** The last failed jobs of an Automation account, one for each runbook whose newest finished job failed. */
export async function failedJobs(client: ReadClient, accountId: string): Promise<Reading<FailedJobs>> {
  const right = readerOn(groupOf(accountId));
  const call = (path: string, filter = "") => ({
    path: `${accountId}/jobs${path}?api-version=${AUTOMATION_VERSION}${filter === "" ? "" : `&$filter=${encodeURIComponent(filter)}`}`,
    right,
  });
  const listed = await client.list("resourceManager", call(""), PAGES);
  if (listed.state !== "read") {
    return listed;
  }
  const jobs = z.array(jobAnswer).parse(listed.value);
  const newestFirst = [...jobs].sort((one, other) =>
    (other.properties.creationTime ?? "").localeCompare(one.properties.creationTime ?? ""),
  );
  const finished = newestFirst.filter(({ properties }) =>
    /^(?:completed|failed|stopped|suspended)$/i.test(properties.status ?? ""),
  );
  const newest = finished.filter(
    ({ properties }, index) => finished.findIndex((other) => nameOf(other) === nameOf({ properties })) === index,
  );
  const failed = newest
    .filter(({ properties }) => /^(?:failed|suspended)$/i.test(properties.status ?? ""))
    .slice(0, JOBS);
  const states = failed.map(async ({ name, properties }): Promise<FailedJob> => {
    const id = encodeURIComponent(properties.jobId ?? name ?? "");
    const [job, streams] = await Promise.all([
      client.get("resourceManager", call(`/${id}`)),
      client.list("resourceManager", call(`/${id}/streams`, "properties/streamType eq 'Error'"), 1),
    ]);
    const { exception } = job.state === "read" ? jobAnswer.parse(job.value).properties : properties;
    const texts = (streams.state === "read" ? z.array(streamAnswer).parse(streams.value) : [])
      .filter(({ properties: { streamType } }) => /^error$/i.test(streamType ?? "Error"))
      .slice(0, STREAMS)
      .map(async (stream) => {
        const streamId = encodeURIComponent(stream.properties.jobStreamId ?? "");
        // The list cuts the text off.
        const one = await client.get("resourceManager", call(`/${id}/streams/${streamId}`));
        const { streamText, summary } =
          one.state === "read" ? streamAnswer.parse(one.value).properties : stream.properties;
        return streamText ?? summary;
      });
    const unread = streams.state === "unreadable" ? [`its error streams could not be read: ${streams.reason}`] : [];
    const errors = [exception, ...(await Promise.all(texts)), ...unread].filter(
      (text): text is string => text !== undefined && text !== "",
    );
    return { runbook: properties.runbook.name ?? "", startTime: properties.startTime, errors: [...new Set(errors)] };
  });
  // Less than all pages hold a hundred jobs each.
  const oldest = newestFirst[newestFirst.length - 1]?.properties.creationTime;
  return {
    state: "read",
    value: { failed: await Promise.all(states), since: jobs.length >= PAGES * 100 ? oldest : undefined },
  };
}

function nameOf({ properties }: { readonly properties: { readonly runbook: { readonly name?: string } } }): string {
  return properties.runbook.name?.toLowerCase() ?? "";
}
