import type { StepFinding } from "../findings/finding";
import { CREATE_HOST, HOST_FINDINGS } from "../findings/host-findings";
import type { Context } from "./context";

/** Guide, step 1: the host. */
export function checkHost({ state: { host }, expectation, findings }: Context): StepFinding {
  const words = { host: expectation.host, create: CREATE_HOST[expectation.configuration?.host ?? "new"] };
  switch (host.state) {
    case "read":
      return findings.inOrder("host", expectation.host);
    case "absent":
      return findings.of(HOST_FINDINGS.hostMissing, words);
    default:
      return findings.of(HOST_FINDINGS.hostUnreadable, { ...words, reason: host.reason, remedy: host.remedy });
  }
}

/** Guide, step 1: whether the subscription can hold what the set-up consists of. */
export function checkResourceProviders({ state: { unregistered }, findings }: Context): StepFinding[] {
  const names = unregistered.join(", ");
  const command = unregistered.map((namespace) => `az provider register --namespace ${namespace}`).join("; ");
  return unregistered.length > 0
    ? [findings.of(HOST_FINDINGS.resourceProvidersMissing, { namespaces: names, command })]
    : [];
}
