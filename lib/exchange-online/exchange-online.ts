import type { TerraformProvider } from "cdktf";
import type { DataAzureadServicePrincipals } from "@cdktf/provider-azuread/lib/data-azuread-service-principals";
import { Construct } from "constructs";
import type { ManagedIdentity } from "../identity/managed-identity";
import { azuread } from "../terraform/bindings";
import { resolvedText } from "../terraform/resolved-text";
import { EXCHANGE_ONLINE_APPLICATION_ID, MANAGE_AS_APP_ROLE_ID } from "./fixed-identifiers";
import { ManageAsAppGrant } from "./manage-as-app-grant";

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
 * It is Microsoft's, and only ever read: a resource that owned it would delete it from the tenant on destroy.
 *
 * @see guide, system-assigned step 4: `$ResourceID`
 */
export class ExchangeOnline extends Construct {
  /** The application (client) id of Office 365 Exchange Online, the same in every tenant. */
  public static readonly APPLICATION_ID: string = EXCHANGE_ONLINE_APPLICATION_ID;

  /** The id of the app role Exchange.ManageAsApp, the same in every tenant. */
  public static readonly MANAGE_AS_APP_ROLE_ID: string = MANAGE_AS_APP_ROLE_ID;

  /**
   * The Exchange Online of the tenant that the azuread provider is signed in to. Where a tenant has none, Terraform
   * stops before it writes anything, and says what to do.
   */
  public static fromTenant(scope: Construct, id: string, props: ExchangeOnlineProps = {}): ExchangeOnline {
    return new ExchangeOnline(scope, id, props);
  }

  /** The object id of the service principal, which differs in every tenant. */
  public readonly objectId: string;

  /** The Terraform data source. */
  public readonly resource: DataAzureadServicePrincipals;

  private readonly provider?: TerraformProvider;

  private constructor(scope: Construct, id: string, props: ExchangeOnlineProps) {
    super(scope, id);
    this.provider = props.provider;
    this.resource = new azuread.DataAzureadServicePrincipals(this, "Resource", {
      clientIds: [ExchangeOnline.APPLICATION_ID],
      // The data source of a single service principal says "not found" and nothing more.
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
  }

  /**
   * Grants Exchange.ManageAsApp to an identity, so that it may call Exchange Online.
   *
   * @see guide, system-assigned step 4 and user-assigned step 5
   */
  public grantManageAsApp(identity: ManagedIdentity): ManageAsAppGrant {
    return new ManageAsAppGrant(this, `ManageAsApp-${principalKey(this, identity)}`, {
      exchangeOnline: this,
      identity,
      provider: this.provider,
    });
  }
}

/* What the grant's address is made of: the reference itself, so that the order of the program does not matter. */
function principalKey(scope: Construct, identity: ManagedIdentity): string {
  return resolvedText(scope, identity.principalId).replace(/[^A-Za-z0-9_.-]+/g, "");
}
