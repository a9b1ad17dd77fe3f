import { type StepFinding, StepFindings, STEPS, type StepName } from "../findings/finding";
import type { TenantState } from "../reading/tenant";
import { checkHost, checkResourceProviders } from "./check-host";
import { checkIdentity } from "./check-identity";
import { checkJobs } from "./check-jobs";
import { checkModules } from "./check-modules";
import { checkOrganization } from "./check-organization";
import { checkExchangeOnline, checkPermission, checkPermissionOfAll } from "./check-permission";
import { checkRoles } from "./check-roles";
import { checkRunbooks } from "./check-runbooks";
import type { Context } from "./context";
import type { Expectation } from "./expectation";

/** Goes through the guide's steps in their order. Every step has a finding. */
export function diagnose(state: TenantState, expectation: Expectation, now: Date): readonly StepFinding[] {
  const findings = new StepFindings(expectation.configuration !== undefined);
  const context: Context = { state, expectation, findings, now };
  const { identity, finding } = checkIdentity(context);
  const found: { readonly [step in StepName]: readonly StepFinding[] } = {
    host: [checkHost(context), ...checkResourceProviders(context)],
    identity: finding ? [finding] : [],
    "Exchange Online module": checkModules(context),
    "Exchange Online service principal": [checkExchangeOnline(context)],
    permission: identity ? checkPermission(context, identity) : checkPermissionOfAll(context),
    "Microsoft Entra role": identity ? checkRoles(context, identity) : [],
    organization: [checkOrganization(context)],
    runbook: checkRunbooks(context, identity),
    job: checkJobs(context),
  };
  return STEPS.flatMap((step) => (found[step].length > 0 ? found[step] : [nothingFound(context, step)]));
}

function nothingFound({ state: { host }, findings }: Context, step: StepName): StepFinding {
  if (host.state !== "read") {
    const reason = host.state === "absent" ? "the host does not exist" : "the host could not be read";
    return findings.notLookedAt(step, reason, host.state === "unreadable");
  }
  if (step !== "runbook" && step !== "job") {
    return findings.notLookedAt(step, "it is not known which identity the scripts use", false);
  }
  const { word, runsRunbooks } = host.value.kind.resource;
  return runsRunbooks
    ? findings.inOrder(step, "no runbook connects to Exchange Online")
    : findings.notLookedAt(step, `a ${word} has no runbooks; what runs inside it is not visible`, false);
}
