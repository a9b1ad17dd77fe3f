import { DirectoryRole } from "cdktf-exchange-managed-identity";
import type { AppRoleAssignment, RoleAssignment } from "../tenant/directory";
import { valueOr } from "../tenant/reading";
import type { IdentityRights } from "../tenant/tenant";

/** Exchange.ManageAsApp, the same in every tenant. */
export const MANAGE_AS_APP = "dc50a0fb-09a3-484d-be87-e023b12c6440";

/** The assignment of Exchange.ManageAsApp to an identity. */
export function permissionOf({ permissions }: IdentityRights): AppRoleAssignment | undefined {
  return valueOr(permissions, []).find(({ appRoleId }) => appRoleId.toLowerCase() === MANAGE_AS_APP);
}

export function hasPermission(identity: IdentityRights): boolean {
  return permissionOf(identity) !== undefined;
}

/** A role that Exchange Online takes, as an identity holds it. */
export interface SupportedRole {
  readonly role: DirectoryRole;
  readonly assignment: RoleAssignment;
}

/** The roles of the guide that an identity holds itself. */
export function supportedRoles({ roles }: IdentityRights): SupportedRole[] {
  return supportedIn(valueOr(roles, { own: [] }).own);
}

/** The roles of the guide among assignments. */
export function supportedIn(assignments: readonly RoleAssignment[]): SupportedRole[] {
  return assignments.flatMap((assignment) => {
    const role = DirectoryRole.supported().find(({ templateId }) => templateId === assignment.roleId.toLowerCase());
    return role === undefined ? [] : [{ role, assignment }];
  });
}

/** The name of a role that an identity holds. */
export function roleName({ roleId, name }: RoleAssignment): string {
  const known = DirectoryRole.supported().find(({ templateId }) => templateId === roleId.toLowerCase());
  return known?.name ?? name ?? `the role ${roleId}`;
}
