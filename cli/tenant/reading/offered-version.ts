import { codeOf } from "./answer";
import type { ServiceAnswer } from "./service-answer";

/* What every cloud has offered since 2023. */
const OLDER: { readonly [version: string]: string } = { "2024-10-23": "2023-11-01" };

/**
 * The version of an API to ask for in the place of one that a cloud does not offer: the newest that its answer names, and
 * that is no preview; else an older one that is known.
 */
export function offeredVersion(message: string, asked: string): string | undefined {
  const named = message.slice(0, 10_000).match(/\b\d{4}-\d{2}-\d{2}(?:-[a-z]+)?/g) ?? [];
  const older = named.filter((version) => /^[\d-]+$/.test(version) && version < asked).sort();
  return older.pop() ?? OLDER[asked];
}

/** Whether an answer says that a cloud does not offer the version of an API that was asked. */
export function isRefusedVersion({ status, body }: ServiceAnswer): boolean {
  return status === 400 && /^(?:NoRegisteredProviderFound|InvalidApiVersionParameter)$/i.test(codeOf(body) ?? "");
}

/** The version of an API in an address; undefined if it has none. */
export function versionIn(url: string): string | undefined {
  return /[?&]api-version=([\w-]+)/.exec(url)?.[1];
}
