import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { DataAzurermAutomationAccount } from "@cdktf/provider-azurerm/lib/data-azurerm-automation-account";
import { DataAzurermResources } from "@cdktf/provider-azurerm/lib/data-azurerm-resources";
import { Construct } from "constructs";
import type { AutomationAccount } from "@cdktf/provider-azurerm/lib/automation-account";
import type { IAutomationAccount } from "../../azure/i-automation-account";
import { AutomationExchangeModule } from "../../exchange-module/automation-exchange-module";
import type { ExchangeModuleOptions, IExchangeModule } from "../../exchange-module/exchange-module";
import { PowerShellRuntime } from "../../exchange-module/powershell-runtime";
import type { IUserAssignedIdentity } from "../../identity/i-user-assigned-identity";
import type { ManagedIdentity } from "../../identity/managed-identity";
import { Comment } from "../../terraform/comment";
import { AFTER_UPDATE_COMMENT, systemAssignedPrincipalId } from "../identity-block";
import { ownIdentity } from "../own-identity";
import type { IAutomationAccountHost } from "./i-automation-account-host";

/** What a new, an existing and an adopted Automation account have in common. @internal */
export abstract class AutomationAccountBase extends Construct implements IAutomationAccountHost {
  public abstract readonly hostId: string;
  public abstract readonly hostName: string;
  public abstract readonly resourceGroupName: string;
  public abstract readonly location: string;
  public abstract readonly systemAssignedIdentity: ManagedIdentity;
  public abstract readonly userAssignedIdentity?: IUserAssignedIdentity;
  public abstract readonly importId?: string;
  public abstract readonly dependables: ITerraformDependable[];

  /** @internal */
  public abstract readonly _key: string[];

  protected constructor(
    scope: Construct,
    id: string,
    protected readonly provider?: TerraformProvider,
  ) {
    super(scope, id);
  }

  public get supportedRuntimes(): PowerShellRuntime[] {
    return PowerShellRuntime.automation();
  }

  public get automationAccount(): IAutomationAccount {
    return this;
  }

  public addExchangeModule(id: string, options: ExchangeModuleOptions = {}): IExchangeModule {
    return new AutomationExchangeModule(this, id, { ...options, account: this, provider: this.provider });
  }

  /** @internal The own identity of an account that Terraform manages. */
  protected _ownIdentity(account: AutomationAccount): ManagedIdentity {
    const afterUpdate = new DataAzurermAutomationAccount(this, "AfterUpdate", {
      name: account.name,
      resourceGroupName: account.resourceGroupName,
      dependsOn: [account],
      provider: this.provider,
    });
    new Comment(afterUpdate, AFTER_UPDATE_COMMENT);
    return ownIdentity(this, systemAssignedPrincipalId(account.identity, afterUpdate.identity.get(0)));
  }

  /** @internal The location of an account that exists: it need not be its group's. */
  protected _readLocation(hostName: string, resourceGroupName: string): string {
    return new DataAzurermResources(this, "Location", {
      type: "Microsoft.Automation/automationAccounts",
      name: hostName,
      resourceGroupName,
      provider: this.provider,
    }).resources.get(0).location;
  }
}
