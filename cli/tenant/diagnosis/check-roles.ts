import { DirectoryRole } from "cdktf-exchange-managed-identity";
import type { StepFinding } from "../findings/finding";
import { RIGHTS_FINDINGS } from "../findings/rights-findings";
import type { RolesState } from "../reading/directory";
import { valueOr } from "../reading/reading";
import type { IdentityRights } from "../reading/tenant";
import { rightsWords, young } from "./check-permission";
import type { Context } from "./context";
import { roleName, supportedIn } from "./rights";

/** Guide, system-assigned step 5 and user-assigned step 6: the Microsoft Entra roles. */
export function checkRoles(context: Context, identity: IdentityRights): readonly StepFinding[] {
  const { expectation, findings } = context;
  const words = { ...rightsWords(context, identity), role: DirectoryRole.GLOBAL_READER.templateId, where: "/" };
  const { roles } = identity;
  if (roles.state === "unreadable") {
    return [findings.of(RIGHTS_FINDINGS.roleUnreadable, { ...words, reason: roles.reason, remedy: roles.remedy })];
  }
  const { own, throughGroups } = valueOr(roles, NONE);
  const held = supportedIn(own);
  const ofGroups = supportedIn(valueOr(throughGroups, []));
  const missing = (expectation.configuration?.roles ?? []).filter(
    ({ templateId, scope }) =>
      !held.some(
        ({ role, assignment }) =>
          role.templateId === templateId && assignment.scope.toLowerCase() === scope.toLowerCase(),
      ),
  );
  const expected = missing.map(({ label, templateId, scope }) => {
    const named = { ...words, roles: label, role: templateId, where: scope };
    const group = ofGroups.find(({ role }) => role.templateId === templateId)?.assignment.groupId;
    return group === undefined
      ? findings.of(RIGHTS_FINDINGS.roleExpectedMissing, named)
      : findings.of(RIGHTS_FINDINGS.roleThroughGroup, { ...named, group });
  });
  if (held.length === 0) {
    const without = withoutRole(context, { own, throughGroups }, words);
    // A configured role that is missing says the same, and more.
    const isSame = expected.some(({ seen }) => seen === without.seen) || without.seen.endsWith("has no role");
    return expected.length > 0 && isSame ? expected : [...expected, without];
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
  const more = ofGroups
    .filter(({ role }) => !held.some((own) => own.role.templateId === role.templateId))
    .filter(({ role }) => !missing.some(({ templateId }) => templateId === role.templateId))
    .map(({ role, assignment }) =>
      findings.of(RIGHTS_FINDINGS.roleThroughGroup, {
        ...words,
        roles: role.name,
        role: role.templateId,
        group: assignment.groupId ?? "",
      }),
    );
  const recent = young(context, RIGHTS_FINDINGS.roleYoung, words, identity.newestRoleChange);
  return [...expected, seen, ...more, ...(recent ? [recent] : [])];
}

function withoutRole(
  { expectation, findings }: Context,
  { own, throughGroups }: RolesState,
  words: { readonly [name: string]: string },
): StepFinding {
  if (expectation.configuration?.hasExchangeRoles) {
    return findings.of(RIGHTS_FINDINGS.roleInExchange, words);
  }
  const [first] = supportedIn(valueOr(throughGroups, []));
  if (first) {
    const { role, assignment } = first;
    const group = assignment.groupId ?? "";
    return findings.of(RIGHTS_FINDINGS.roleThroughGroup, { ...words, roles: role.name, role: role.templateId, group });
  }
  if (throughGroups.state === "unreadable") {
    const { reason, remedy } = throughGroups;
    return findings.of(RIGHTS_FINDINGS.roleMaybeThroughGroup, { ...words, reason, remedy });
  }
  return own.length > 0
    ? findings.of(RIGHTS_FINDINGS.roleDoesNotCover, { ...words, roles: own.map(roleName).join(", ") })
    : findings.of(RIGHTS_FINDINGS.roleMissing, words);
}

const NONE: RolesState = { own: [], throughGroups: { state: "read", value: [] } };
