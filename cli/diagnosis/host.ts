import { type Finding, finding, inOrder } from "../findings/finding";
import { HOST_FINDINGS } from "../findings/host-findings";
import type { TenantState } from "../tenant/tenant";
import type { Expectation } from "./expectation";

/** Guide, step 1: the host. */
export function judgeHost({ host }: TenantState, { host: words }: Expectation): Finding[] {
  switch (host.state) {
    case "read":
      return [inOrder("host", words)];
    case "absent":
      return [finding(HOST_FINDINGS.hostMissing, { host: words })];
    default:
      return [finding(HOST_FINDINGS.hostUnreadable, { host: words, reason: host.reason })];
  }
}
