import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";
import type { ExchangeModuleOptions, IExchangeModule } from "../exchange-module/exchange-module";
import type { PowerShellRuntime } from "../exchange-module/powershell-runtime";
import type { IUserAssignedIdentity } from "../identity/i-user-assigned-identity";
import type { ManagedIdentity } from "../identity/managed-identity";
import type { IAutomationAccount } from "../azure/i-automation-account";

/**
 * The Azure resource that carries the identity and runs PowerShell: an Automation account or a virtual machine. One that
 * runs runbooks implements `IAutomationAccountHost`.
 *
 * Guide: system-assigned step 1 and user-assigned step 2: create a resource with the managed identity.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export interface IExchangeHost extends IConstruct {
  /** The Azure resource id of the host. */
  readonly hostId: string;

  /** The name of the host; a reference, so that whoever uses it waits for the host. */
  readonly hostName: string;

  /** The name of its resource group. */
  readonly resourceGroupName: string;

  /** The Azure location of the host. */
  readonly location: string;

  /**
   * The host's own identity.
   *
   * Guide: system-assigned step 2: store the id of the managed identity.
   *
   * @throws an `Error` named `ExchangeInputError` if the host was given only a user-assigned identity
   * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
   */
  readonly systemAssignedIdentity: ManagedIdentity;

  /**
   * The user-assigned identity that the host was given.
   *
   * @default - none, or not known
   */
  // By name too, for exactOptionalPropertyTypes: the library has a getter.
  readonly userAssignedIdentity?: IUserAssignedIdentity | undefined;

  /** The runtimes that the module can be installed for, the default first. */
  readonly supportedRuntimes: PowerShellRuntime[];

  /** For `dependsOn` of what needs the host with its identity. */
  readonly dependables: ITerraformDependable[];

  /**
   * Installs the Exchange Online module.
   *
   * Guide: system-assigned step 3 and user-assigned step 4.
   *
   * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
   */
  addExchangeModule(id: string, options?: ExchangeModuleOptions): IExchangeModule;
}

/** An Automation account as a host, which runs runbooks. */
export interface IAutomationAccountHost extends IExchangeHost, IAutomationAccount {
  /** The account: the host itself, or what a class of your own wraps. */
  readonly automationAccount: IAutomationAccount;
}

/** The Automation account of a host; undefined for a host of another kind. Internal. */
export function automationAccountOf(host: IExchangeHost): IAutomationAccount | undefined {
  return (host as Partial<IAutomationAccountHost>).automationAccount;
}
