import { DirectoryRole } from "cdktf-exchange-managed-identity";
import type { Finding } from "../findings/finding";
import { RIGHTS_FINDINGS } from "../findings/rights-findings";
import type { RoleAssignment } from "../tenant/directory";
import { valueOr } from "../tenant/reading";
import type { IdentityRights } from "../tenant/tenant";
import { rightsWords, young } from "./check-permission";
import type { Context } from "./context";
import { roleName, supportedIn } from "./rights";

/** Guide, system-assigned step 5 and user-assigned step 6: the Microsoft Entra roles. */
export function checkRoles(context: Context, identity: IdentityRights): readonly Finding[] {
  const { expectation, findings } = context;
  const words = { ...rightsWords(context, identity), role: DirectoryRole.GLOBAL_READER.templateId, where: "/" };
  const { roles } = identity;
  if (roles.state === "unreadable") {
    return [findings.of(RIGHTS_FINDINGS.roleUnreadable, { ...words, reason: roles.reason })];
  }
  const { own, throughGroups } = valueOr(roles, { own: [], throughGroups: [] });
  const held = supportedIn(own);
  const missing = (expectation.configuration?.roles ?? []).filter(
    ({ templateId, scope }) =>
      !held.some(
        ({ role, assignment }) =>
          role.templateId === templateId && assignment.scope.toLowerCase() === scope.toLowerCase(),
      ),
  );
  const expected = missing.map(({ label, templateId, scope }) =>
    findings.of(RIGHTS_FINDINGS.roleExpectedMissing, { ...words, roles: label, role: templateId, where: scope }),
  );
  if (held.length === 0) {
    const without = withoutRole(context, { own, throughGroups }, words);
    // A configured role that is missing says the same, and more.
    return expected.length > 0 && without.seen.endsWith("has no role") ? expected : [...expected, without];
  }
  const names = (some: typeof held) => some.map(({ role }) => role.name).join(", ");
  const tenantWide = held.filter(({ assignment }) => assignment.scope === "/");
  const isNarrow = tenantWide.every(({ role }) => role === DirectoryRole.SECURITY_ADMINISTRATOR);
  const seen =
    tenantWide.length === 0
      ? findings.of(RIGHTS_FINDINGS.roleScoped, {
          ...words,
          roles: names(held),
          scope: held.map(({ assignment }) => assignment.scope).join(", "),
        })
      : isNarrow
        ? findings.of(RIGHTS_FINDINGS.roleNarrow, words)
        : findings.inOrder("Microsoft Entra role", `${words.identity} has ${names(tenantWide)}`);
  const recent = young(context, RIGHTS_FINDINGS.roleYoung, words, identity.newestRoleChange);
  return [...expected, seen, ...(recent ? [recent] : [])];
}

function withoutRole(
  { expectation, findings }: Context,
  {
    own,
    throughGroups,
  }: { readonly own: readonly RoleAssignment[]; readonly throughGroups?: readonly RoleAssignment[] },
  words: { readonly [name: string]: string },
): Finding {
  if (expectation.configuration?.hasExchangeRoles) {
    return findings.of(RIGHTS_FINDINGS.roleInExchange, words);
  }
  const [first] = supportedIn(throughGroups ?? []);
  if (first) {
    const { role, assignment } = first;
    const group = assignment.groupId ?? "";
    return findings.of(RIGHTS_FINDINGS.roleThroughGroup, { ...words, roles: role.name, role: role.templateId, group });
  }
  if (own.length > 0) {
    return findings.of(RIGHTS_FINDINGS.roleDoesNotCover, { ...words, roles: own.map(roleName).join(", ") });
  }
  return findings.of(
    throughGroups === undefined ? RIGHTS_FINDINGS.roleMaybeThroughGroup : RIGHTS_FINDINGS.roleMissing,
    words,
  );
}
