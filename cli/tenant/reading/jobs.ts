import type * as z from "zod";
import { AUTOMATION_VERSION, groupOf, lastPart, readerOn } from "./azure-id";
import { hasEnded, hasFailed, idOf, isOf, type Job, jobAnswer, newestFirst, newestOfEach } from "./job-answer";
import type { ReadClient } from "./read-client";
import {
  entriesOf,
  fields,
  fieldsWith,
  mapReading,
  maybeText,
  type Reading,
  type Unreadable,
  unreadable,
} from "./reading";

/** The newest finished job of a runbook, with what it said of errors. */
export interface JobState {
  readonly runbook: string;
  /** `Completed`, `Failed`, `Stopped` or `Suspended`. */
  readonly status: string;
  /** When it was started, as Azure writes it. */
  readonly startTime?: string;
  /** What it said, the exception first. */
  readonly errors: readonly string[];
  /** Why its errors could not be read, if so. */
  readonly unread?: Unreadable;
}

/** The newest finished jobs of the runbooks of an account. */
export interface JobsState {
  readonly newest: readonly JobState[];
  /** The time up to which all jobs were looked at; undefined where that is all that Azure keeps. */
  readonly since?: string;
}

/* Azure keeps jobs for thirty days; a page has a hundred of them. */
const PAGES_OF_ACCOUNT = 20;
const OTHERS = 5;
const STREAMS = 3;

const streamAnswer = fieldsWith({
  id: maybeText,
  properties: fields({ jobStreamId: maybeText, streamType: maybeText, streamText: maybeText, summary: maybeText }),
});

/* What a stream says, and how it was read. */
interface Said {
  readonly text?: string;
  readonly one?: Reading<unknown>;
}

/** Reads the jobs of an Automation account. */
export class JobsReader {
  private readonly right: string;

  public constructor(
    private readonly client: ReadClient,
    private readonly accountId: string,
  ) {
    this.right = readerOn(groupOf(accountId));
  }

  /**
   * The newest finished job of each of some runbooks, and of a few others whose newest one failed.
   *
   * @param runbooks the names of the runbooks that matter
   */
  public async newest(runbooks: readonly string[]): Promise<Reading<JobsState>> {
    const byName = await Promise.all(runbooks.map((name) => this.ofRunbook(name)));
    const isFiltered = byName.every(({ state }) => state === "read");
    // Where Azure takes no filter, or does not mind it, the list of the whole account is read.
    const account = isFiltered
      ? await this.list("properties/status eq 'Failed'", 1)
      : await this.list(undefined, PAGES_OF_ACCOUNT);
    if (account.state !== "read") {
      return account;
    }
    const own = isFiltered
      ? byName.flatMap((reading) => (reading.state === "read" ? reading.value : []))
      : account.value.filter((job) => runbooks.some((name) => isOf(job, name)));
    const matters = newestOfEach(own);
    const others = newestOfEach(account.value)
      .filter((job) => !runbooks.some((name) => isOf(job, name)) && hasFailed(job.properties.status))
      .slice(0, OTHERS);
    const oldest = account.value.map(({ properties }) => properties.creationTime ?? "").sort()[0];
    const isCut = !isFiltered && account.value.length >= PAGES_OF_ACCOUNT * 100;
    return {
      state: "read",
      value: {
        newest: await Promise.all([...matters, ...others].map((job) => this.described(job))),
        since: isCut ? oldest : undefined,
      },
    };
  }

  /* The jobs of one runbook, the newest first; unreadable too if Azure answers with those of others. */
  private async ofRunbook(name: string): Promise<Reading<Job[]>> {
    const filter = `properties/runbook/name eq '${name.replace(/'/g, "''")}'`;
    // A page may be empty, or hold only what runs, and the next one what has ended.
    const jobs = await this.list(filter, PAGES_OF_ACCOUNT, (values) => values.some((value) => hasEnded(value)));
    const areItsOwn = jobs.state === "read" && jobs.value.every((job) => isOf(job, name));
    return jobs.state !== "read" || areItsOwn ? jobs : unreadable("shape", "Azure does not filter its list of jobs");
  }

  private async described(job: Job): Promise<JobState> {
    const path = `/${encodeURIComponent(idOf(job))}`;
    const isWhole = hasFailed(job.properties.status);
    const [one, streams] = await Promise.all([
      isWhole ? this.client.get("resourceManager", this.call(path)) : undefined,
      this.client.list("resourceManager", this.call(`${path}/streams`, "properties/streamType eq 'Error'"), {
        pages: 1,
      }),
    ]);
    const read = one?.state === "read" ? jobAnswer.safeParse(one.value) : undefined;
    const { exception } = read?.success ? read.data.properties : job.properties;
    const listed = entriesOf(streams, streamAnswer, "the streams of a job");
    const texts: (Said | Promise<Said>)[] = (listed.state === "read" ? listed.value : [])
      .filter(({ properties: { streamType } }) => /^error$/i.test(streamType ?? "Error"))
      // The first ones whole; of the others the list has the beginning.
      .map((stream, index) => (index < STREAMS ? this.textOf(stream, path) : { text: stream.properties.summary }));
    const said = await Promise.all(texts);
    const errors = [exception, ...said.map(({ text }) => text)].filter((text) => text !== undefined && text !== "");
    return {
      runbook: job.properties.runbook.name ?? "",
      status: job.properties.status ?? "",
      startTime: job.properties.startTime ?? job.properties.creationTime,
      errors: [...new Set(errors as string[])],
      unread: [listed, one, ...said.map(({ one: stream }) => stream)].find(
        (reading): reading is Unreadable => reading?.state === "unreadable",
      ),
    };
  }

  /* The list has no text, or cuts it off. */
  private async textOf({ id, properties }: z.infer<typeof streamAnswer>, job: string): Promise<Said> {
    const name = properties.jobStreamId ?? lastPart(id ?? "");
    const one = await this.client.get("resourceManager", this.call(`${job}/streams/${encodeURIComponent(name)}`));
    const read = one.state === "read" ? streamAnswer.safeParse(one.value) : undefined;
    const { streamText, summary } = read?.success ? read.data.properties : properties;
    return { text: streamText || summary, one };
  }

  private async list(
    filter: string | undefined,
    pages: number,
    isEnough?: (values: readonly unknown[]) => boolean,
  ): Promise<Reading<Job[]>> {
    const listed = await this.client.list("resourceManager", this.call("", filter), { pages, isEnough });
    return mapReading(entriesOf(listed, jobAnswer, "the jobs"), newestFirst);
  }

  private call(path: string, filter?: string) {
    const query = filter === undefined ? "" : `&$filter=${encodeURIComponent(filter)}`;
    return { path: `${this.accountId}/jobs${path}?api-version=${AUTOMATION_VERSION}${query}`, right: this.right };
  }
}
