import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";
import type { AdditionalModule } from "./additional-module";
import type { ModuleContentHash } from "./module-package";
import type { ModuleVersion } from "./module-version";
import type { PowerShellRuntime } from "./powershell-runtime";

/** What the module of one runtime and of all runtimes have in common. */
export interface ExchangeModuleSettings {
  /**
   * The version of the module.
   *
   * @default - the newest generally available one that every chosen runtime supports, with a warning that names it
   */
  readonly version?: ModuleVersion;

  /**
   * Whether PackageManagement and PowerShellGet are imported first, from the PowerShell Gallery. Every connection of
   * the module needs them. Automation only.
   *
   * @default - true in the 5.1 of a new account and in runtime environments; false in 7.2 and in an existing or adopted account
   */
  readonly prerequisites?: boolean;

  /**
   * The https address of the module's package in a private feed. An address with a password or a signature in it is
   * refused: pass the value of a sensitive Terraform variable. Automation only.
   *
   * @default - the PowerShell Gallery
   */
  readonly contentUri?: string;

  /**
   * The hash that the package has to have. Automation only.
   *
   * @default - the content is not checked
   */
  readonly contentHash?: ModuleContentHash;

  /**
   * Other modules that the scripts need, such as Microsoft Graph's. They are installed beside this one.
   *
   * @default - none
   */
  readonly additional?: AdditionalModule[];
}

/**
 * The Exchange Online module of a host, in one runtime.
 *
 * Guide: system-assigned step 3 and user-assigned step 4.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export interface ExchangeModuleOptions extends ExchangeModuleSettings {
  /**
   * The PowerShell that the module is for.
   *
   * @default - Windows PowerShell 5.1 in Automation and on a Windows VM, PowerShell 7 on a Linux VM
   */
  readonly runtime?: PowerShellRuntime;

  /**
   * Whether the module was imported by hand before, and Terraform imports it. Automation's 5.1 and 7.2 only, on an
   * existing or adopted account.
   *
   * @default false
   */
  readonly adopt?: boolean;

  /**
   * @internal The additional modules that were checked already, for all runtimes at once: the same list, or another one is
   *   checked.
   *
   * @default - none
   */
  readonly _checkedAdditional?: AdditionalModule[];

  /**
   * @internal Whether the scripts that run in the runtime are judged for themselves.
   *
   * @default false
   */
  readonly _areScriptsKnown?: boolean;
}

/**
 * The Exchange Online module of an `ExchangeManagedIdentity`: one version, in one or more runtimes of the host.
 *
 * Guide: system-assigned step 3 and user-assigned step 4.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export interface ExchangeModuleChoice extends ExchangeModuleSettings {
  /**
   * The runtimes that it is installed for.
   *
   * @default - Windows PowerShell 5.1 in Automation and on a Windows VM, PowerShell 7 on a Linux VM
   */
  readonly runtimes?: PowerShellRuntime[];
}

/** The Exchange Online module, installed on a host. */
export interface IExchangeModule extends IConstruct {
  /** The version of the module. */
  readonly version: ModuleVersion;

  /** The PowerShell that it is installed for. */
  readonly runtime: PowerShellRuntime;

  /** For `dependsOn` of whatever runs the module. */
  readonly dependables: ITerraformDependable[];

  /** The name of the Automation runtime environment, for a runbook's `runtime_environment_name`; undefined where there is none. */
  readonly runtimeEnvironmentName?: string;
}
