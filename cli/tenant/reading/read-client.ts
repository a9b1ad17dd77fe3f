import { setMaxListeners } from "node:events";
import { Agent } from "node:https";
import type { HttpClient, Pipeline } from "@azure/core-rest-pipeline";
import type { TokenCredential } from "@azure/identity";
import * as z from "zod";
import { codeOf, parsed } from "./answer";
import { UnusableAnswer } from "./answer-body";
import { isRefusedVersion, offeredVersion, versionIn } from "./offered-version";
import type { ListOptions, ReadCall, ReadClientOptions, Service } from "./read-call";
import { servicePipeline } from "./service-pipeline";
import { type AzurePackages, CannotRead, type SignIn } from "./sign-in";
import { fieldsWith, maybeText, type Reading, unreadable } from "./reading";
import { readingOf, type ServiceAnswer } from "./service-answer";
import { reasonForFailure } from "./failure-reason";

/* Calls side by side: quick, and far below what the services allow. Waiting for a connection is part of an answer's time. */
const CONNECTIONS = 16;
const ANSWER_WITHIN = 100_000;
const ALL_WITHIN = 300_000;
/* A list that goes on for longer is none of a tenant's. */
const MAX_PAGES = 1000;

const page = fieldsWith({ value: z.array(z.unknown()), nextLink: maybeText, "@odata.nextLink": maybeText });

/** Reads Azure Resource Manager and Microsoft Graph. It sends nothing but GET. */
export class ReadClient {
  private readonly agent: Agent;
  private readonly http: HttpClient;
  private readonly pipelines: { [service in Service]: Pipeline };
  private readonly renewals = new Map<Service, Promise<void>>();
  private readonly versions = new Map<string, string>();
  private readonly ending = new AbortController();
  private readonly deadline: NodeJS.Timeout;

  public constructor(
    private readonly packages: AzurePackages,
    private readonly signIn: SignIn,
    private readonly options: ReadClientOptions = {},
  ) {
    this.deadline = setTimeout(() => this.ending.abort(), this.allWithin);
    setMaxListeners(0, this.ending.signal); // Every call listens to it.
    this.agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, ca: options.certificate });
    this.http = packages.pipeline.createDefaultHttpClient();
    this.pipelines = {
      resourceManager: this.pipelineTo("resourceManager", signIn.credential),
      graph: this.pipelineTo("graph", signIn.credential),
    };
  }

  private get answerWithin(): number {
    return this.options.answerWithin ?? ANSWER_WITHIN;
  }

  private get allWithin(): number {
    return this.options.allWithin ?? ALL_WITHIN;
  }

  /** Whether the cloud does not offer a version of an API, so that an older one was asked. */
  public isReplaced(version: string): boolean {
    return this.versions.has(version);
  }

  /** One answer of a service, as JSON; absent if the service says that there is no such thing. */
  public async get(service: Service, call: ReadCall): Promise<Reading<unknown>> {
    const reading = await this.text(service, call);
    return reading.state === "read" ? parsed(reading.value) : reading;
  }

  /** One answer of a service, as text. */
  public async text(service: Service, call: ReadCall): Promise<Reading<string>> {
    return this.read(service, `${this.signIn.endpoints[service]}${call.path}`, call);
  }

  /**
   * All pages of a list, or as many as are asked for, or until there is enough. A list that is not there could not be read, unless its answer has the
   * code `absentIf`: an empty one is an answer too.
   */
  public async list(
    service: Service,
    call: ReadCall,
    { pages = MAX_PAGES, absentIf, isEnough }: ListOptions = {},
  ): Promise<Reading<unknown[]>> {
    const values: unknown[] = [];
    const read = new Set<string>();
    let url: string | undefined = `${this.signIn.endpoints[service]}${call.path}`;
    while (url !== undefined && read.size < pages && !(read.size > 0 && isEnough?.(values))) {
      const address: URL = new URL(url);
      // The token goes to no other address, and a circle has no end: neither is taken for the end of the list.
      if (address.origin !== new URL(this.signIn.endpoints[service]).origin || read.has(address.href)) {
        return unreadable("shape", `the list of ${address.pathname} leads to ${address.origin} or in a circle`);
      }
      read.add(address.href);
      const reading: Reading<string> = await this.read(service, address.href, call, absentIf ?? "");
      const answer: Reading<unknown> = reading.state === "read" ? parsed(reading.value) : reading;
      if (answer.state !== "read") {
        return answer;
      }
      const listed = page.safeParse(answer.value);
      if (!listed.success) {
        return unreadable("shape", `the answer to ${address.pathname} is no list`);
      }
      const { value, nextLink, "@odata.nextLink": next } = listed.data;
      values.push(...value);
      const link = nextLink || next || undefined;
      if (link !== undefined && !URL.canParse(link, address.href)) {
        return unreadable("shape", `the list of ${address.pathname} has a next link that is no address`);
      }
      url = link === undefined ? undefined : new URL(link, address.href).href;
      if (url !== undefined && read.size === MAX_PAGES) {
        return unreadable("shape", `the list of ${address.pathname} has more than ${MAX_PAGES} pages`);
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

  private pipelineTo(service: Service, credential: TokenCredential): Pipeline {
    const limits = { agent: this.agent, ending: this.ending.signal, answerWithin: this.answerWithin };
    const scopes = `${this.signIn.endpoints[service]}/.default`;
    return servicePipeline(this.packages.pipeline, credential, scopes, limits, ["GET"]);
  }

  /* `absentIf`: the only code that makes 404 say that something is not there; any code does if it is left out. */
  private async read(service: Service, url: string, call: ReadCall, absentIf?: string): Promise<Reading<string>> {
    const { host } = new URL(url);
    const sent = this.withOfferedVersion(url);
    let answer: ServiceAnswer;
    try {
      answer = await this.answerTo(service, sent, call);
    } catch (error) {
      if (error instanceof UnusableAnswer) {
        return unreadable("broken", `${host}: ${error.message}`);
      }
      if (error instanceof Error && error.name === "AbortError" && !this.ending.signal.aborted) {
        return unreadable("timeout", `${host} did not answer in ${this.answerWithin / 1000} seconds`);
      }
      if (this.ending.signal.aborted) {
        throw new CannotRead(`${host} did not answer in ${this.allWithin / 1000} seconds. To do: try again later`, {
          cause: error,
        });
      }
      throw reasonForFailure(error, host);
    }
    return sent === url && this.learnsVersion(url, answer)
      ? this.read(service, url, call, absentIf)
      : readingOf(answer, host, call.right, absentIf);
  }

  private async answerTo(service: Service, url: string, call: ReadCall): Promise<ServiceAnswer> {
    const answer = await this.send(service, url, call);
    if (answer.status !== 401 || !/Expired/i.test(codeOf(answer.body) ?? "")) {
      return answer;
    }
    // A token may end while a tenant is read: one new one, once.
    const renewal =
      this.renewals.get(service) ??
      Promise.resolve().then(() => {
        this.pipelines[service] = this.pipelineTo(service, this.signIn.renewed());
      });
    this.renewals.set(service, renewal);
    await renewal;
    return this.send(service, url, call);
  }

  private async send(service: Service, url: string, { headers }: ReadCall): Promise<ServiceAnswer> {
    const request = this.packages.pipeline.createPipelineRequest({
      url,
      headers: this.packages.pipeline.createHttpHeaders({ accept: "*/*", ...headers }),
      abortSignal: this.ending.signal,
    });
    const { status, bodyAsText } = await this.pipelines[service].sendRequest(this.http, request);
    this.options.onAnswer?.();
    return { status, body: bodyAsText ?? "" };
  }

  private withOfferedVersion(url: string): string {
    const asked = versionIn(url);
    const offered = asked && this.versions.get(asked);
    return asked === undefined || offered === undefined ? url : url.replace(asked, offered);
  }

  /* Whether the cloud said that it does not offer the version of the API that was asked, and which one to ask instead. */
  private learnsVersion(url: string, answer: ServiceAnswer): boolean {
    const asked = versionIn(url);
    if (asked === undefined || !isRefusedVersion(answer)) {
      return false;
    }
    const offered = this.versions.get(asked) ?? offeredVersion(answer.body, asked);
    if (offered !== undefined) {
      this.versions.set(asked, offered);
    }
    return offered !== undefined;
  }
}
