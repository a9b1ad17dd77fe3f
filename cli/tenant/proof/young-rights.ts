import { permissionOf } from "../diagnosis/rights";
import type { IdentityRights } from "../reading/tenant";

const ONE_HOUR = 3_600_000;

/** Since when the rights of an identity are there, in words, if that is less than an hour. */
export function youngSince(identity: IdentityRights | undefined): string | undefined {
  if (identity === undefined) {
    return undefined;
  }
  const rights = [
    ["Exchange.ManageAsApp", permissionOf(identity)?.createdDateTime],
    ["the newest role", identity.newestRoleChange],
  ] as const;
  const young = rights.flatMap(([name, time]) => {
    const at = Date.parse(time ?? "");
    return Number.isNaN(at) || Date.now() - at >= ONE_HOUR
      ? []
      : [`${name} is there since ${new Date(at).toISOString().slice(11, 16)} UTC`];
  });
  return young.length === 0 ? undefined : young.join(", ");
}

/** The same; where the rights cannot be read, that too is a reason to wait. */
export function reasonToWait(identity: IdentityRights | undefined): string | undefined {
  const isUnread = identity?.permissions.state === "unreadable" || identity?.roles.state === "unreadable";
  return youngSince(identity) ?? (isUnread ? "Since when the rights are there could not be read" : undefined);
}
