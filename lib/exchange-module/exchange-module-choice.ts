import { ModuleVersion } from "./module-version";
import type { ModuleContentHash } from "./module-content";
import type { PowerShellRuntime } from "./powershell-runtime";

/**
 * The Exchange Online module of an `ExchangeManagedIdentity`: one version, in one or more runtimes of the host.
 *
 * @see guide, system-assigned step 3 and user-assigned step 4
 */
export interface ExchangeModuleChoice {
  /**
   * The version of the module.
   *
   * @default - the newest generally available one that every runtime can hold, with a warning that names it
   */
  readonly version?: ModuleVersion;

  /**
   * The runtimes that it is installed for.
   *
   * @default - Windows PowerShell 5.1 in Automation and on a Windows VM, PowerShell 7 on a Linux VM
   */
  readonly runtimes?: PowerShellRuntime[];

  /**
   * Whether PackageManagement and PowerShellGet are imported first, from the PowerShell Gallery, in every runtime.
   * Automation only.
   *
   * @default - true in the 5.1 of a new account and in runtime environments; false in 7.2 and in an account that was there before
   */
  readonly prerequisites?: boolean;

  /**
   * The https address of the module's package in a feed of one's own; one with a password or a signature in it only as
   * the value of a sensitive Terraform variable. Automation only.
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
}

/** The version that is installed: the one that was chosen, or the newest that every runtime can hold. */
export function chosenVersion(choice: ExchangeModuleChoice | undefined, runtimes: PowerShellRuntime[]): ModuleVersion {
  return choice?.version ?? ModuleVersion.newestFor(runtimes);
}
