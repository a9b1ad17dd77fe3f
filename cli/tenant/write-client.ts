import { Agent } from "node:https";
import type { HttpClient, Pipeline, PipelineRequest } from "@azure/core-rest-pipeline";
import { messageOf } from "./answer";
import { AUTOMATION_VERSION } from "./azure-id";
import { type Unreadable, unreadable } from "./reading";
import { servicePipeline } from "./service-pipeline";
import type { AzurePackages, SignIn } from "./sign-in";
import { whyNot } from "./why-not";

const RUN_COMMANDS = "2023-03-01";
const ANSWER_WITHIN = 60_000;

/** A runbook that a test publishes for itself. */
export interface TemporaryRunbook {
  readonly name: string;
  readonly location: string;
  readonly runbookType: string;
  /** The runtime environment of PowerShell 7.4 and later. */
  readonly environment?: string;
  readonly script: string;
}

/**
 * The few writes that a test needs: it starts and stops a job, and makes and removes a runbook or a run command of its own.
 * It can send nothing else.
 */
export class WriteClient {
  private readonly agent: Agent;
  private readonly http: HttpClient;
  private readonly pipeline: Pipeline;
  private readonly ending = new AbortController();

  public constructor(
    private readonly packages: AzurePackages,
    private readonly signIn: SignIn,
    certificate?: Buffer,
  ) {
    this.agent = new Agent({ keepAlive: true, ca: certificate });
    this.http = packages.pipeline.createDefaultHttpClient();
    const limits = { agent: this.agent, ending: this.ending.signal, answerWithin: ANSWER_WITHIN };
    const scopes = `${signIn.endpoints.resourceManager}/.default`;
    this.pipeline = servicePipeline(packages.pipeline, signIn.credential, scopes, limits, ["PUT", "POST", "DELETE"]);
  }

  /** Starts a job with a name that it gets. Returns why not, if so. */
  public startJob(
    accountId: string,
    job: string,
    runbook: string,
    parameters: { readonly [name: string]: string },
  ): Promise<Unreadable | undefined> {
    const body = { properties: { runbook: { name: runbook }, parameters } };
    const right = `the Azure role Automation Job Operator on ${accountId}`;
    return this.send("PUT", `${accountId}/jobs/${job}`, AUTOMATION_VERSION, right, body);
  }

  /** Stops a job. */
  public stopJob(accountId: string, job: string): Promise<Unreadable | undefined> {
    const right = `the Azure role Automation Job Operator on ${accountId}`;
    return this.send("POST", `${accountId}/jobs/${job}/stop`, AUTOMATION_VERSION, right);
  }

  /** Makes a runbook and publishes it. */
  public async createRunbook(accountId: string, runbook: TemporaryRunbook): Promise<Unreadable | undefined> {
    const { name, location, runbookType, environment, script } = runbook;
    const id = `${accountId}/runbooks/${name}`;
    const right = `the Azure role Automation Contributor on ${accountId}`;
    const properties = {
      runbookType,
      runtimeEnvironment: environment,
      logVerbose: false,
      logProgress: false,
      draft: {},
    };
    return (
      (await this.send("PUT", id, AUTOMATION_VERSION, right, { name, location, properties })) ??
      (await this.send("PUT", `${id}/draft/content`, AUTOMATION_VERSION, right, script)) ??
      (await this.send("POST", `${id}/publish`, AUTOMATION_VERSION, right))
    );
  }

  /** Removes a runbook. */
  public deleteRunbook(accountId: string, name: string): Promise<Unreadable | undefined> {
    const right = `the Azure role Automation Contributor on ${accountId}`;
    return this.send("DELETE", `${accountId}/runbooks/${name}`, AUTOMATION_VERSION, right);
  }

  /** Starts a run command on a virtual machine. */
  public createRunCommand(
    machineId: string,
    name: string,
    location: string,
    script: string,
  ): Promise<Unreadable | undefined> {
    const properties = { source: { script }, asyncExecution: true, timeoutInSeconds: 3600 };
    const right = `the right to write run commands (Azure role Virtual Machine Contributor) on ${machineId}`;
    return this.send("PUT", `${machineId}/runCommands/${name}`, RUN_COMMANDS, right, { location, properties });
  }

  /** Removes a run command. */
  public deleteRunCommand(machineId: string, name: string): Promise<Unreadable | undefined> {
    const right = `the right to delete run commands (Azure role Virtual Machine Contributor) on ${machineId}`;
    return this.send("DELETE", `${machineId}/runCommands/${name}`, RUN_COMMANDS, right);
  }

  /** Closes the connections. */
  public close(): void {
    this.ending.abort();
    this.agent.destroy();
  }

  private async send(
    method: PipelineRequest["method"],
    path: string,
    version: string,
    right: string,
    body?: object | string,
  ): Promise<Unreadable | undefined> {
    const isText = typeof body === "string";
    const request = this.packages.pipeline.createPipelineRequest({
      url: `${this.signIn.endpoints.resourceManager}${path}?api-version=${version}`,
      method,
      headers: this.packages.pipeline.createHttpHeaders({
        "content-type": isText ? "text/powershell; charset=utf-8" : "application/json; charset=utf-8",
      }),
      body: body === undefined || isText ? body : JSON.stringify(body),
      abortSignal: this.ending.signal,
    });
    const { host } = new URL(request.url);
    try {
      const { status, bodyAsText } = await this.pipeline.sendRequest(this.http, request);
      if (status < 300 || (method === "DELETE" && status === 404)) {
        return undefined;
      }
      return status === 403
        ? unreadable("right", `needs ${right}`)
        : unreadable(
            status === 429 ? "throttled" : "refused",
            `${host} answered ${status}: ${messageOf(bodyAsText ?? "")}`,
          );
    } catch (error) {
      const reason = whyNot(error, host);
      return unreadable("timeout", reason instanceof Error ? reason.message : String(reason));
    }
  }
}
