import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";
import type { ModuleContentHash } from "./module-content";
import type { ModuleVersion } from "./module-version";
import type { PowerShellRuntime } from "./powershell-runtime";

/**
 * What is to be installed of the Exchange Online module on a host.
 *
 * @see guide, system-assigned step 3 and user-assigned step 4
 */
export interface ExchangeModuleOptions {
  /**
   * The PowerShell that the module is for.
   *
   * @default - Windows PowerShell 5.1 in Automation and on a Windows VM, PowerShell 7 on a Linux VM
   */
  readonly runtime?: PowerShellRuntime;

  /**
   * The version of the module.
   *
   * @default - the newest generally available one that the runtime can hold, with a warning that names it
   */
  readonly version?: ModuleVersion;

  /**
   * Whether PackageManagement and PowerShellGet are imported first, from the PowerShell Gallery. Every connection of
   * the module needs them. Automation only.
   *
   * @default - true in the 5.1 of a new account and in runtime environments; false in 7.2 and in an account that was there before
   */
  readonly prerequisites?: boolean;

  /**
   * The https address of the module's package in a feed of one's own. An address with a password or a signature in it
   * is refused: pass the value of a sensitive Terraform variable. Automation only.
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
   * Whether the module was imported by hand before, and Terraform takes it over. Automation's 5.1 and 7.2 only, on an
   * account that was there before.
   *
   * @default false
   */
  readonly adopt?: boolean;
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
