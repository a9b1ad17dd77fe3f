import { Agent } from "node:https";
import type { HttpClient, Pipeline, PipelineRequest } from "@azure/core-rest-pipeline";
import { codeOf, messageOf } from "./answer";
import { AUTOMATION_VERSION } from "./azure-id";
import { isRefusedVersion, offeredVersion } from "./offered-version";
import { type Obstacle, type Unreadable, unreadable } from "./reading";
import { servicePipeline } from "./service-pipeline";
import type { AzurePackages, SignIn } from "./sign-in";
import { reasonForFailure } from "./failure-reason";

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

/** Why something was not written, and whether it is certain that it was not. */
export interface Refusal extends Unreadable {
  readonly isCertain: boolean;
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
  ): Promise<Refusal | undefined> {
    const body = { properties: { runbook: { name: runbook }, parameters } };
    const right = `the Azure role Automation Job Operator on ${accountId}`;
    return this.send("PUT", `${accountId}/jobs/${job}`, AUTOMATION_VERSION, right, body);
  }

  /** Stops a job. */
  public stopJob(accountId: string, job: string): Promise<Refusal | undefined> {
    const right = `the Azure role Automation Job Operator on ${accountId}`;
    return this.send("POST", `${accountId}/jobs/${job}/stop`, AUTOMATION_VERSION, right);
  }

  /** Makes a runbook with an empty draft. */
  public createRunbook(accountId: string, runbook: TemporaryRunbook): Promise<Refusal | undefined> {
    const { name, location, runbookType, environment } = runbook;
    const properties = {
      runbookType,
      runtimeEnvironment: environment,
      logVerbose: false,
      logProgress: false,
      draft: {},
    };
    return this.sendForRunbook("PUT", accountId, name, "", { name, location, properties });
  }

  /** Writes the draft of a runbook. Azure may take some time for it. */
  public writeDraft(accountId: string, { name, script }: TemporaryRunbook): Promise<Refusal | undefined> {
    return this.sendForRunbook("PUT", accountId, name, "/draft/content", script);
  }

  /** Publishes the draft of a runbook. Azure may take some time for it. */
  public publishRunbook(accountId: string, { name }: TemporaryRunbook): Promise<Refusal | undefined> {
    return this.sendForRunbook("POST", accountId, name, "/publish");
  }

  /** Removes a runbook. */
  public deleteRunbook(accountId: string, name: string): Promise<Refusal | undefined> {
    return this.sendForRunbook("DELETE", accountId, name);
  }

  /** Starts a run command on a virtual machine. */
  public createRunCommand(
    machineId: string,
    name: string,
    location: string,
    script: string,
  ): Promise<Refusal | undefined> {
    const properties = { source: { script }, asyncExecution: true, timeoutInSeconds: 3600 };
    const right = `the right to write run commands (Azure role Virtual Machine Contributor) on ${machineId}`;
    return this.send("PUT", `${machineId}/runCommands/${name}`, RUN_COMMANDS, right, { location, properties });
  }

  /** Removes a run command. */
  public deleteRunCommand(machineId: string, name: string): Promise<Refusal | undefined> {
    const right = `the right to delete run commands (Azure role Virtual Machine Contributor) on ${machineId}`;
    return this.send("DELETE", `${machineId}/runCommands/${name}`, RUN_COMMANDS, right);
  }

  /** Closes the connections. */
  public close(): void {
    this.ending.abort();
    this.agent.destroy();
  }

  private sendForRunbook(
    method: PipelineRequest["method"],
    accountId: string,
    name: string,
    path = "",
    body?: object | string,
  ): Promise<Refusal | undefined> {
    const right = `the Azure role Automation Contributor on ${accountId}`;
    return this.send(method, `${accountId}/runbooks/${name}${path}`, AUTOMATION_VERSION, right, body);
  }

  private async send(
    method: PipelineRequest["method"],
    path: string,
    version: string,
    right: string,
    body?: object | string,
  ): Promise<Refusal | undefined> {
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
      const text = bodyAsText ?? "";
      const offered = isRefusedVersion({ status, body: text }) ? offeredVersion(messageOf(text), version) : undefined;
      if (offered !== undefined) {
        return await this.send(method, path, offered, right, body);
      }
      // A policy may forbid it too, and says so itself.
      return status === 403 && /^(?:AuthorizationFailed|Forbidden)?$/i.test(codeOf(text) ?? "")
        ? refusal("right", `needs ${right}`, true)
        : refusal(
            status === 429 ? "throttled" : "refused",
            `${host} answered ${status}: ${messageOf(text)}`,
            status < 500 && status !== 408 && status !== 409,
          );
    } catch (error) {
      const reason = reasonForFailure(error, host);
      return refusal("timeout", reason instanceof Error ? reason.message : String(reason), false);
    }
  }
}

function refusal(obstacle: Obstacle, reason: string, isCertain: boolean): Refusal {
  return { ...unreadable(obstacle, reason), isCertain };
}
