import type { TerraformProvider } from "cdktf";
import { DataAzureadServicePrincipals } from "@cdktf/provider-azuread/lib/data-azuread-service-principals";
import { Construct } from "constructs";
import { MANAGE_AS_APP, READ_APPLICATION, requireDirectoryRight } from "../azure/deployment-permissions";
import type { ManagedIdentity } from "../identity/managed-identity";
import { Findings } from "../validation/findings";
import { addTypes, optional, providerOf } from "../validation/type-check";
import { grantId, IDENTITY, knownGrant } from "../directory-rights/application-permission-grant";
import type { GrantOptions, IApplication, TenantApplicationProps } from "../directory-rights/i-application";
import { MANAGE_AS_APP_ROLE_ID, ManageAsAppGrant } from "./manage-as-app-grant";

/**
 * The tenant's Exchange Online: the service principal of "Office 365 Exchange Online".
 *
 * It belongs to Microsoft and is only read: a resource that owned it would delete it from the tenant on destroy.
 *
 * Guide: system-assigned step 4: `$ResourceID`.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class ExchangeOnline extends Construct implements IApplication {
  /** The application (client) id of Office 365 Exchange Online, the same in every tenant. */
  public static readonly APPLICATION_ID: string = "00000002-0000-0ff1-ce00-000000000000";

  /** The id of the app role Exchange.ManageAsApp, the same in every tenant. Other app roles have similar names. */
  public static readonly MANAGE_AS_APP_ROLE_ID: string = MANAGE_AS_APP_ROLE_ID;

  /**
   * The Exchange Online of the tenant that the azuread provider is signed in to. If a tenant has none, Terraform stops
   * before it writes anything, and says what to do.
   */
  public static fromTenant(scope: Construct, id: string, props: TenantApplicationProps = {}): ExchangeOnline {
    return new ExchangeOnline(scope, id, props);
  }

  /** The object id of the service principal, which differs in every tenant. */
  public readonly objectId: string;

  /** The Terraform data source. */
  public readonly resource: DataAzureadServicePrincipals;

  private readonly provider?: TerraformProvider;
  private readonly grants: ManageAsAppGrant[] = [];

  private constructor(scope: Construct, id: string, props: TenantApplicationProps) {
    super(scope, id);
    const findings = new Findings();
    addTypes(findings, props, { azuread: optional(providerOf("azuread")) });
    findings.report(this);
    this.provider = props.azuread;
    this.resource = new DataAzureadServicePrincipals(this, "Resource", {
      clientIds: [ExchangeOnline.APPLICATION_ID],
      // The data source of a single service principal only says "not found".
      ignoreMissing: true,
      provider: props.azuread,
      lifecycle: {
        postcondition: [
          {
            condition: "${length(self.service_principals) == 1}",
            errorMessage: `This tenant has no service principal of Office 365 Exchange Online. An administrator adds it once, with: az ad sp create --id ${ExchangeOnline.APPLICATION_ID}`,
          },
        ],
      },
    });
    this.objectId = this.resource.servicePrincipals.get(0).objectId;
    requireDirectoryRight(this, READ_APPLICATION("Exchange Online"));
  }

  /**
   * Grants Exchange.ManageAsApp to an identity, so that it may call Exchange Online. Called again for the same identity
   * it returns the first grant.
   *
   * Guide: system-assigned step 4 and user-assigned step 5.
   *
   * @throws an `Error` named `ExchangeInputError` for an invalid assignment id, and for options of a second call
   * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
   */
  public grantManageAsApp(identity: ManagedIdentity, options: GrantOptions = {}): ManageAsAppGrant {
    const findings = new Findings();
    addTypes(findings, { identity }, { identity: IDENTITY });
    findings.report(this);
    const known = knownGrant(this, this.grants, { identity, permission: MANAGE_AS_APP }, options);
    if (known) {
      return known;
    }
    const grant = new ManageAsAppGrant(this, options.id ?? grantId("ManageAsApp", identity), {
      exchangeOnline: this,
      identity,
      adoptAssignmentId: options.adoptAssignmentId,
      azuread: this.provider,
    });
    this.grants.push(grant);
    return grant;
  }
}
