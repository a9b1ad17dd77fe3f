import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { AutomationAccount } from "@cdktf/provider-azurerm/lib/automation-account";
import { Construct } from "constructs";
import type { IAutomationAccount } from "../exchange-module/automation-account";
import { AutomationExchangeModule } from "../exchange-module/automation-exchange-module";
import type { ExchangeModuleOptions, IExchangeModule } from "../exchange-module/exchange-module";
import { ManagedIdentity } from "../identity/managed-identity";
import type { IUserAssignedIdentity } from "../identity/user-assigned-identity";
import { azurerm } from "../terraform/bindings";
import { systemAssignedPrincipalId } from "./host-identity-expressions";
import type { IExchangeHost } from "./i-exchange-host";

/** What a new, an existing and an adopted Automation account have in common. @internal */
export abstract class AutomationAccountBase extends Construct implements IExchangeHost, IAutomationAccount {
  public abstract readonly hostId: string;
  public abstract readonly hostName: string;
  public abstract readonly resourceGroupName: string;
  public abstract readonly location: string;
  public abstract readonly systemAssignedIdentity: ManagedIdentity;
  public abstract readonly idBefore?: string;
  public abstract readonly dependables: ITerraformDependable[];

  protected constructor(
    scope: Construct,
    id: string,
    protected readonly provider?: TerraformProvider,
  ) {
    super(scope, id);
  }

  public get automationAccount(): IAutomationAccount | undefined {
    return this;
  }

  public abstract requireUserAssignedIdentity(identity: IUserAssignedIdentity): void;

  public addExchangeModule(id: string, options: ExchangeModuleOptions = {}): IExchangeModule {
    return new AutomationExchangeModule(this, id, { ...options, account: this, provider: this.provider });
  }
}

/** The own identity of an account that Terraform manages. Internal. */
export function ownIdentityOf(
  scope: Construct,
  account: AutomationAccount,
  provider?: TerraformProvider,
): ManagedIdentity {
  const readLate = new azurerm.DataAzurermAutomationAccount(scope, "ReadLate", {
    name: account.name,
    resourceGroupName: account.resourceGroupName,
    dependsOn: [account],
    provider,
  });
  return ManagedIdentity.fromPrincipal({
    principalId: systemAssignedPrincipalId(account.identity, readLate.identity.get(0)),
  });
}
