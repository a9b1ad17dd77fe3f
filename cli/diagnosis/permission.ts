import { type Finding, finding, inOrder } from "../findings/finding";
import { RIGHTS_FINDINGS } from "../findings/rights-findings";
import { HALF_AN_HOUR } from "../tenant/directory";
import { valueOr } from "../tenant/reading";
import type { IdentityRights, TenantState } from "../tenant/tenant";
import { nameOf } from "./identity";
import { MANAGE_AS_APP, permissionOf } from "./rights";

/** Exchange Online's service principal, which the permission is granted on. */
export function judgeExchangeOnline({ exchangeOnline }: TenantState): Finding[] {
  switch (exchangeOnline.state) {
    case "absent":
      return [finding(RIGHTS_FINDINGS.exchangeOnlineMissing)];
    case "unreadable":
      return [finding(RIGHTS_FINDINGS.exchangeOnlineUnreadable, { reason: exchangeOnline.reason })];
    default:
      return exchangeOnline.value.isEnabled
        ? [inOrder("Exchange Online service principal", `Office 365 Exchange Online, ${exchangeOnline.value.id}`)]
        : [finding(RIGHTS_FINDINGS.exchangeOnlineDisabled)];
  }
}

/** Guide, system-assigned step 4 and user-assigned step 5: Exchange.ManageAsApp. */
export function judgePermission(state: TenantState, identity: IdentityRights, now: Date): Finding[] {
  const words = { identity: nameOf(identity), principal: identity.principalId };
  const { permissions } = identity;
  if (permissions.state === "unreadable") {
    return [finding(RIGHTS_FINDINGS.permissionUnreadable, { ...words, reason: permissions.reason })];
  }
  const granted = permissionOf(identity);
  if (granted) {
    const seen = inOrder("permission", `${words.identity} has Exchange.ManageAsApp`);
    return [youngOr(seen, RIGHTS_FINDINGS.permissionYoung, granted.createdDateTime, now)];
  }
  const exchangeOnline = state.exchangeOnline.state === "read" ? state.exchangeOnline.value : undefined;
  const similar = valueOr(permissions, [])
    .filter(({ resourceId }) => exchangeOnline !== undefined && resourceId === exchangeOnline.id)
    .map(({ appRoleId }) => exchangeOnline?.appRoles[appRoleId] ?? appRoleId)
    .filter((name) => /ManageAsApp/i.test(name));
  if (similar.length > 0) {
    return [finding(RIGHTS_FINDINGS.permissionSimilar, { ...words, roles: similar.join(", ") })];
  }
  const ofHost = state.identities.map(({ principalId }) => principalId);
  const holder = valueOr(state.holders, []).find(
    ({ appRoleId, principalId, principalName }) =>
      appRoleId.toLowerCase() === MANAGE_AS_APP &&
      (ofHost.includes(principalId) || principalName.toLowerCase() === identity.name.toLowerCase()),
  );
  return holder
    ? [
        finding(RIGHTS_FINDINGS.permissionElsewhere, {
          ...words,
          holder: `${holder.principalName} (${holder.principalId})`,
        }),
      ]
    : [finding(RIGHTS_FINDINGS.permissionMissing, words)];
}

/** A finding for what is younger than half an hour; else what was seen. */
export function youngOr(
  seen: Finding,
  kind: typeof RIGHTS_FINDINGS.permissionYoung | typeof RIGHTS_FINDINGS.roleYoung,
  time: string | undefined,
  now: Date,
): Finding {
  const created = Date.parse(time ?? "");
  return Number.isNaN(created) || now.getTime() - created >= HALF_AN_HOUR
    ? seen
    : finding(kind, { time: clock(created), until: clock(created + HALF_AN_HOUR) });
}

function clock(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
