import { Annotations } from "cdktf";
import type { IConstruct } from "constructs";
import { DirectoryRole } from "./directory-role";

/** Warns of what is allowed but not recommended in the choice of a role. */
export function warnOfRole(scope: IConstruct, role: DirectoryRole): void {
  if (role.templateId.toLowerCase() === DirectoryRole.GLOBAL_ADMINISTRATOR.templateId) {
    Annotations.of(scope).addWarning(
      "Global Administrator is far more than Exchange Online PowerShell needs, and whoever may edit the host's scripts holds it. Choose Exchange Administrator, or less.",
    );
  }
  if (role.isScoped) {
    Annotations.of(scope).addWarning(
      `${role.label}: that Exchange Online honours the scope of a directory role is not verified. Test what the identity may do; role groups of Exchange Online have write scopes of their own.`,
    );
  }
}
