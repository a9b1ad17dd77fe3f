import { asObject, type Answer, type Json, ok, type Request } from "./answer";

/** What a job prints. */
interface Printed {
  readonly type: string;
  readonly text: string;
}

/** How a job goes: its states, one for each look, and what it prints when it gets there. */
export interface JobRun {
  readonly states: readonly string[];
  readonly prints?: { readonly [state: string]: readonly Printed[] };
  readonly exception?: string;
}

/** How a run command ends. */
export interface CommandRun {
  readonly executionState: string;
  readonly output?: string;
  readonly error?: string;
}

const CONNECTED: JobRun = {
  states: ["Queued", "Starting", "Running", "Completed"],
  prints: {
    Running: [
      { type: "Output", text: "Name" },
      { type: "Output", text: "contoso.onmicrosoft.com" },
    ],
  },
};

interface Store {
  readonly resources: Map<string, Json>;
}

/** Jobs and run commands that go on while somebody looks at them. */
export class Runs {
  /** How the next jobs go; one that nobody described connects. */
  public readonly jobs: JobRun[] = [];
  /** How the next run commands end; one that nobody described connects. */
  public readonly commands: CommandRun[] = [];

  private readonly going = new Map<string, { readonly run: JobRun; readonly printed: Set<string>; step: number }>();
  private readonly ending = new Map<string, { readonly run: CommandRun; looks: number }>();

  public constructor(private readonly store: Store) {}

  /** Answers what starts, shows and stops a run; undefined for anything else. */
  public answer({ method, path, body }: Request): Answer | undefined {
    const key = path.toLowerCase();
    const [, account, name, action] = /^(.*\/automationaccounts\/[^/]+)\/jobs\/([^/]+)(?:\/(stop))?$/.exec(key) ?? [];
    if (account !== undefined) {
      return this.job(method, path, account, name, action, asObject(body));
    }
    return /\/runcommands\/[^/]+$/.test(key) ? this.command(method, key, path, asObject(body)) : undefined;
  }

  private job(
    method: string,
    path: string,
    account: string,
    name: string,
    action: string | undefined,
    body: Json,
  ): Answer | undefined {
    const id = `${account}/jobs/${name}`;
    if (method === "PUT") {
      return this.start(path, id, account, asObject(body.properties));
    }
    const going = this.going.get(id);
    const stored = this.store.resources.get(id);
    if (going === undefined || stored === undefined) {
      return undefined;
    }
    if (action === "stop") {
      stored.properties = { ...asObject(stored.properties), status: "Stopped" };
      this.going.delete(id);
      return { status: 200 };
    }
    const last = going.run.states.length - 1;
    going.step = Math.min(going.step + 1, last);
    const status = going.run.states[going.step];
    const exception = going.step === last ? (going.run.exception ?? null) : null;
    stored.properties = { ...asObject(stored.properties), status, exception };
    this.print(id, going, status);
    return ok(stored);
  }

  private start(path: string, id: string, account: string, properties: Json): Answer {
    const name = String(asObject(properties.runbook).name);
    const runbook = this.store.resources.get(`${account}/runbooks/${name.toLowerCase()}`);
    if (asObject(runbook?.properties).state !== "Published") {
      return {
        status: 400,
        body: { code: "BadRequest", message: `The runbook ${name} is not there, or not published.` },
      };
    }
    const now = new Date().toISOString().replace("Z", "+00:00");
    const stored: Json = {
      id: path,
      name: path.split("/").pop(),
      type: "Microsoft.Automation/AutomationAccounts/Jobs",
      properties: { jobId: `id-of-${id.slice(-8)}`, status: "New", creationTime: now, startTime: now, ...properties },
    };
    this.store.resources.set(id, stored);
    this.going.set(id, { run: this.jobs.shift() ?? CONNECTED, printed: new Set(), step: -1 });
    return ok(stored, 201);
  }

  /* A state that lasts for several looks prints once. */
  private print(id: string, going: { readonly run: JobRun; readonly printed: Set<string> }, status: string): void {
    if (going.printed.has(status)) {
      return;
    }
    going.printed.add(status);
    for (const [index, { type, text }] of (going.run.prints?.[status] ?? []).entries()) {
      const jobStreamId = `${status}-${index}`;
      const properties = { jobStreamId, streamType: type, summary: text.slice(0, 20), streamText: text };
      const stream = `${id}/streams/${jobStreamId.toLowerCase()}`;
      this.store.resources.set(stream, { id: stream, properties });
    }
  }

  private command(method: string, key: string, path: string, body: Json): Answer | undefined {
    const properties = asObject(body.properties);
    if (method === "PUT" && properties.asyncExecution === true) {
      const stored: Json = {
        ...body,
        id: path,
        name: path.split("/").pop(),
        properties: { ...properties, provisioningState: "Creating" },
      };
      this.store.resources.set(key, stored);
      this.ending.set(key, {
        run: this.commands.shift() ?? { executionState: "Succeeded", output: "contoso.onmicrosoft.com" },
        looks: 0,
      });
      return ok(stored, 201);
    }
    const ending = this.ending.get(key);
    const stored = this.store.resources.get(key);
    if (method !== "GET" || ending === undefined || stored === undefined) {
      return undefined;
    }
    const isOver = ending.looks++ > 0;
    const instanceView = isOver
      ? { exitCode: ending.run.executionState === "Succeeded" ? 0 : 1, ...ending.run }
      : { executionState: "Running" };
    stored.properties = { ...asObject(stored.properties), provisioningState: "Succeeded", instanceView };
    return ok(stored);
  }
}
