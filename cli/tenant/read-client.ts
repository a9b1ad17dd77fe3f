import { setMaxListeners } from "node:events";
import { Agent } from "node:https";
import type { HttpClient, Pipeline, PipelineResponse } from "@azure/core-rest-pipeline";
import * as z from "zod";
import { type AzurePackages, CannotRead, type SignIn } from "./sign-in";
import { fields, maybeText, type Reading } from "./reading";
import { messageOf, parsed } from "./answer";
import { whyNot } from "./why-not";

/* So many calls run side by side: quick, and far below what the services allow. */
const CONNECTIONS = 16;
const ANSWER_WITHIN = 30_000;
const ALL_WITHIN = 300_000;
/* Of a list that never ends. */
const MOST_PAGES = 1000;
/* A service may ask for patience, but not for more than that. */
const LONGEST_WAIT = 60;

type Service = "resourceManager" | "graph";

/** What is read, and which right allows it. */
export interface ReadCall {
  /** The path with its query. */
  readonly path: string;
  /** The right that is missing where the service answers 403. */
  readonly right: string;
  readonly headers?: { readonly [name: string]: string };
}

/** What a client needs beside the sign-in. */
export interface ReadClientOptions {
  /** Is told of each answer. */
  readonly onAnswer?: () => void;
  /** A certificate authority to trust, in PEM. */
  readonly certificate?: Buffer;
}

const page = fields({
  value: z.array(z.unknown()).catch([]),
  nextLink: maybeText,
  "@odata.nextLink": maybeText,
});

/** Reads Azure Resource Manager and Microsoft Graph. It sends nothing but GET. */
export class ReadClient {
  private readonly agent: Agent;
  private readonly http: HttpClient;
  private readonly pipelines: { readonly [service in Service]: Pipeline };
  private readonly ending = new AbortController();
  private readonly deadline = setTimeout(() => this.ending.abort(), ALL_WITHIN);

  public constructor(
    private readonly packages: AzurePackages,
    private readonly signIn: SignIn,
    private readonly options: ReadClientOptions = {},
  ) {
    // Every call listens to it.
    setMaxListeners(0, this.ending.signal);
    this.agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, ca: options.certificate });
    this.http = packages.pipeline.createDefaultHttpClient();
    this.pipelines = { resourceManager: this.pipelineTo("resourceManager"), graph: this.pipelineTo("graph") };
  }

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
  public async list(service: Service, call: ReadCall, pages = MOST_PAGES): Promise<Reading<unknown[]>> {
    const values: unknown[] = [];
    const read = new Set<string>();
    let url: string | undefined = `${this.signIn.endpoints[service]}${call.path}`;
    while (url !== undefined && read.size < pages) {
      const address: URL = new URL(url);
      // The token goes to no other address, and a circle has no end: neither is taken for the end of the list.
      if (address.origin !== new URL(this.signIn.endpoints[service]).origin || read.has(address.href)) {
        return {
          state: "unreadable",
          reason: `the list of ${address.pathname} leads to ${address.origin} or in a circle`,
        };
      }
      read.add(address.href);
      const reading: Reading<string> = await this.send(service, address.href, call);
      const answer: Reading<unknown> = reading.state === "read" ? parsed(reading.value) : reading;
      if (answer.state !== "read") {
        return answer;
      }
      const { value, nextLink, "@odata.nextLink": next } = page.parse(answer.value);
      values.push(...value);
      const link: string | undefined = nextLink ?? next;
      url = link !== undefined && URL.canParse(link, address.href) ? new URL(link, address.href).href : undefined;
      if (url !== undefined && read.size === MOST_PAGES) {
        return { state: "unreadable", reason: `the list of ${address.pathname} has more than ${MOST_PAGES} pages` };
      }
    }
    return { state: "read", value: values };
  }

  /** Ends what still runs, and closes the connections. */
  public close(): void {
    clearTimeout(this.deadline);
    this.ending.abort();
    this.agent.destroy();
  }

  private pipelineTo(service: Service): Pipeline {
    const { pipeline: azure } = this.packages;
    const pipeline = azure.createEmptyPipeline();
    // A service that asks for patience gets it; one that does not answer is soon given up.
    pipeline.addPolicy(azure.throttlingRetryPolicy({ maxRetries: 20 }));
    pipeline.addPolicy(azure.exponentialRetryPolicy({ maxRetries: 4, retryDelayInMs: 300 }));
    pipeline.addPolicy(azure.systemErrorRetryPolicy({ maxRetries: 2, retryDelayInMs: 300 }));
    pipeline.addPolicy(azure.userAgentPolicy({ userAgentPrefix: "exchange-managed-identity" }));
    pipeline.addPolicy(azure.decompressResponsePolicy());
    pipeline.addPolicy(
      azure.bearerTokenAuthenticationPolicy({
        credential: this.signIn.credential,
        scopes: `${this.signIn.endpoints[service]}/.default`,
      }),
    );
    pipeline.addPolicy(azure.proxyPolicy());
    pipeline.addPolicy({
      name: "only reads, over a few connections",
      sendRequest: async (request, next) => {
        if (request.method !== "GET") {
          throw new Error(`${request.method} was about to be sent: this client only reads.`);
        }
        // A proxy brings its own.
        request.agent ??= this.agent;
        const { abortSignal } = request;
        request.abortSignal = AbortSignal.any([this.ending.signal, AbortSignal.timeout(ANSWER_WITHIN)]);
        const response = await next(request);
        request.abortSignal = abortSignal;
        if (Number(response.headers.get("retry-after")) > LONGEST_WAIT) {
          response.headers.delete("retry-after");
        }
        return response;
      },
    });
    return pipeline;
  }

  private async send(service: Service, url: string, { right, headers }: ReadCall): Promise<Reading<string>> {
    const { host } = new URL(url);
    const request = this.packages.pipeline.createPipelineRequest({
      url,
      headers: this.packages.pipeline.createHttpHeaders({ accept: "*/*", ...headers }),
      abortSignal: this.ending.signal,
    });
    let response: PipelineResponse;
    try {
      response = await this.pipelines[service].sendRequest(this.http, request);
    } catch (error) {
      if (error instanceof Error && error.name === "AbortError") {
        const limit = this.ending.signal.aborted ? ALL_WITHIN : ANSWER_WITHIN;
        throw new CannotRead(`${host} did not answer in ${limit / 1000} seconds. To do: try again later`, {
          cause: error,
        });
      }
      throw whyNot(error, host);
    }
    this.options.onAnswer?.();
    const { status, bodyAsText } = response;
    switch (status) {
      case 200:
        return { state: "read", value: bodyAsText ?? "" };
      case 404:
        return { state: "absent" };
      case 401:
        throw new CannotRead(
          `${host} does not accept the sign-in: ${messageOf(bodyAsText)} To do: sign in to the right tenant: az login --tenant ID, and name it with --tenant`,
        );
      case 403:
        return { state: "unreadable", reason: `needs ${right}` };
      default:
        return { state: "unreadable", reason: `${host} answered ${status}: ${messageOf(bodyAsText)}` };
    }
  }
}
