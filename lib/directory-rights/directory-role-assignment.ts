import { Annotations, type ITerraformDependable, type TerraformProvider } from "cdktf";
import { DirectoryRoleAssignment as AzureadDirectoryRoleAssignment } from "@cdktf/provider-azuread/lib/directory-role-assignment";
import { Construct, type IConstruct } from "constructs";
import { ASSIGN_DIRECTORY_ROLES, requireDirectoryRight } from "../azure/deployment-permissions";
import { ManagedIdentity } from "../identity/managed-identity";
import { PrincipalPropagation } from "./principal-propagation";
import { AssignmentId } from "./assignment-id";
import { ImportBlock } from "../terraform/import-block";
import { OwnedResources } from "../terraform/owned-resources";
import { Findings } from "../validation/findings";
import type { TextRule } from "../validation/text-rule";
import { addTypes, instanceOf, optional, providerOf } from "../validation/type-check";
import { DirectoryRole } from "./directory-role";

/** A role assignment. */
export interface DirectoryRoleAssignmentProps {
  /** The identity that gets the role. */
  readonly identity: ManagedIdentity;

  /** The role. */
  readonly role: DirectoryRole;

  /**
   * The id of an existing assignment that Terraform imports; as Microsoft Graph gives it, or as the output `role_assignment_ids` does.
   *
   * @default - the assignment is created
   */
  readonly adoptAssignmentId?: string;

  /**
   * The azuread provider.
   *
   * @default - the stack's default one
   */
  readonly azuread?: TerraformProvider;
}

/**
 * A Microsoft Entra role of a managed identity. It waits for the identity's Exchange.ManageAsApp permission, wherever
 * the stack grants it, because the new identity is then certainly in the directory.
 *
 * Guide: system-assigned step 5 and user-assigned step 6: assign Azure AD roles to the managed identity.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class DirectoryRoleAssignment extends Construct {
  /** @internal The rule for the id of an existing assignment. */
  public static readonly _ASSIGNMENT_ID: TextRule = AssignmentId.DIRECTORY_ROLE.rule;

  /** The id of the assignment, as an import block takes it. */
  public readonly assignmentId: string;

  /** The role. */
  public readonly role: DirectoryRole;

  /** For `dependsOn` of what needs the role. */
  public readonly dependables: ITerraformDependable[];

  /** The Terraform resource. */
  public readonly resource: AzureadDirectoryRoleAssignment;

  /** @throws an `Error` named `ExchangeInputError` for an invalid assignment id */
  public constructor(scope: Construct, id: string, props: DirectoryRoleAssignmentProps) {
    super(scope, id);
    const { identity, role, azuread: provider, adoptAssignmentId } = props;
    const findings = new Findings();
    addTypes(findings, props, {
      identity: instanceOf(ManagedIdentity, "the managedIdentity of a construct"),
      role: instanceOf(DirectoryRole, "DirectoryRole.EXCHANGE_ADMINISTRATOR"),
      azuread: optional(providerOf("azuread")),
    });
    findings.add("adoptAssignmentId", AssignmentId.DIRECTORY_ROLE.rule._checkOptional(adoptAssignmentId));
    findings.report(this);
    this.role = role;
    this.resource = new AzureadDirectoryRoleAssignment(this, "Resource", {
      roleId: role.templateId,
      principalObjectId: identity.principalId,
      directoryScopeId: role.scope,
      provider,
    });
    this.resource.dependsOn = PrincipalPropagation.of(this).dependsOn(identity);
    if (adoptAssignmentId !== undefined) {
      const path = `/roleManagement/directory/roleAssignments/${AssignmentId.DIRECTORY_ROLE.withoutPath(adoptAssignmentId)}`;
      new ImportBlock(this.resource, path, provider);
    }
    this.assignmentId = this.resource.id;
    this.dependables = [this.resource];
    OwnedResources.of(this)._add(this, {
      kind: "role assignment",
      names: [...identity._key, role.templateId, role.scope],
      description: `the role ${role.label} of the ${identity._words}`,
      remedy: "assign each role of an identity once",
      provider,
    });
    requireDirectoryRight(this, ASSIGN_DIRECTORY_ROLES);
    warnAboutRole(this, role);
  }
}

/** Warns of what is allowed but not recommended in the choice of a role. */
export function warnAboutRole(scope: IConstruct, role: DirectoryRole): void {
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
