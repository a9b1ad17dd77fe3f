import type { PipelineResponse } from "@azure/core-rest-pipeline";

/** An answer whose content cannot be used. Its message says why. */
export class UnusableAnswer extends Error {}

/* No list and no script of an account is as large. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads the content of an answer, unpacked, and no more than a tenant's data can be: whatever comes is never kept in memory
 * as a whole.
 *
 * @throws UnusableAnswer if it is larger, or packed in a way that cannot be unpacked
 */
export async function withBody(response: PipelineResponse, ending: AbortSignal): Promise<PipelineResponse> {
  const stream = response.readableStreamBody;
  if (stream === undefined) {
    return response;
  }
  const chunks: Buffer[] = [];
  const read = async () => {
    let size = 0;
    for await (const chunk of stream) {
      size += Buffer.byteLength(chunk);
      if (size > MOST_BYTES) {
        throw new UnusableAnswer(`the answer is larger than ${MOST_BYTES / 1024 / 1024} MB`);
      }
      chunks.push(Buffer.from(chunk));
    }
  };
  try {
    await Promise.race([read(), aborted(ending)]);
  } catch (error) {
    // What is still on its way is not waited for.
    (stream as { destroy?: () => void }).destroy?.();
    const { code = "" } = error as NodeJS.ErrnoException;
    throw code.startsWith("Z_") ? new UnusableAnswer("the answer is packed, and cannot be unpacked") : error;
  }
  return { ...response, readableStreamBody: undefined, bodyAsText: Buffer.concat(chunks).toString("utf8") };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(Object.assign(new Error("The answer took too long."), { name: "AbortError" }));
    if (signal.aborted) {
      end();
    } else {
      signal.addEventListener("abort", end, { once: true });
    }
  });
}
