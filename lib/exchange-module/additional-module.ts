import { literalWithReferences } from "../text/terraform-text";
import { galleryUri, literalHash, type ModuleContentHash, type ModulePackage } from "./module-package";
import type { PowerShellRuntime } from "./powershell-runtime";
import { TextRule } from "../validation/text-rule";

/** Another PowerShell module that the scripts need, beside ExchangeOnlineManagement. */
export interface AdditionalModule {
  /** The name of the module, as the PowerShell Gallery writes it, such as `Microsoft.Graph.Authentication`. */
  readonly name: string;

  /** The version of the module, such as `2.30.0`. */
  readonly version: string;

  /**
   * The runtimes that it is installed for, some of those of the Exchange Online module.
   *
   * @default - all of them
   */
  readonly runtimes?: PowerShellRuntime[];

  /**
   * The names of other additional modules that are installed before this one.
   *
   * @default - `Microsoft.Graph.Authentication` for the other modules of `Microsoft.Graph`, `Az.Accounts` for those of
   *   `Az`, where they are among the additional modules
   */
  readonly after?: string[];

  /**
   * The https address of the package in a private feed, without a secret in it. Automation only.
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
   * Whether the module was imported by hand before, and Terraform imports it. Automation's 5.1 and 7.2 only.
   *
   * @default - as for the Exchange Online module
   */
  readonly adopt?: boolean;
}

/** The rule for the name of a module. */
export const MODULE_NAME: TextRule = TextRule.of({
  pattern: "^(?=.*[A-Za-z])[0-9A-Za-z][0-9A-Za-z_]*(?:[.\\-][0-9A-Za-z_]+)*$",
  allowed: "the name of a PowerShell module, such as Microsoft.Graph.Authentication",
  remedy: "write the name as the PowerShell Gallery does",
});

/** The rule for the version of an additional module. */
export const ADDITIONAL_MODULE_VERSION: TextRule = TextRule.of({
  pattern: "^\\d{1,9}(?:\\.\\d{1,9}){1,3}(?:-[A-Za-z][0-9A-Za-z]*)?$",
  allowed: "a version as the PowerShell Gallery names it, such as 2.30.0",
  remedy: "write a version in full",
});

/** The package of an additional module, as an Automation account imports it. */
export function additionalPackage({ name, version, contentUri, contentHash }: AdditionalModule): ModulePackage {
  return {
    name,
    uri: contentUri === undefined ? galleryUri(name, version) : literalWithReferences(contentUri),
    version: version.includes("-") ? undefined : version,
    hash: contentHash && literalHash(contentHash),
  };
}
