import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { AppRoleAssignment } from "@cdktf/provider-azuread/lib/app-role-assignment";
import { Construct } from "constructs";
import type { ManagedIdentity } from "../identity/managed-identity";
import { PrincipalReadiness } from "../identity/principal-readiness";
import { azuread } from "../terraform/bindings";
import { MANAGE_AS_APP_ROLE_ID } from "./fixed-identifiers";
import type { ExchangeOnline } from "./exchange-online";

/** What a `ManageAsAppGrant` is made of. */
export interface ManageAsAppGrantProps {
  /** The tenant's Exchange Online. */
  readonly exchangeOnline: ExchangeOnline;

  /** The identity that is allowed to call it. */
  readonly identity: ManagedIdentity;

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

  public constructor(scope: Construct, id: string, props: ManageAsAppGrantProps) {
    super(scope, id);
    this.resource = new azuread.AppRoleAssignment(this, "Resource", {
      appRoleId: MANAGE_AS_APP_ROLE_ID,
      principalObjectId: props.identity.principalId,
      resourceObjectId: props.exchangeOnline.objectId,
      provider: props.provider,
    });
    this.assignmentId = this.resource.id;
    this.dependables = [this.resource];
    PrincipalReadiness.of(this).isShownBy(this.resource, props.identity);
  }
}
