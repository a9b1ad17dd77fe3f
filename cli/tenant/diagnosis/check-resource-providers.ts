import type { Finding } from "../findings/finding";
import { HOST_FINDINGS } from "../findings/host-findings";
import type { Context } from "./context";

/** Guide, step 1: whether the subscription can hold what the set-up consists of. */
export function checkResourceProviders({ state: { unregistered }, findings }: Context): Finding[] {
  const names = unregistered.join(", ");
  const command = unregistered.map((namespace) => `az provider register --namespace ${namespace}`).join("; ");
  return unregistered.length > 0
    ? [findings.of(HOST_FINDINGS.resourceProvidersMissing, { namespaces: names, command })]
    : [];
}
