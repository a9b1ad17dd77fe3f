import { type DirectoryRole, ExchangeOnline } from "cdktf-exchange-managed-identity";
import type { AppRoleAssignment, RoleAssignment } from "../reading/directory";
import { valueOr } from "../reading/reading";
import type { IdentityRights } from "../reading/tenant";

/** Whether an assignment is one of Exchange.ManageAsApp. */
export function isManageAsApp({ appRoleId }: AppRoleAssignment): boolean {
  return appRoleId.toLowerCase() === ExchangeOnline.MANAGE_AS_APP_ROLE_ID;
}

/** The assignment of Exchange.ManageAsApp to an identity. */
export function permissionOf({ permissions }: IdentityRights): AppRoleAssignment | undefined {
  return valueOr(permissions, []).find(isManageAsApp);
}

export function hasPermission(identity: IdentityRights): boolean {
  return permissionOf(identity) !== undefined;
}

/** A role that Exchange Online accepts, as an identity has it. */
export interface SupportedRole {
  readonly role: DirectoryRole;
  readonly assignment: RoleAssignment;
}

/** The roles of the guide that an identity has itself. */
export function supportedRoles({ roles }: IdentityRights): readonly SupportedRole[] {
  return roles.state === "read" ? supportedIn(roles.value.own) : [];
}

/** What is known of one right of an identity. */
export type RightState = "has" | "lacks" | "unknown";

/** Whether an identity has Exchange.ManageAsApp. */
export function permissionState(identity: IdentityRights): RightState {
  return hasPermission(identity) ? "has" : identity.permissions.state === "unreadable" ? "unknown" : "lacks";
}

/** Whether an identity has a role that Exchange Online accepts; what comes from elsewhere is not known. */
export function roleState({ roles }: IdentityRights, hasExchangeRoles: boolean): RightState {
  if (roles.state !== "read") {
    return roles.state === "absent" ? "lacks" : "unknown";
  }
  const { own, throughGroups } = roles.value;
  const held = supportedIn(own);
  if (held.some(({ assignment }) => assignment.scope === "/")) {
    return "has";
  }
  const mayBe =
    hasExchangeRoles ||
    held.length > 0 ||
    throughGroups.state === "unreadable" ||
    supportedIn(valueOr(throughGroups, [])).length > 0;
  return mayBe ? "unknown" : "lacks";
}

/** The roles of the guide among assignments. */
export function supportedIn(assignments: readonly RoleAssignment[]): readonly SupportedRole[] {
  return assignments.flatMap((assignment) => {
    const { role } = assignment;
    return role === undefined ? [] : [{ role, assignment }];
  });
}

/** The name of a role that an identity has. */
export function roleName({ roleId, name, role }: RoleAssignment): string {
  return role?.name ?? name ?? `the role ${roleId}`;
}
