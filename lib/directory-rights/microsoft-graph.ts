import type { TerraformProvider } from "cdktf";
import { DataAzureadServicePrincipal } from "@cdktf/provider-azuread/lib/data-azuread-service-principal";
import { Construct } from "constructs";
import { ApplicationPermissionGrant, grantId, IDENTITY, knownGrant } from "./application-permission-grant";
import type { GrantOptions, IApplication, TenantApplicationProps } from "./i-application";
import { READ_APPLICATION, requireDirectoryRight } from "../azure/deployment-permissions";
import type { ManagedIdentity } from "../identity/managed-identity";
import { inExpression, plainText } from "../text/terraform-text";
import { Findings } from "../validation/findings";
import { addTypes, instanceOf, optional, providerOf } from "../validation/type-check";
import { GraphPermission } from "./graph-permission";
import { warnAboutPermission } from "./permission-warnings";

/**
 * The tenant's Microsoft Graph: its service principal, which knows the permissions by their names. It belongs to Microsoft
 * and is only read.
 *
 * @see https://learn.microsoft.com/graph/permissions-reference
 */
export class MicrosoftGraph extends Construct implements IApplication {
  /** The application (client) id of Microsoft Graph, the same in every tenant. */
  public static readonly APPLICATION_ID: string = "00000003-0000-0000-c000-000000000000";

  /**
   * The Microsoft Graph of the tenant that the azuread provider is signed in to.
   *
   * @throws an `Error` named `ExchangeInputError` for a provider that is not azuread
   */
  public static fromTenant(scope: Construct, id: string, props: TenantApplicationProps = {}): MicrosoftGraph {
    return new MicrosoftGraph(scope, id, props);
  }

  /** The object id of the service principal, which differs in every tenant. */
  public readonly objectId: string;

  /** The Terraform data source. */
  public readonly resource: DataAzureadServicePrincipal;

  private readonly provider?: TerraformProvider;
  private readonly names: string[] = [];
  private readonly grants: ApplicationPermissionGrant[] = [];

  private constructor(scope: Construct, id: string, props: TenantApplicationProps) {
    super(scope, id);
    const findings = new Findings();
    addTypes(findings, props, { azuread: optional(providerOf("azuread")) });
    findings.report(this);
    this.provider = props.azuread;
    this.resource = new DataAzureadServicePrincipal(this, "Resource", {
      clientId: MicrosoftGraph.APPLICATION_ID,
      provider: props.azuread,
    });
    this.objectId = this.resource.objectId;
    requireDirectoryRight(this, READ_APPLICATION("Microsoft Graph"));
  }

  /**
   * Grants a permission to an identity. If the tenant's Microsoft Graph has no permission of this name, Terraform stops
   * before it writes anything, and names those that are near. Called again for the same identity and permission it returns
   * the first grant.
   *
   * @throws an `Error` named `ExchangeInputError` for an invalid assignment id, and for options of a second call
   */
  public grantPermission(
    identity: ManagedIdentity,
    permission: GraphPermission,
    options: GrantOptions = {},
  ): ApplicationPermissionGrant {
    const findings = new Findings();
    addTypes(
      findings,
      { identity, permission },
      { identity: IDENTITY, permission: instanceOf(GraphPermission, 'GraphPermission.of("User.Read.All")') },
    );
    findings.report(this);
    const known = knownGrant(this, this.grants, { identity, permission: permission.name }, options);
    if (known) {
      return known;
    }
    this.expect(permission.name);
    const grant = new ApplicationPermissionGrant(this, options.id ?? grantId(permission.name, identity), {
      application: this,
      permission: permission.name,
      appRoleId: `\${${this.resource.fqn}.app_role_ids[${inExpression(permission.name)}]}`,
      identity,
      adoptAssignmentId: options.adoptAssignmentId,
      azuread: this.provider,
    });
    this.grants.push(grant);
    warnAboutPermission(grant, permission);
    return grant;
  }

  /* Terraform checks the name when it plans. */
  private expect(name: string): void {
    this.names.push(name);
    this.resource.lifecycle = {
      postcondition: [...new Set(this.names)].map((expected) => ({
        condition: `\${contains(keys(self.app_role_ids), ${inExpression(expected)})}`,
        errorMessage: `Microsoft Graph has no application permission ${expected}.${nearTo(expected)} Write the name as Microsoft Graph does: https://learn.microsoft.com/graph/permissions-reference`,
      })),
    };
  }
}

/* Names that start alike, or that end alike behind the same first letter: User.Read.All for Uesr.Read.All. */
function nearTo(name: string): string {
  const plain = plainText(name);
  if (plain === undefined) {
    return "";
  }
  const [first, ...rest] = plain.toLowerCase().split(".");
  const end = rest.length > 0 ? `|${first[0]}[^.]*[.]${rest.join("[.]")}$` : "";
  const pattern = JSON.stringify(`^(?:${first.slice(0, 3)}${end})`);
  const near = `[for known in keys(self.app_role_ids) : known if length(regexall(${pattern}, lower(known))) > 0]`;
  return ` Names near it: \${coalesce(join(", ", ${near}), "none")}.`;
}
