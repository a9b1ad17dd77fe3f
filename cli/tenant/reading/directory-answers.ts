import * as z from "zod";
import { fields, fieldsWith, maybeText, maybeTrue } from "./reading";

/* What is taken from the answers of Microsoft Graph. */

export const principalAnswer = fieldsWith({
  id: z.string(),
  accountEnabled: maybeTrue,
  appRoles: z.array(fields({ id: maybeText, value: maybeText })).catch([]),
});
export const permissionAnswer = fieldsWith({
  id: z.string(),
  appRoleId: z.string(),
  resourceId: z.string(),
  resourceDisplayName: maybeText,
  principalId: z.string(),
  principalDisplayName: maybeText,
  createdDateTime: maybeText,
});
export const roleAnswer = fieldsWith({
  id: z.string(),
  principalId: z.string(),
  roleDefinitionId: z.string(),
  directoryScopeId: maybeText,
  appScopeId: maybeText,
  roleDefinition: fields({ displayName: maybeText }),
});
export const auditAnswer = fields({ activityDateTime: maybeText, result: maybeText });
export const organizationAnswer = fieldsWith({
  verifiedDomains: z.array(fieldsWith({ name: z.string(), isInitial: maybeTrue })),
});
