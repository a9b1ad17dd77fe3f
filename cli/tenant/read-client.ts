import { Agent } from "node:https";
import type { HttpClient, Pipeline, PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import type { Reading } from "./reading";
import { azurePackages, CannotRead, type SignIn } from "./sign-in";

/* So many calls run side by side: quick, and far below what the services allow. */
const CONNECTIONS = 16;

type Service = "resourceManager" | "graph";

/** What is read, and which right allows it. */
export interface ReadCall {
  /** The path with its query. */
  readonly path: string;
  /** The right that is missing where the service answers 403. */
  readonly right: string;
  readonly headers?: { readonly [name: string]: string };
}

/** Reads Azure Resource Manager and Microsoft Graph. It sends nothing but GET. */
export class ReadClient {
  public static async open(signIn: SignIn, agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })) {
    const packages = await azurePackages();
    const pipelineOf = (service: Service) => {
      const pipeline = packages.pipeline.createEmptyPipeline();
      pipeline.addPolicy(packages.pipeline.throttlingRetryPolicy({ maxRetries: 20 }));
      pipeline.addPolicy(packages.pipeline.exponentialRetryPolicy({ maxRetries: 4, retryDelayInMs: 300 }));
      pipeline.addPolicy(packages.pipeline.systemErrorRetryPolicy({ maxRetries: 2, retryDelayInMs: 300 }));
      pipeline.addPolicy(
        packages.pipeline.bearerTokenAuthenticationPolicy({
          credential: signIn.credential,
          scopes: `${signIn.endpoints[service]}/.default`,
        }),
      );
      pipeline.addPolicy(packages.pipeline.proxyPolicy());
      pipeline.addPolicy({ name: "read-only", sendRequest: (request, next) => next(onlyGet(request)) });
      return pipeline;
    };
    return new ReadClient(
      signIn,
      { resourceManager: pipelineOf("resourceManager"), graph: pipelineOf("graph") },
      packages.pipeline.createDefaultHttpClient(),
      (url) => packages.pipeline.createPipelineRequest({ url }),
      agent,
    );
  }

  /** Is told of each call that was answered. */
  public onAnswer: () => void = () => undefined;

  private constructor(
    private readonly signIn: SignIn,
    private readonly pipelines: { readonly [service in Service]: Pipeline },
    private readonly http: HttpClient,
    private readonly request: (url: string) => PipelineRequest,
    private readonly agent: Agent,
  ) {}

  /** One answer of a service, as JSON. */
  public async get(service: Service, call: ReadCall): Promise<Reading<unknown>> {
    const reading = await this.text(service, call);
    return reading.state === "read" ? parsed(reading.value) : reading;
  }

  /** One answer of a service, as text. */
  public text(service: Service, call: ReadCall): Promise<Reading<string>> {
    return this.send(service, `${this.signIn.endpoints[service]}${call.path}`, call);
  }

  /** All pages of a list, or as many as are asked for. */
  public async list(service: Service, call: ReadCall, pages = Infinity): Promise<Reading<unknown[]>> {
    const values: unknown[] = [];
    const seen = new Set<string>();
    let url: string | undefined = `${this.signIn.endpoints[service]}${call.path}`;
    while (url !== undefined && !seen.has(url) && seen.size < pages) {
      seen.add(url);
      const reading: Reading<string> = await this.send(service, url, call);
      const page: Reading<unknown> = reading.state === "read" ? parsed(reading.value) : reading;
      if (page.state !== "read") {
        return page;
      }
      const { value, nextLink, "@odata.nextLink": next } = Object(page.value) as { [name: string]: unknown };
      values.push(...(Array.isArray(value) ? (value as unknown[]) : []));
      url = this.sameService(service, nextLink ?? next);
    }
    return { state: "read", value: values };
  }

  /** Closes the connections that are kept for the next call. */
  public close(): void {
    this.agent.destroy();
  }

  /* The token goes to no other address. */
  private sameService(service: Service, link: unknown): string | undefined {
    return typeof link === "string" && URL.canParse(link) && link.startsWith(`${this.signIn.endpoints[service]}/`)
      ? link
      : undefined;
  }

  private async send(service: Service, url: string, { right, headers = {} }: ReadCall): Promise<Reading<string>> {
    const request = this.request(url);
    request.agent = this.agent;
    Object.entries(headers).forEach(([name, value]) => request.headers.set(name, value));
    let response: PipelineResponse;
    try {
      response = await this.pipelines[service].sendRequest(this.http, request);
    } catch (error) {
      throw new CannotRead(whyNot(error, new URL(url).host));
    }
    this.onAnswer();
    const { status, bodyAsText } = response;
    switch (status) {
      case 200:
        return { state: "read", value: bodyAsText ?? "" };
      case 404:
        return { state: "absent" };
      case 401:
        throw new CannotRead(
          `${new URL(url).host} does not accept the sign-in: ${messageOf(bodyAsText)} To do: sign in to the right tenant: az login --tenant ID, and name it with --tenant`,
        );
      case 403:
        return { state: "unreadable", reason: `needs ${right}` };
      default:
        return { state: "unreadable", reason: `${new URL(url).host} answered ${status}: ${messageOf(bodyAsText)}` };
    }
  }
}

function onlyGet(request: PipelineRequest): PipelineRequest {
  if (request.method !== "GET") {
    throw new Error(`${request.method} was about to be sent: this client only reads.`);
  }
  return request;
}

function parsed(text: string): Reading<unknown> {
  try {
    return { state: "read", value: JSON.parse(text) as unknown };
  } catch {
    return { state: "unreadable", reason: "the answer is no JSON" };
  }
}

function messageOf(body: string | null | undefined): string {
  const { state, ...rest } = parsed(body ?? "");
  const { error } = Object((rest as { value?: unknown }).value) as { error?: { code?: unknown; message?: unknown } };
  const words = [error?.code, error?.message].filter((part) => typeof part === "string").join(": ");
  return state === "read" && words !== "" ? oneLine(words) : "no reason given.";
}

function whyNot(error: unknown, host: string): string {
  const { name = "", message = "", code } = error as { name?: string; message?: string; code?: string };
  const isSignIn = /Credential|Authenticat/.test(name);
  // Of a chain every link says why it was not used, which nobody reads.
  const isChain = /^CredentialUnavailable|^ChainedToken/.test(message) || /^CredentialUnavailable/.test(name);
  if (isSignIn && (isChain || !/network_error|ENOTFOUND|ECONNREFUSED|EAI_AGAIN/.test(message))) {
    const reason = isChain ? "" : `: ${oneLine(message)}`;
    return `Not signed in to Azure${reason}. To do: az login (in a pipeline: azure/login, AzureCLI@2 or the AZURE_… variables)`;
  }
  const what = isSignIn ? "Microsoft Entra ID" : host;
  return `${what} cannot be reached (${code ?? oneLine(message)}). To do: look at the network and the proxy (HTTPS_PROXY), then try again`;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
