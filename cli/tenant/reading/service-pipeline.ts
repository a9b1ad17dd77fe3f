import type { Agent } from "node:https";
import type { Pipeline, PipelineRequest, PipelineResponse, SendRequest } from "@azure/core-rest-pipeline";
import type { TokenCredential } from "@azure/identity";
import { withBody } from "./answer-body";
import type { AzurePackages } from "./sign-in";

/* A service may ask for patience in seconds, but not for more than that. */
const LONGEST_WAIT = 120;

/** What the calls of a client share. */
export interface SharedLimits {
  readonly agent: Agent;
  /** Ends all calls. */
  readonly ending: AbortSignal;
  /** How long one answer may take, in milliseconds. */
  readonly answerWithin: number;
}

/**
 * The way of a call to a service: signed in, through the proxy of the environment, again where it makes sense.
 *
 * @param methods what may be sent: nothing else ever is
 */
export function servicePipeline(
  azure: AzurePackages["pipeline"],
  credential: TokenCredential,
  scopes: string,
  limits: SharedLimits,
  methods: readonly string[],
): Pipeline {
  const pipeline = azure.createEmptyPipeline();
  // A service that asks for patience gets it; one that does not answer is soon given up.
  pipeline.addPolicy(azure.throttlingRetryPolicy({ maxRetries: 20 }));
  pipeline.addPolicy(azure.exponentialRetryPolicy({ maxRetries: 4, retryDelayInMs: 300 }));
  pipeline.addPolicy(azure.systemErrorRetryPolicy({ maxRetries: 2, retryDelayInMs: 300 }));
  pipeline.addPolicy(azure.userAgentPolicy({ userAgentPrefix: "exchange-managed-identity" }));
  pipeline.addPolicy(azure.decompressResponsePolicy());
  pipeline.addPolicy(azure.bearerTokenAuthenticationPolicy({ credential, scopes }));
  pipeline.addPolicy(azure.proxyPolicy());
  pipeline.addPolicy({
    name: "only what this client may send, over a few connections",
    sendRequest: async (request, next) => {
      if (!methods.includes(request.method)) {
        throw new Error(`${request.method} was about to be sent: this client only sends ${methods.join(", ")}.`);
      }
      // A proxy brings its own.
      request.agent ??= limits.agent;
      const response = await sendWithLimits(limits, request, next);
      // One that says nothing of how long is asked again soon.
      if (response.status === 429 && !response.headers.has("retry-after")) {
        response.headers.set("retry-after", "2");
      }
      if (Number(response.headers.get("retry-after")) > LONGEST_WAIT) {
        response.headers.delete("retry-after");
      }
      return response;
    },
  });
  return pipeline;
}

async function sendWithLimits(
  { ending, answerWithin }: SharedLimits,
  request: PipelineRequest,
  next: SendRequest,
): Promise<PipelineResponse> {
  const attempt = new AbortController();
  const end = () => attempt.abort();
  const timer = setTimeout(end, answerWithin);
  ending.addEventListener("abort", end);
  try {
    request.abortSignal = attempt.signal;
    request.streamResponseStatusCodes = new Set([Number.POSITIVE_INFINITY]);
    return await withBody(await next(request), attempt.signal);
  } finally {
    request.abortSignal = ending;
    ending.removeEventListener("abort", end);
    clearTimeout(timer);
  }
}
