import type { IConstruct } from "constructs";
import type { ITerraformDependable } from "cdktf";
import type { IAutomationAccount } from "../exchange-module/automation-account";
import type { ExchangeModuleOptions, IExchangeModule } from "../exchange-module/exchange-module";
import type { ManagedIdentity } from "../identity/managed-identity";
import type { IUserAssignedIdentity } from "../identity/user-assigned-identity";

/**
 * The Azure resource that carries the identity and runs PowerShell: an Automation account or a virtual machine.
 *
 * @see guide, system-assigned step 1 and user-assigned step 2: create a resource with the managed identity
 */
export interface IExchangeHost extends IConstruct {
  /** The Azure resource id of the host. */
  readonly hostId: string;

  /** The name of the host, known once the host is there. */
  readonly hostName: string;

  /** The name of its resource group. */
  readonly resourceGroupName: string;

  /** The Azure location of the host. */
  readonly location: string;

  /**
   * The host's own identity.
   *
   * @see guide, system-assigned step 2: store the id of the managed identity
   */
  readonly systemAssignedIdentity: ManagedIdentity;

  /** The host as an Automation account, which runs runbooks; undefined for a virtual machine. */
  readonly automationAccount?: IAutomationAccount;

  /** For `dependsOn` of what needs the host to be there with its identity. */
  readonly dependables: ITerraformDependable[];

  /**
   * Makes sure that the host carries this identity. A new or adopted host was given it; one that is only read is
   * checked by Terraform before anything is written.
   */
  requireUserAssignedIdentity(identity: IUserAssignedIdentity): void;

  /**
   * Installs the Exchange Online module.
   *
   * @see guide, system-assigned step 3 and user-assigned step 4
   */
  addExchangeModule(id: string, options?: ExchangeModuleOptions): IExchangeModule;
}
