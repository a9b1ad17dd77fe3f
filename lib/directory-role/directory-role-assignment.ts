import { type ITerraformDependable, type TerraformProvider } from "cdktf";
import type { DirectoryRoleAssignment as AzureadDirectoryRoleAssignment } from "@cdktf/provider-azuread/lib/directory-role-assignment";
import { Construct } from "constructs";
import type { ManagedIdentity } from "../identity/managed-identity";
import { PrincipalReadiness } from "../identity/principal-readiness";
import { Problems } from "../problem/problems";
import { bareAssignmentId, checkAssignmentId } from "../terraform/assignment-id";
import { azuread } from "../terraform/bindings";
import { ImportBlock } from "../terraform/import-block";
import type { DirectoryRole } from "./directory-role";
import { warnOfRole } from "./role-warnings";

/** What a `DirectoryRoleAssignment` is made of. */
export interface DirectoryRoleAssignmentProps {
  /** The identity that gets the role. */
  readonly principal: ManagedIdentity;

  /** The role. */
  readonly role: DirectoryRole;

  /**
   * The id of an assignment that was made by hand, which Terraform takes over; as Microsoft Graph gives it, or as the
   * output `role_assignment_ids` does.
   *
   * @default - the assignment is made
   */
  readonly adoptAssignmentId?: string;

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

  /** @throws an `Error` named `ExchangeInputError` for what is no id of an assignment */
  public constructor(scope: Construct, id: string, props: DirectoryRoleAssignmentProps) {
    const { principal, role, provider, adoptAssignmentId } = props;
    const problems = new Problems();
    problems.note(
      "adoptAssignmentId",
      adoptAssignmentId === undefined ? undefined : checkAssignmentId("roleAssignments", adoptAssignmentId),
    );
    problems.raise(scope, id);
    super(scope, id);
    this.role = role;
    this.resource = new azuread.DirectoryRoleAssignment(this, "Resource", {
      roleId: role.templateId,
      principalObjectId: principal.principalId,
      directoryScopeId: role.scope,
      provider,
    });
    this.resource.dependsOn = PrincipalReadiness.of(this).dependenciesOf(principal);
    if (adoptAssignmentId !== undefined) {
      const path = `/roleManagement/directory/roleAssignments/${bareAssignmentId("roleAssignments", adoptAssignmentId)}`;
      new ImportBlock(this.resource, path, provider);
    }
    this.assignmentId = this.resource.id;
    this.dependables = [this.resource];
    warnOfRole(this, role);
  }
}
