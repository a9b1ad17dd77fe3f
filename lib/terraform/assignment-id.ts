import { checkText } from "../problem/checked-text";
import type { Finding } from "../problem/finding";

/** What an assignment is of: an app role, or a directory role. */
export type AssignmentKind = "appRoleAssignedTo" | "roleAssignments";

const FULL = {
  appRoleAssignedTo: /^\/servicePrincipals\/[0-9a-fA-F-]{36}\/appRoleAssignedTo\//,
  roleAssignments: /^\/roleManagement\/directory\/roleAssignments\//,
};

/** What is wrong with a text as the id of an assignment, bare or as an output gives it, if anything. */
export function checkAssignmentId(kind: AssignmentKind, id: string): Finding | undefined {
  return checkText(typeof id === "string" ? id.replace(FULL[kind], "") : id, {
    pattern: /^[A-Za-z0-9_-]{10,128}$/,
    allowed: "the id of an assignment as Microsoft Graph gives it, or as the stack's output does",
    remedy:
      "find it with Get-MgServicePrincipalAppRoleAssignment or Get-MgRoleManagementDirectoryRoleAssignment, as the README shows",
  });
}

/** The id as Microsoft Graph gives it. */
export function bareAssignmentId(kind: AssignmentKind, id: string): string {
  return id.replace(FULL[kind], "");
}
