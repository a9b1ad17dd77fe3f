import { type Finding, STEPS } from "../findings/finding";
import type { TenantState } from "../tenant/tenant";
import type { Expectation } from "./expectation";
import { judgeHost } from "./host";
import { judgeIdentity } from "./identity";
import { judgeJobs } from "./jobs";
import { judgeModules } from "./module";
import { judgeOrganization } from "./organization";
import { judgeExchangeOnline, judgePermission } from "./permission";
import { judgeRoles } from "./roles";
import { judgeRunbooks } from "./runbooks";

/** Goes through the guide's steps in their order. */
export function diagnose(state: TenantState, expectation: Expectation, now: Date): Finding[] {
  const today = now.toISOString().slice(0, 10);
  const { identity, findings } = judgeIdentity(state, expectation);
  const all = [
    ...judgeHost(state, expectation),
    ...findings,
    ...judgeModules(state, expectation, today),
    ...judgeExchangeOnline(state),
    ...(identity === undefined ? [] : judgePermission(state, identity, now)),
    ...(identity === undefined ? [] : judgeRoles(identity, expectation, now)),
    ...judgeOrganization(state, expectation),
    ...judgeRunbooks(state, expectation, identity, today),
    ...judgeJobs(state),
  ];
  return STEPS.flatMap((step) => all.filter((entry) => entry.step === step));
}
