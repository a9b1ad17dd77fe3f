import { type StepFinding, type FindingKind } from "../findings/finding";
import { GRANTED_BY, RIGHTS_FINDINGS } from "../findings/rights-findings";
import { valueOr } from "../reading/reading";
import type { IdentityRights } from "../reading/tenant";
import { identityName } from "./check-identity";
import { type Context } from "./context";
import { isManageAsApp, permissionOf } from "./rights";

/* So long Exchange Online may take to honour a permission or a role, in milliseconds. */
const HALF_AN_HOUR = 30 * 60_000;

/** Exchange Online's service principal, which the permission is granted on. */
export function checkExchangeOnline({ state: { exchangeOnline }, findings }: Context): StepFinding {
  switch (exchangeOnline.state) {
    case "absent":
      return findings.of(RIGHTS_FINDINGS.exchangeOnlineMissing);
    case "unreadable":
      return findings.of(RIGHTS_FINDINGS.exchangeOnlineUnreadable, {
        reason: exchangeOnline.reason,
        remedy: exchangeOnline.remedy,
      });
    default:
      return exchangeOnline.value.isEnabled
        ? findings.inOrder(
            "Exchange Online service principal",
            `Office 365 Exchange Online, ${exchangeOnline.value.id}`,
          )
        : findings.of(RIGHTS_FINDINGS.exchangeOnlineDisabled);
  }
}

/** Guide, system-assigned step 4 and user-assigned step 5: Exchange.ManageAsApp. */
export function checkPermission(context: Context, identity: IdentityRights): readonly StepFinding[] {
  const { state, findings } = context;
  const exchangeOnline = state.exchangeOnline.state === "read" ? state.exchangeOnline.value : undefined;
  const words = rightsWords(context, identity);
  const { permissions } = identity;
  if (permissions.state === "unreadable") {
    const { reason, remedy } = permissions;
    return [findings.of(RIGHTS_FINDINGS.permissionUnreadable, { ...words, reason, remedy })];
  }
  const granted = permissionOf(identity);
  if (granted) {
    const seen = findings.inOrder("permission", `${words.identity} has Exchange.ManageAsApp`);
    return [young(context, RIGHTS_FINDINGS.permissionYoung, words, granted.createdDateTime) ?? seen];
  }
  const similar = valueOr(permissions, [])
    .filter(({ resourceId }) => exchangeOnline !== undefined && resourceId === exchangeOnline.id)
    .map(({ appRoleId }) => exchangeOnline?.appRoles[appRoleId] ?? appRoleId)
    .filter((name) => /ManageAsApp/i.test(name));
  if (similar.length > 0) {
    return [findings.of(RIGHTS_FINDINGS.permissionSimilar, { ...words, roles: similar.join(", ") })];
  }
  const holders = valueOr(state.holders, []).filter(isManageAsApp);
  if (holders.some(({ principalId }) => principalId.toLowerCase() === identity.principalId.toLowerCase())) {
    return [findings.of(RIGHTS_FINDINGS.permissionNotYetShown, words)];
  }
  const ofHost = state.identities.map(({ principalId }) => principalId);
  const holder = holders.find(
    ({ principalId, principalName }) =>
      ofHost.includes(principalId) || principalName.toLowerCase() === identity.name.toLowerCase(),
  );
  return holder
    ? [
        findings.of(RIGHTS_FINDINGS.permissionElsewhere, {
          ...words,
          holder: `${holder.principalName} (${holder.principalId})`,
        }),
      ]
    : [findings.of(RIGHTS_FINDINGS.permissionMissing, words)];
}

/** The permission of all identities, where it is not known which of them the scripts use. */
export function checkPermissionOfAll({
  state: { identities },
  expectation,
  findings,
}: Context): readonly StepFinding[] {
  const onHost = identities.filter(({ isOnHost }) => isOnHost);
  const unreadable = onHost.flatMap((identity) =>
    identity.permissions.state === "unreadable"
      ? [
          findings.of(RIGHTS_FINDINGS.permissionUnreadable, {
            identity: identityName(identity),
            reason: identity.permissions.reason,
            remedy: identity.permissions.remedy,
          }),
        ]
      : [],
  );
  const isNowhere = onHost.length > 0 && unreadable.length === 0 && !onHost.some((identity) => permissionOf(identity));
  return isNowhere
    ? [
        findings.of(RIGHTS_FINDINGS.permissionNowhere, {
          identities: onHost.map(identityName).join(", "),
          apply: GRANTED_BY[expectation.configuration?.grants ?? "terraform"],
        }),
      ]
    : unreadable;
}

/** The words of an identity's rights, with the ids that a command needs. */
export function rightsWords({ expectation }: Context, identity: IdentityRights) {
  return {
    identity: identityName(identity),
    principal: identity.principalId,
    apply: GRANTED_BY[expectation.configuration?.grants ?? "terraform"],
  };
}

/** A finding for what was granted less than half an hour ago. */
export function young(
  { findings, now }: Context,
  kind: FindingKind,
  words: { readonly [name: string]: string },
  time: string | undefined,
): StepFinding | undefined {
  const created = Date.parse(time ?? "");
  return Number.isNaN(created) || now.getTime() - created >= HALF_AN_HOUR
    ? undefined
    : findings.of(kind, { ...words, time: clock(created), until: clock(created + HALF_AN_HOUR) });
}

function clock(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
