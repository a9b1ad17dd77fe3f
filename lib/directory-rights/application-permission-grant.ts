import { type ITerraformDependable, type TerraformProvider } from "cdktf";
import { AppRoleAssignment } from "@cdktf/provider-azuread/lib/app-role-assignment";
import { Construct } from "constructs";
import { GRANT_PERMISSION, requireDirectoryRight } from "../azure/deployment-permissions";
import { ManagedIdentity } from "../identity/managed-identity";
import { PrincipalPropagation } from "./principal-propagation";
import { AssignmentId } from "./assignment-id";
import { ImportBlock } from "../terraform/import-block";
import { OwnedResources } from "../terraform/owned-resources";
import { Findings } from "../validation/findings";
import { TextRule } from "../validation/text-rule";
import { addTypes, instanceOf, optional, providerOf } from "../validation/type-check";
import type { GrantOptions, IApplication } from "./i-application";
import { plainText, resolvedText, readableText } from "../text/terraform-text";

/** What the grant of any application permission consists of. */
export interface PermissionGrantProps {
  /** The identity that gets the permission. */
  readonly identity: ManagedIdentity;

  /**
   * The id of an existing assignment that Terraform imports; as Microsoft Graph gives it, or as the output of a stack
   * does.
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

/** A grant of an application permission. */
export interface ApplicationPermissionGrantProps extends PermissionGrantProps {
  /** The application that offers the permission, such as `MicrosoftGraph.fromTenant(…)`. */
  readonly application: IApplication;

  /** The name of the permission, such as `User.Read.All`. */
  readonly permission: string;

  /** The id of its app role, a GUID. */
  readonly appRoleId: string;
}

const APP_ROLE_ID = TextRule.guid("give the id of the app role");

/**
 * An application permission (app role) of a managed identity. Whatever else of the stack names the identity in the
 * directory waits for the first of its grants, which retries until Microsoft Graph knows the new identity.
 *
 * @see https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto
 */
export class ApplicationPermissionGrant extends Construct {
  /** @internal The rule for the id of an existing assignment. */
  public static readonly _ASSIGNMENT_ID: TextRule = AssignmentId.APP_ROLE.rule;

  /** The id of the assignment, as an import block takes it. */
  public readonly assignmentId: string;

  /** The identity that has the permission. */
  public readonly identity: ManagedIdentity;

  /** The name of the permission. */
  public readonly permission: string;

  /** For `dependsOn` of what needs the permission. */
  public readonly dependables: ITerraformDependable[];

  /** The Terraform resource. */
  public readonly resource: AppRoleAssignment;

  /** @throws an `Error` named `ExchangeInputError` for an invalid id */
  public constructor(scope: Construct, id: string, props: ApplicationPermissionGrantProps) {
    super(scope, id);
    const { adoptAssignmentId, application, appRoleId, identity, permission, azuread: provider } = props;
    const findings = new Findings();
    addTypes(findings, props, {
      identity: IDENTITY,
      azuread: optional(providerOf("azuread")),
    });
    findings.add(
      "application",
      typeof (application as IApplication | undefined)?.objectId === "string"
        ? undefined
        : {
            given: application,
            allowed: "an application",
            remedy: "pass MicrosoftGraph.fromTenant(…), or another one",
          },
    );
    findings.add("appRoleId", APP_ROLE_ID.check(appRoleId));
    findings.add("adoptAssignmentId", AssignmentId.APP_ROLE.rule._checkOptional(adoptAssignmentId));
    findings.report(this);
    this.identity = identity;
    this.permission = permission;
    this.resource = new AppRoleAssignment(this, "Resource", {
      appRoleId,
      principalObjectId: identity.principalId,
      resourceObjectId: application.objectId,
      provider,
    });
    if (typeof adoptAssignmentId === "string") {
      const bare = AssignmentId.APP_ROLE.withoutPath(adoptAssignmentId);
      new ImportBlock(this.resource, `/servicePrincipals/${application.objectId}/appRoleAssignedTo/${bare}`, provider);
    }
    this.assignmentId = this.resource.id;
    this.dependables = [this.resource];
    PrincipalPropagation.of(this).registerGrant(this.resource, identity);
    OwnedResources.of(this)._add(this, {
      kind: "permission",
      // The same name may stand for another role of another application.
      names: [...identity._key, permission, plainText(appRoleId) ?? ""],
      description: `${permission} of the ${identity._words}`,
      remedy:
        'grant the permissions and the roles of an identity once, and let the other one leave them out: "grants": "elsewhere" (in code: GrantsBy.ELSEWHERE)',
      provider,
    });
    requireDirectoryRight(this, GRANT_PERMISSION(permission));
  }
}

/** The type of an identity that gets a permission. */
export const IDENTITY = instanceOf(ManagedIdentity, "the managedIdentity of a construct");

/**
 * The construct id of a grant, where nobody gave one. What only Terraform knows is no part of it: a second grant of that
 * kind needs an id of its own.
 */
export function grantId(permission: string, { _constructId: constructId }: ManagedIdentity): string {
  return [plainText(permission) ?? "Permission", ...(constructId === "" ? [] : [constructId])].join("-");
}

/* Whether two identities are one. */
function isSameIdentity(scope: Construct, one: ManagedIdentity, other: ManagedIdentity): boolean {
  return resolvedText(scope, one.principalId).toLowerCase() === resolvedText(scope, other.principalId).toLowerCase();
}

/**
 * The grant that an identity has already, if it has one. Options beside it would be ignored, and are refused.
 *
 * @throws an `Error` named `ExchangeInputError` for options
 */
export function knownGrant<T extends ApplicationPermissionGrant>(
  scope: Construct,
  grants: T[],
  { identity, permission }: Pick<ApplicationPermissionGrantProps, "identity" | "permission">,
  options: GrantOptions,
): T | undefined {
  const known = grants.find(
    (grant) => grant.permission === permission && isSameIdentity(scope, grant.identity, identity),
  );
  const findings = new Findings();
  for (const option of ["id", "adoptAssignmentId"] as const) {
    findings.add(
      option,
      known === undefined || options[option] === undefined
        ? undefined
        : {
            given: options[option],
            allowed: `nothing: ${readableText(permission)} is granted to this identity already`,
            remedy: "give it where the permission is granted first",
          },
    );
  }
  findings.report(scope);
  return known;
}
