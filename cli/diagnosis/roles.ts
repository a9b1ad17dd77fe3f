import { type Finding, finding, inOrder } from "../findings/finding";
import { RIGHTS_FINDINGS } from "../findings/rights-findings";
import type { IdentityRights } from "../tenant/tenant";
import type { Expectation } from "./expectation";
import { nameOf } from "./identity";
import { youngOr } from "./permission";
import { roleName, supportedIn } from "./rights";

/** Guide, system-assigned step 5 and user-assigned step 6: the Microsoft Entra roles. */
export function judgeRoles(identity: IdentityRights, expectation: Expectation, now: Date): Finding[] {
  const words = { identity: nameOf(identity), principal: identity.principalId };
  const { roles } = identity;
  if (roles.state === "unreadable") {
    return [finding(RIGHTS_FINDINGS.roleUnreadable, { ...words, reason: roles.reason })];
  }
  const { own, throughGroups } = roles.state === "read" ? roles.value : { own: [], throughGroups: [] };
  const held = supportedIn(own);
  const missing = expectation.roles.filter(
    ({ templateId, scope }) =>
      !held.some(({ role, assignment }) => role.templateId === templateId && sameScope(assignment.scope, scope)),
  );
  const expected =
    missing.length > 0
      ? [
          finding(RIGHTS_FINDINGS.roleExpectedMissing, {
            ...words,
            roles: missing.map(({ label }) => label).join(", "),
          }),
        ]
      : [];
  if (held.length > 0) {
    const scoped = held.filter(({ assignment }) => assignment.scope !== "/");
    const names = (some: typeof held) => some.map(({ role }) => role.name).join(", ");
    const seen =
      scoped.length === held.length
        ? finding(RIGHTS_FINDINGS.roleScoped, {
            ...words,
            roles: names(scoped),
            scope: scoped.map(({ assignment }) => assignment.scope).join(", "),
          })
        : inOrder("Microsoft Entra role", `${words.identity} has ${names(held)}`);
    const young = youngOr(seen, RIGHTS_FINDINGS.roleYoung, identity.newestRoleChange, now);
    return [...expected, seen, young].filter((entry, index, all) => all.indexOf(entry) === index);
  }
  return expected.length > 0 && throughGroups?.length === 0
    ? expected
    : [withoutOwnRole({ own, throughGroups }, words, expectation)];
}

function withoutOwnRole(
  { own, throughGroups }: { own: Parameters<typeof supportedIn>[0]; throughGroups?: Parameters<typeof supportedIn>[0] },
  words: { identity: string; principal: string },
  { hasExchangeRoles }: Expectation,
): Finding {
  if (hasExchangeRoles) {
    return finding(RIGHTS_FINDINGS.roleInExchange, words);
  }
  const [first] = supportedIn(throughGroups ?? []);
  if (first) {
    const { role, assignment } = first;
    return finding(RIGHTS_FINDINGS.roleThroughGroup, {
      ...words,
      roles: role.name,
      group: assignment.groupId ?? "",
    });
  }
  if (own.length > 0) {
    return finding(RIGHTS_FINDINGS.roleDoesNotCover, { ...words, roles: own.map(roleName).join(", ") });
  }
  return throughGroups === undefined
    ? finding(RIGHTS_FINDINGS.roleMaybeThroughGroup, words)
    : finding(RIGHTS_FINDINGS.roleMissing, { ...words, roles: "no role" });
}

function sameScope(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
