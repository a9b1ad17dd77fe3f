import { Token } from "cdktf";
import type { IUserAssignedIdentity } from "../identity/user-assigned-identity";
import { addressOf } from "../terraform/address";
import { inExpression } from "../terraform/expression";

/** The part of an `identity` block that these expressions read. */
export interface IdentityAttributes {
  readonly principalId: string;
}

/**
 * The principal of a host's own identity.
 *
 * Where an identity is switched on at a host that is there, azurerm plans its principal as empty instead of unknown,
 * and the grants would fail the plan. Then the principal comes from a read of the host that waits for the host's
 * change; everywhere else from the host itself, so that no other change of the host touches a grant.
 */
export function systemAssignedPrincipalId(host: IdentityAttributes, hostReadLate: IdentityAttributes): string {
  const own = host.principalId;
  return `\${try(length(${own}), 0) > 0 ? ${own} : ${hostReadLate.principalId}}`;
}

/** The condition that a host that is read carries an identity of its own. */
export const CARRIES_SYSTEM_ASSIGNED = "${try(length(self.identity[0].principal_id), 0) > 0}";

/** The condition that a host that is read carries a user-assigned identity. */
export function carriesUserAssigned(identity: IUserAssignedIdentity): string {
  const carried = "[for id in try(self.identity[0].identity_ids, []) : lower(id)]";
  return `\${contains(${carried}, lower(${inExpression(identity.identityId)}))}`;
}

/** The identity block of an adopted host: every identity that is there, and the ones that are asked for. */
export function keptIdentity(
  before: Parameters<typeof addressOf>[0],
  systemAssigned: boolean,
  userAssigned?: IUserAssignedIdentity,
): { readonly type: string; readonly identityIds: string[] } {
  const there = `${addressOf(before)}.identity[0]`;
  const ids = `try(${there}.identity_ids, [])`;
  if (!userAssigned) {
    return {
      type: `\${length(${ids}) > 0 ? "SystemAssigned, UserAssigned" : "SystemAssigned"}`,
      identityIds: Token.asList(`\${length(${ids}) > 0 ? ${ids} : null}`),
    };
  }
  // Azure gives ids back in other cases than they were written in.
  const isNew = `!contains([for known in ${ids} : lower(known)], lower(id))`;
  const added = `[for id in [${inExpression(userAssigned.identityId)}] : id if ${isNew}]`;
  const system = `try(length(${there}.principal_id), 0) > 0`;
  return {
    type: systemAssigned
      ? "SystemAssigned, UserAssigned"
      : `\${${system} ? "SystemAssigned, UserAssigned" : "UserAssigned"}`,
    identityIds: Token.asList(`\${concat(${ids}, ${added})}`),
  };
}

/** The value of an `identity` block of a new host. */
export function newIdentity(systemAssigned: boolean, userAssigned?: IUserAssignedIdentity) {
  if (!userAssigned) {
    return { type: "SystemAssigned" };
  }
  return {
    type: systemAssigned ? "SystemAssigned, UserAssigned" : "UserAssigned",
    identityIds: [userAssigned.identityId],
  };
}
