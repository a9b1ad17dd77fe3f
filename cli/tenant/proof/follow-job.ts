import { TEST_FINDINGS } from "../findings/test-findings";
import { AUTOMATION_VERSION, groupOf, lastPart, readerOn } from "../reading/azure-id";
import { entriesOf, fields, fieldsWith, maybeText, type Unreadable, unreadable } from "../reading/reading";
import { shownOutput } from "./shown-output";
import { isOver, NoOutcome, type Outcome, pause, readingOf, type Run, type Trial } from "./trial";
import { youngSince } from "./young-rights";

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
export interface StartedJob extends Run {
  readonly accountId: string;
  readonly name: string;
}

/* What a job has printed so far. */
interface Printed {
  readonly names: Set<string>;
  readonly output: string[];
  readonly errors: string[];
}

/* What the library's connection prints while it waits for a permission. */
const WAITS = /^Exchange Online answered UnAuthorized/;

/**
 * Follows a job to its end, and shows what it prints as it comes.
 *
 * @throws NoOutcome if it could not be followed, or goes on for longer than the test
 */
export async function followJob(trial: Trial, job: StartedJob): Promise<Outcome> {
  const { findings, pace, minutes } = trial;
  const { what, where } = job;
  const printed: Printed = { names: new Set(), output: [], errors: [] };
  let unread = 0;
  for (let looks = 1; ; looks++) {
    const read = await readingOf(trial, () => trial.reader.get("resourceManager", callOf(job, "")));
    const answer = read.state === "read" ? jobAnswer.safeParse(read.value) : undefined;
    unread = answer?.success ? 0 : unread + 1;
    if (unread > MOST_UNREAD) {
      const reason = read.state === "unreadable" ? read.reason : "Azure says that it is not there";
      throw new NoOutcome(findings.of(TEST_FINDINGS.testUnfollowed, { what, where, reason }));
    }
    let unreadStreams = await showStreams(trial, job, printed);
    const { status = "", exception } = answer?.success ? answer.data.properties : {};
    const ended = ENDS[status.toLowerCase()];
    if (ended !== undefined) {
      // What it printed last may come after its end.
      if (await pause(pace.look, trial)) {
        unreadStreams = await showStreams(trial, job, printed);
      }
      const hasSucceeded = ended === "completed" && !exception;
      if (hasSucceeded && unreadStreams) {
        throw new NoOutcome(findings.of(TEST_FINDINGS.testUnread, { what, where, reason: unreadStreams.reason }));
      }
      const errors = [...(exception ? [exception] : []), ...printed.errors];
      return { ended, hasSucceeded, output: printed.output.filter((line) => !WAITS.test(line)), errors };
    }
    if (!trial.interrupted.aborted && isOver(trial)) {
      const last = `its job is ${status === "" ? "not known to have ended" : status}, and goes on`;
      throw new NoOutcome(findings.of(TEST_FINDINGS.testTimedOut, { what, where, minutes: String(minutes), last }));
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
  { names, output, errors }: Printed,
): Promise<Unreadable | undefined> {
  const listed = entriesOf(
    await readingOf(trial, () => trial.reader.list("resourceManager", callOf(job, "/streams"))),
    streamAnswer,
    "the streams of a job",
  );
  if (listed.state !== "read") {
    return listed.state === "unreadable" ? listed : undefined;
  }
  let unread: Unreadable | undefined;
  for (const { id, properties } of listed.value) {
    const name = properties.jobStreamId ?? lastPart(id ?? "");
    if (names.has(name)) {
      continue;
    }
    if (trial.interrupted.aborted || isOver(trial)) {
      return unreadable("timeout", "there was no time to read all of it");
    }
    const call = callOf(job, `/streams/${encodeURIComponent(name)}`);
    const one = await readingOf(trial, () => trial.reader.get("resourceManager", call));
    const read = one.state === "read" ? streamAnswer.safeParse(one.value) : undefined;
    if (!read?.success) {
      unread = one.state === "unreadable" ? one : unreadable("shape", "a stream of the job has another shape");
      continue;
    }
    const { streamText, summary = "" } = read.data.properties;
    const text = streamText || summary;
    const type = properties.streamType ?? "";
    names.add(name);
    if (/^error$/i.test(type)) {
      errors.push(text);
    }
    for (const line of text.split(/\r?\n/).filter((part) => part.trim() !== "")) {
      trial.show(shownOutput(/^output$/i.test(type) ? line : `${type}: ${line}`));
      if (/^output$/i.test(type)) {
        const isFirstWait = WAITS.test(line) && !output.some((before) => WAITS.test(before));
        const since = isFirstWait ? youngSince(trial.identity) : undefined;
        output.push(line);
        if (since !== undefined) {
          trial.show(`${since}.`);
        }
      }
    }
  }
  return unread;
}

function callOf({ accountId, name }: StartedJob, path: string) {
  return {
    path: `${accountId}/jobs/${name}${path}?api-version=${AUTOMATION_VERSION}`,
    right: readerOn(groupOf(accountId)),
  };
}
