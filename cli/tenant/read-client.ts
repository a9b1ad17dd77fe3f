import { setMaxListeners } from "node:events";
import { Agent } from "node:https";
import type { HttpClient, Pipeline, PipelineResponse } from "@azure/core-rest-pipeline";
import * as z from "zod";
import { readPipeline } from "./read-pipeline";
import { type AzurePackages, CannotRead, type SignIn } from "./sign-in";
import { fields, maybeText, type Reading } from "./reading";
import { messageOf, parsed } from "./answer";
import { whyNot } from "./why-not";

/* So many calls run side by side: quick, and far below what the services allow. */
const CONNECTIONS = 16;
/* Waiting for a free connection is part of it. */
const ANSWER_WITHIN = 100_000;
const ALL_WITHIN = 300_000;
/* Of a list that never ends. */
const MOST_PAGES = 1000;

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
  /** In milliseconds; a hundred seconds if left out. */
  readonly answerWithin?: number;
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
    const pipelineTo = (service: Service) =>
      readPipeline(packages.pipeline, signIn.credential, `${signIn.endpoints[service]}/.default`, {
        agent: this.agent,
        ending: this.ending.signal,
        answerWithin: this.answerWithin,
      });
    this.pipelines = { resourceManager: pipelineTo("resourceManager"), graph: pipelineTo("graph") };
  }

  private get answerWithin(): number {
    return this.options.answerWithin ?? ANSWER_WITHIN;
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
      const link = nextLink || next || undefined;
      if (link !== undefined && !URL.canParse(link, address.href)) {
        return { state: "unreadable", reason: `the list of ${address.pathname} has a next link that is no address` };
      }
      url = link === undefined ? undefined : new URL(link, address.href).href;
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
      if (error instanceof Error && error.name === "AbortError" && !this.ending.signal.aborted) {
        return { state: "unreadable", reason: `${host} did not answer in ${this.answerWithin / 1000} seconds` };
      }
      if (this.ending.signal.aborted) {
        throw new CannotRead(`${host} did not answer in ${ALL_WITHIN / 1000} seconds. To do: try again later`, {
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
