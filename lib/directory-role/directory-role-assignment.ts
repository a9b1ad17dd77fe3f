import { Annotations, type ITerraformDependable, type TerraformProvider } from "cdktf";
import type { DirectoryRoleAssignment as AzureadDirectoryRoleAssignment } from "@cdktf/provider-azuread/lib/directory-role-assignment";
import { Construct } from "constructs";
import type { ManagedIdentity } from "../identity/managed-identity";
import { PrincipalReadiness } from "../identity/principal-readiness";
import { azuread } from "../terraform/bindings";
import { DirectoryRole } from "./directory-role";

/** What a `DirectoryRoleAssignment` is made of. */
export interface DirectoryRoleAssignmentProps {
  /** The identity that gets the role. */
  readonly principal: ManagedIdentity;

  /** The role. */
  readonly role: DirectoryRole;

  /**
   * The azuread provider.
   *
   * @default - the stack's default one
   */
  readonly provider?: TerraformProvider;
}

/**
 * A Microsoft Entra role of a managed identity. It waits for the identity's Exchange.ManageAsApp permission, wherever
 * in the stack that is granted, for only then is the identity sure to be in the directory.
 *
 * @see guide, system-assigned step 5 and user-assigned step 6: assign Azure AD roles to the managed identity
 */
export class DirectoryRoleAssignment extends Construct {
  /** The id of the assignment, as an import block takes it. */
  public readonly assignmentId: string;

  /** The role. */
  public readonly role: DirectoryRole;

  /** For `dependsOn` of what needs the role. */
  public readonly dependables: ITerraformDependable[];

  /** The Terraform resource. */
  public readonly resource: AzureadDirectoryRoleAssignment;

  public constructor(scope: Construct, id: string, props: DirectoryRoleAssignmentProps) {
    super(scope, id);
    const { principal, role, provider } = props;
    this.role = role;
    this.resource = new azuread.DirectoryRoleAssignment(this, "Resource", {
      roleId: role.templateId,
      principalObjectId: principal.principalId,
      directoryScopeId: role.scope,
      provider,
    });
    this.resource.dependsOn = PrincipalReadiness.of(this).dependenciesOf(principal);
    this.assignmentId = this.resource.id;
    this.dependables = [this.resource];
    if (role.templateId === DirectoryRole.GLOBAL_ADMINISTRATOR.templateId) {
      Annotations.of(this).addWarning(
        "Global Administrator is far more than Exchange Online PowerShell needs, and whoever may edit the host's scripts holds it. Choose Exchange Administrator, or less.",
      );
    }
    if (role.isScoped) {
      Annotations.of(this).addWarning(
        `${role.label}: that Exchange Online honours the scope of a directory role is not shown. Test what the identity may do; role groups of Exchange Online have write scopes of their own.`,
      );
    }
  }
}
