import { TEST_FINDINGS } from "../findings/test-findings";
import { oneLine } from "../findings/shown-text";
import { AUTOMATION_VERSION, groupOf, lastPart, readerOn } from "../tenant/azure-id";
import { entriesOf, fields, fieldsWith, maybeText, type Unreadable } from "../tenant/reading";
import { isOver, NoOutcome, type Outcome, pause, readingOf, type Trial } from "./trial";

const jobAnswer = fieldsWith({ properties: fields({ status: maybeText, exception: maybeText }) });
const streamAnswer = fieldsWith({
  id: maybeText,
  properties: fields({ jobStreamId: maybeText, streamType: maybeText, streamText: maybeText, summary: maybeText }),
});

/* How a job ends, in words. What is not here goes on. */
const ENDS: { readonly [status: string]: string } = {
  completed: "completed",
  failed: "failed",
  stopped: "was stopped",
  suspended: "was suspended",
  blocked: "was blocked: no worker takes it",
  removed: "was removed",
};

/* A network may be away for some looks. */
const MOST_UNREAD = 5;
const LONGEST_LOOK = 10;

/** A job that was started, and how a person looks at it. */
export interface StartedJob {
  readonly accountId: string;
  readonly name: string;
  readonly what: string;
  readonly where: string;
}

/**
 * Follows a job to its end, and shows what it prints as it comes.
 *
 * @throws NoOutcome if it could not be followed, or goes on for longer than the test
 */
export async function followJob(trial: Trial, job: StartedJob): Promise<Outcome> {
  const { findings, pace, minutes } = trial;
  const { what, where } = job;
  const shown = new Set<string>();
  const errors: string[] = [];
  let unread = 0;
  for (let looks = 1; ; looks++) {
    const read = await readingOf(() => trial.reader.get("resourceManager", callOf(job, "")));
    const answer = read.state === "read" ? jobAnswer.safeParse(read.value) : undefined;
    unread = answer?.success ? 0 : unread + 1;
    if (unread > MOST_UNREAD) {
      const reason = read.state === "unreadable" ? read.reason : "Azure says that it is not there";
      throw new NoOutcome(findings.of(TEST_FINDINGS.testUnfollowed, { what, where, reason }));
    }
    const unreadStreams = await showStreams(trial, job, shown, errors);
    const { status = "", exception } = answer?.success ? answer.data.properties : {};
    const ended = ENDS[status.toLowerCase()];
    if (ended !== undefined) {
      if (unreadStreams && unread === 0) {
        await showStreams(trial, job, shown, errors);
      }
      const all = [...(exception ? [exception] : []), ...errors];
      return { ended, hasSucceeded: ended === "completed", errors: all };
    }
    if (isOver(trial)) {
      const last = `its job is ${status === "" ? "not known to have ended" : status}, and goes on`;
      throw new NoOutcome(findings.of(TEST_FINDINGS.testTimedOut, { what, minutes: String(minutes), last }));
    }
    if (!(await pause(pace.look * Math.min(looks, LONGEST_LOOK), trial))) {
      throw new NoOutcome(findings.of(TEST_FINDINGS.testInterrupted, { what: `${what} goes on`, where }));
    }
  }
}

/* Shows what a job has printed since the last look. Returns why its streams could not be read, if so. */
async function showStreams(
  trial: Trial,
  job: StartedJob,
  shown: Set<string>,
  errors: string[],
): Promise<Unreadable | undefined> {
  const listed = entriesOf(
    await readingOf(() => trial.reader.list("resourceManager", callOf(job, "/streams"))),
    streamAnswer,
    "the streams of a job",
  );
  if (listed.state !== "read") {
    return listed.state === "unreadable" ? listed : undefined;
  }
  for (const { id, properties } of listed.value) {
    const name = properties.jobStreamId ?? lastPart(id ?? "");
    if (shown.has(name)) {
      continue;
    }
    const call = callOf(job, `/streams/${encodeURIComponent(name)}`);
    const one = await readingOf(() => trial.reader.get("resourceManager", call));
    const read = one.state === "read" ? streamAnswer.safeParse(one.value) : undefined;
    const { streamText, summary = "" } = read?.success ? read.data.properties : properties;
    const text = streamText || summary;
    shown.add(name);
    if (/^error$/i.test(properties.streamType ?? "")) {
      errors.push(text);
    }
    for (const line of text.split(/\r?\n/).filter((part) => part.trim() !== "")) {
      trial.show(
        /^output$/i.test(properties.streamType ?? "") ? oneLine(line) : oneLine(`${properties.streamType}: ${line}`),
      );
    }
  }
  return undefined;
}

function callOf({ accountId, name }: StartedJob, path: string) {
  return {
    path: `${accountId}/jobs/${name}${path}?api-version=${AUTOMATION_VERSION}`,
    right: readerOn(groupOf(accountId)),
  };
}
