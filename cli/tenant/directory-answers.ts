import * as z from "zod";
import { fields, maybeText, maybeTrue } from "./reading";

/* What is taken from the answers of Microsoft Graph. */

export const principalAnswer = fields({
  id: maybeText,
  accountEnabled: maybeTrue,
  appRoles: z.array(fields({ id: maybeText, value: maybeText })).catch([]),
});
export const permissionAnswer = fields({
  id: maybeText,
  appRoleId: maybeText,
  resourceId: maybeText,
  resourceDisplayName: maybeText,
  principalId: maybeText,
  principalDisplayName: maybeText,
  createdDateTime: maybeText,
});
export const roleAnswer = fields({
  id: maybeText,
  principalId: maybeText,
  roleDefinitionId: maybeText,
  directoryScopeId: maybeText,
  appScopeId: maybeText,
  roleDefinition: fields({ displayName: maybeText }),
});
export const auditAnswer = fields({ activityDateTime: maybeText });
export const organizationAnswer = fields({
  verifiedDomains: z.array(fields({ name: maybeText, isInitial: maybeTrue })).catch([]),
});
