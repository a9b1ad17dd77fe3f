import { type DirectoryRole, ExchangeOnline } from "cdktf-exchange-managed-identity";
import type { AppRoleAssignment, RoleAssignment } from "../tenant/directory";
import { valueOr } from "../tenant/reading";
import type { IdentityRights } from "../tenant/tenant";

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
  return supportedIn(valueOr(roles, { own: [] }).own);
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
