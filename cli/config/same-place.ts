import type { Configuration } from "./configuration-schema";

type Provider = NonNullable<Configuration["provider"]>;

/**
 * Whether two stacks may write in the same tenant and subscription: what only one of them says, or neither, comes from the
 * environment, which is one for both.
 */
export function isSamePlace(one: Provider, other: Provider): boolean {
  const isSame = (first = "", second = "") =>
    first === "" || second === "" || first.toLowerCase() === second.toLowerCase();
  return (
    (one.cloud ?? "public") === (other.cloud ?? "public") &&
    isSame(one.tenantId, other.tenantId) &&
    isSame(one.subscriptionId, other.subscriptionId)
  );
}
