import type { Finding } from "../findings/finding";
import { CREATE_HOST, HOST_FINDINGS } from "../findings/host-findings";
import type { Context } from "./context";

/** Guide, step 1: the host. */
export function checkHost({ state: { host }, expectation, findings }: Context): Finding {
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
