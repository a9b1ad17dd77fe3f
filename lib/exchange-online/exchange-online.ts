import type { TerraformProvider } from "cdktf";
import { DataAzureadServicePrincipals } from "@cdktf/provider-azuread/lib/data-azuread-service-principals";
import { Construct } from "constructs";
import { READ_APPLICATION, requireDirectoryRight } from "../azure/deployment-permissions";
import { ManagedIdentity } from "../identity/managed-identity";
import { resolvedText } from "../text/terraform-text";
import { Findings } from "../validation/findings";
import { addTypes, instanceOf, optional, providerOf } from "../validation/type-check";
import type { IApplication } from "../directory-rights/i-application";
import { MANAGE_AS_APP_ROLE_ID, ManageAsAppGrant } from "./manage-as-app-grant";

/** How the tenant's Exchange Online is read. */
export interface ExchangeOnlineProps {
  /**
   * The azuread provider.
   *
   * @default - the stack's default one
   */
  readonly provider?: TerraformProvider;
}

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
  public static fromTenant(scope: Construct, id: string, props: ExchangeOnlineProps = {}): ExchangeOnline {
    return new ExchangeOnline(scope, id, props);
  }

  /** The object id of the service principal, which differs in every tenant. */
  public readonly objectId: string;

  /** The Terraform data source. */
  public readonly resource: DataAzureadServicePrincipals;

  private readonly provider?: TerraformProvider;
  private readonly grants: ManageAsAppGrant[] = [];

  private constructor(scope: Construct, id: string, props: ExchangeOnlineProps) {
    super(scope, id);
    const findings = new Findings();
    addTypes(findings, props, { provider: optional(providerOf("azuread")) });
    findings.report(this);
    this.provider = props.provider;
    this.resource = new DataAzureadServicePrincipals(this, "Resource", {
      clientIds: [ExchangeOnline.APPLICATION_ID],
      // The data source of a single service principal only says "not found".
      ignoreMissing: true,
      provider: props.provider,
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
   * The address of the grant consists of the ids of the identity's construct, or of a literal principal id. For an id that
   * is an expression it is `ManageAsApp`; a second one of that kind needs an `id` of its own.
   *
   * Guide: system-assigned step 4 and user-assigned step 5.
   *
   * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
   */
  public grantManageAsApp(identity: ManagedIdentity, id?: string): ManageAsAppGrant {
    const findings = new Findings();
    addTypes(findings, { identity }, { identity: instanceOf(ManagedIdentity, "the managedIdentity of a construct") });
    findings.report(this);
    const known = this.grants.find((grant) => this.isSame(grant.identity, identity));
    if (known) {
      return known;
    }
    const key = identity._constructId === "" ? "" : `-${identity._constructId}`;
    const grant = new ManageAsAppGrant(this, id ?? `ManageAsApp${key}`, {
      exchangeOnline: this,
      identity,
      provider: this.provider,
    });
    this.grants.push(grant);
    return grant;
  }

  private isSame(one: ManagedIdentity, other: ManagedIdentity): boolean {
    return resolvedText(this, one.principalId).toLowerCase() === resolvedText(this, other.principalId).toLowerCase();
  }
}
