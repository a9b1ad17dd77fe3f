import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { AppRoleAssignment } from "@cdktf/provider-azuread/lib/app-role-assignment";
import { Construct } from "constructs";
import type { ManagedIdentity } from "../identity/managed-identity";
import { PrincipalReadiness } from "../identity/principal-readiness";
import { Problems } from "../problem/problems";
import { bareAssignmentId, checkAssignmentId } from "../terraform/assignment-id";
import { azuread } from "../terraform/bindings";
import { ImportBlock } from "../terraform/import-block";
import { MANAGE_AS_APP_ROLE_ID } from "./fixed-identifiers";
import type { ExchangeOnline } from "./exchange-online";

/** What a `ManageAsAppGrant` is made of. */
export interface ManageAsAppGrantProps {
  /** The tenant's Exchange Online. */
  readonly exchangeOnline: ExchangeOnline;

  /** The identity that is allowed to call it. */
  readonly identity: ManagedIdentity;

  /**
   * The id of an assignment that was made by hand, which Terraform takes over; as Microsoft Graph gives it, or as the
   * output `manage_as_app_assignment_id` does.
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
 * The API permission Exchange.ManageAsApp of a managed identity. It allows the identity to connect; what it may do
 * there is its directory roles' or role groups' matter.
 *
 * @see guide, system-assigned step 4 and user-assigned step 5
 */
export class ManageAsAppGrant extends Construct {
  /** The id of the assignment, as an import block takes it. */
  public readonly assignmentId: string;

  /** For `dependsOn` of what needs the permission. */
  public readonly dependables: ITerraformDependable[];

  /** The Terraform resource. */
  public readonly resource: AppRoleAssignment;

  /** @throws an `Error` named `ExchangeInputError` for what is no id of an assignment */
  public constructor(scope: Construct, id: string, props: ManageAsAppGrantProps) {
    const { adoptAssignmentId } = props;
    const problems = new Problems();
    problems.note(
      "adoptAssignmentId",
      adoptAssignmentId === undefined ? undefined : checkAssignmentId("appRoleAssignedTo", adoptAssignmentId),
    );
    problems.raise(scope, id);
    super(scope, id);
    this.resource = new azuread.AppRoleAssignment(this, "Resource", {
      appRoleId: MANAGE_AS_APP_ROLE_ID,
      principalObjectId: props.identity.principalId,
      resourceObjectId: props.exchangeOnline.objectId,
      provider: props.provider,
    });
    if (adoptAssignmentId !== undefined) {
      const bare = bareAssignmentId("appRoleAssignedTo", adoptAssignmentId);
      const path = `/servicePrincipals/${props.exchangeOnline.objectId}/appRoleAssignedTo/${bare}`;
      new ImportBlock(this.resource, path, props.provider);
    }
    this.assignmentId = this.resource.id;
    this.dependables = [this.resource];
    PrincipalReadiness.of(this).isShownBy(this.resource, props.identity);
  }
}
