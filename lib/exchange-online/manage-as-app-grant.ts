import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { AppRoleAssignment } from "@cdktf/provider-azuread/lib/app-role-assignment";
import { Construct } from "constructs";
import { GRANT_PERMISSION, requireDirectoryRight } from "../deployment-permissions";
import { ManagedIdentity } from "../identity/managed-identity";
import { PrincipalPropagation } from "../identity/principal-propagation";
import { AssignmentId } from "../terraform/assignment-id";
import { ImportBlock } from "../terraform/import-block";
import { OwnedResources } from "../terraform/owned-resources";
import { Findings } from "../validation/findings";
import type { TextRule } from "../validation/text-rule";
import { checkClass, checkOptionalProvider } from "../validation/type-check";
import type { IApplication } from "./i-application";

/** A grant of Exchange.ManageAsApp. */
export interface ManageAsAppGrantProps {
  /** The tenant's Exchange Online. */
  readonly exchangeOnline: IApplication;

  /** The identity that gets the permission. */
  readonly identity: ManagedIdentity;

  /**
   * The id of an existing assignment that Terraform takes over; as Microsoft Graph gives it, or as the output
   * `manage_as_app_assignment_id` does.
   *
   * @default - the assignment is created
   */
  readonly adoptAssignmentId?: string;

  /**
   * The azuread provider.
   *
   * @default - the stack's default one
   */
  readonly provider?: TerraformProvider;
}

/** The id of the app role Exchange.ManageAsApp, the same in every tenant. */
export const MANAGE_AS_APP_ROLE_ID = "dc50a0fb-09a3-484d-be87-e023b12c6440";

/**
 * The API permission Exchange.ManageAsApp of a managed identity. It allows the identity to connect. What it may do there
 * depends on its directory roles and role groups.
 *
 * Guide: system-assigned step 4 and user-assigned step 5.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class ManageAsAppGrant extends Construct {
  /** The rule for the id of an existing assignment. */
  public static readonly ASSIGNMENT_ID: TextRule = AssignmentId.APP_ROLE.rule;

  /** The id of the assignment, as an import block takes it. */
  public readonly assignmentId: string;

  /** The identity that has the permission. */
  public readonly identity: ManagedIdentity;

  /** For `dependsOn` of what needs the permission. */
  public readonly dependables: ITerraformDependable[];

  /** The Terraform resource. */
  public readonly resource: AppRoleAssignment;

  /** @throws an `Error` named `ExchangeInputError` for an invalid assignment id */
  public constructor(scope: Construct, id: string, props: ManageAsAppGrantProps) {
    super(scope, id);
    const { adoptAssignmentId, exchangeOnline, identity, provider } = props;
    const findings = new Findings();
    findings.add("identity", checkClass(identity, ManagedIdentity, "the managedIdentity of a construct"));
    findings.add("adoptAssignmentId", AssignmentId.APP_ROLE.rule._checkOptional(adoptAssignmentId));
    findings.add("provider", checkOptionalProvider(provider, "azuread"));
    findings.report(this);
    this.identity = identity;
    this.resource = new AppRoleAssignment(this, "Resource", {
      appRoleId: MANAGE_AS_APP_ROLE_ID,
      principalObjectId: identity.principalId,
      resourceObjectId: exchangeOnline.objectId,
      provider,
    });
    if (adoptAssignmentId !== undefined) {
      const bare = AssignmentId.APP_ROLE.withoutPath(adoptAssignmentId);
      new ImportBlock(
        this.resource,
        `/servicePrincipals/${exchangeOnline.objectId}/appRoleAssignedTo/${bare}`,
        provider,
      );
    }
    this.assignmentId = this.resource.id;
    this.dependables = [this.resource];
    PrincipalPropagation.of(this).registerGrant(this.resource, identity);
    OwnedResources.of(this)._add(this, {
      kind: "permission",
      names: identity._key,
      description: `Exchange.ManageAsApp of the ${identity._key.join(" ").trim()}`,
      remedy:
        'grant the permission and the roles of an identity once, and let the other one leave them out: "grants": "elsewhere" (in code: GrantsBy.ELSEWHERE)',
      provider,
    });
    requireDirectoryRight(this, GRANT_PERMISSION("Exchange.ManageAsApp"));
  }
}
