import { ExchangeCloud } from "cdktf-exchange-managed-identity";
import type { StepFinding } from "../findings/finding";
import { SCRIPT_FINDINGS } from "../findings/script-findings";
import type { DomainState } from "../reading/directory";
import { type Reading, unreadable } from "../reading/reading";
import type { Context } from "./context";

/** The organization that is given, beside the domains of the tenant. */
export function checkOrganization({
  state: { domains },
  expectation: { organization },
  findings,
}: Context): StepFinding {
  const initial = initialDomain(domains);
  if (initial === undefined) {
    const { reason, remedy } =
      domains.state === "unreadable" ? domains : unreadable("shape", "Microsoft Graph names no initial domain");
    return findings.of(SCRIPT_FINDINGS.organizationUnreadable, { reason, remedy });
  }
  if (organization === undefined) {
    return findings.inOrder("organization", `the tenant's initial domain is ${initial}`);
  }
  const what = faultOfDomain(domains, organization);
  return what === undefined
    ? findings.inOrder("organization", organization)
    : findings.of(SCRIPT_FINDINGS.organizationOther, { given: organization, what, initial });
}

/** The tenant's initial domain. */
export function initialDomain(domains: Reading<readonly DomainState[]>): string | undefined {
  return domains.state === "read" ? domains.value.find(({ isInitial }) => isInitial)?.name : undefined;
}

/** What is wrong with a domain as an organization, in words; undefined if nothing is, or that is not known. */
export function faultOfDomain(domains: Reading<readonly DomainState[]>, given: string): string | undefined {
  const initial = initialDomain(domains);
  if (domains.state !== "read" || initial === undefined || initial.toLowerCase() === given.toLowerCase()) {
    return undefined;
  }
  if (!domains.value.some(({ name }) => name.toLowerCase() === given.toLowerCase())) {
    return "no domain of this tenant";
  }
  return ExchangeCloud.all().some(({ domain }) => given.toLowerCase().endsWith(`.${domain}`))
    ? "a second domain of Microsoft's, not the initial one"
    : "a custom domain";
}
