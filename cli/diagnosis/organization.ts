import { type Finding, finding, inOrder } from "../findings/finding";
import { SCRIPT_FINDINGS } from "../findings/script-findings";
import type { DomainState } from "../tenant/directory";
import type { Reading } from "../tenant/reading";
import type { TenantState } from "../tenant/tenant";
import type { Expectation } from "./expectation";

/** The organization that is given, beside the domains of the tenant. */
export function judgeOrganization({ domains }: TenantState, { organization }: Expectation): Finding[] {
  if (domains.state !== "read") {
    const reason = domains.state === "unreadable" ? domains.reason : "Microsoft Graph has no organization";
    return [finding(SCRIPT_FINDINGS.organizationUnreadable, { reason })];
  }
  const initial = initialDomain(domains) ?? "";
  if (organization === undefined) {
    return [inOrder("organization", `the initial domain is ${initial}`)];
  }
  const what = faultOfDomain(domains, organization);
  return what === undefined
    ? [inOrder("organization", organization)]
    : [finding(SCRIPT_FINDINGS.organizationOther, { given: organization, what, initial })];
}

/** The tenant's initial domain. */
export function initialDomain(domains: Reading<DomainState[]>): string | undefined {
  return domains.state === "read" ? domains.value.find(({ isInitial }) => isInitial)?.name : undefined;
}

/** What is wrong with a domain as an organization, in words; undefined if nothing is, or that is not known. */
export function faultOfDomain(domains: Reading<DomainState[]>, given: string): string | undefined {
  const initial = initialDomain(domains);
  if (domains.state !== "read" || initial === undefined || initial.toLowerCase() === given.toLowerCase()) {
    return undefined;
  }
  const isVerified = domains.value.some(({ name }) => name.toLowerCase() === given.toLowerCase());
  if (!isVerified) {
    return "no domain of this tenant";
  }
  return /\.onmicrosoft\.(?:com|us)$|\.onmschina\.cn$/i.test(given)
    ? "a second domain of Microsoft's, not the initial one"
    : "a custom domain";
}
