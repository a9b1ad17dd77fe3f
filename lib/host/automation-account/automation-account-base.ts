import type { TerraformProvider } from "cdktf";
import { DataAzurermAutomationAccount } from "@cdktf/provider-azurerm/lib/data-azurerm-automation-account";
import { DataAzurermResources } from "@cdktf/provider-azurerm/lib/data-azurerm-resources";
import type { Construct } from "constructs";
import type { AutomationAccount } from "@cdktf/provider-azurerm/lib/automation-account";
import type { IAutomationAccount } from "../../azure/i-automation-account";
import { AutomationExchangeModule } from "../../exchange-module/automation-exchange-module";
import type { ExchangeModuleOptions, IExchangeModule } from "../../exchange-module/exchange-module";
import { PowerShellRuntime } from "../../exchange-module/powershell-runtime";
import { Comment } from "../../terraform/comment";
import { TextRule } from "../../validation/text-rule";
import { HostBase } from "../host-base";
import { AFTER_UPDATE_COMMENT, systemAssignedPrincipalId } from "../identity-block";
import type { IAutomationAccountHost } from "../i-exchange-host";

/** The rule for the name of an Automation account. */
export const AUTOMATION_ACCOUNT_NAME = TextRule.of({
  pattern: "^[0-9A-Za-z][-0-9A-Za-z]{4,48}[0-9A-Za-z]$",
  allowed: "6 to 50 letters, digits and '-', the first and the last a letter or a digit",
  remedy: "give the name of an Automation account as Azure allows it",
});

/** What a new, an existing and an adopted Automation account have in common. @internal */
export abstract class AutomationAccountBase extends HostBase implements IAutomationAccountHost {
  protected constructor(scope: Construct, id: string, provider?: TerraformProvider) {
    super(scope, id, provider);
  }

  public get importId(): string | undefined {
    return this._attributes.importId;
  }

  public get supportedRuntimes(): PowerShellRuntime[] {
    return PowerShellRuntime.automation();
  }

  public get automationAccount(): IAutomationAccount {
    return this;
  }

  public addExchangeModule(id: string, options: ExchangeModuleOptions = {}): IExchangeModule {
    return new AutomationExchangeModule(this, id, { ...options, account: this, azurerm: this.provider });
  }

  /** @internal The principal of the own identity of an account that Terraform manages. */
  protected _principalIdOf(account: AutomationAccount): string {
    const afterUpdate = new DataAzurermAutomationAccount(this, "AfterUpdate", {
      name: account.name,
      resourceGroupName: account.resourceGroupName,
      dependsOn: [account],
      provider: this.provider,
    });
    new Comment(afterUpdate, AFTER_UPDATE_COMMENT);
    return systemAssignedPrincipalId(account.identity, afterUpdate.identity.get(0));
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
