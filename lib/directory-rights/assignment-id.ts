import { TextRule } from "../validation/text-rule";

/** The id of an assignment of an app role or of a directory role, and the form that an import block takes. */
export class AssignmentId {
  /** An assignment of an app role, such as Exchange.ManageAsApp, to a principal. */
  public static readonly APP_ROLE = new AssignmentId(
    "/servicePrincipals/[0-9a-fA-F-]{36}/appRoleAssignedTo/",
    "Get-MgServicePrincipalAppRoleAssignment",
  );

  /** An assignment of a directory role. */
  public static readonly DIRECTORY_ROLE = new AssignmentId(
    "/roleManagement/directory/roleAssignments/",
    "Get-MgRoleManagementDirectoryRoleAssignment",
  );

  /** The rule for the id: as Microsoft Graph gives it, or as the output of a stack does. */
  public readonly rule: TextRule;

  private readonly pathInFront: RegExp;

  private constructor(path: string, cmdlet: string) {
    this.pathInFront = new RegExp(`^${path}`);
    this.rule = TextRule.of({
      pattern: `^(?:${path})?[A-Za-z0-9_-]{10,128}$`,
      allowed: "the id of an assignment as Microsoft Graph gives it, or as the stack's output does",
      remedy: `find it with ${cmdlet}, as the page on adoption shows`,
      takesExpression: true,
    });
  }

  /** The id as Microsoft Graph gives it, without the path that an output has in front. */
  public withoutPath(id: string): string {
    return id.replace(this.pathInFront, "");
  }
}
