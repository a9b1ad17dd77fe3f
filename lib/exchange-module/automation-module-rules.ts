import type { IAutomationAccount } from "../azure/i-automation-account";
import type { Finding } from "../validation/finding";
import { FLAG, instanceOf, optional, providerOf, type Types } from "../validation/type-check";
import { CONTENT_HASH } from "./module-package";
import { ModuleVersion } from "./module-version";
import { PowerShellRuntime } from "./powershell-runtime";

/** The types of what the module of a host takes. */
export const MODULE_TYPES: Types = {
  runtime: optional(instanceOf(PowerShellRuntime, 'PowerShellRuntime.of("7.6")')),
  version: optional(instanceOf(ModuleVersion, 'ModuleVersion.of("3.9.2")')),
  prerequisites: optional(FLAG),
  adopt: optional(FLAG),
  contentHash: optional(CONTENT_HASH),
  azurerm: optional(providerOf("azurerm")),
};

/** What is wrong with the adoption of a module in a runtime of an account, if anything. */
export function checkAdoption(runtime: PowerShellRuntime, account: IAutomationAccount): Finding | undefined {
  if (runtime.isRuntimeEnvironment) {
    return {
      given: runtime.version,
      allowed: "adoption of the modules of 5.1 and 7.2",
      remedy: `let Terraform create the environment of ${runtime.version} again: Azure does not return a package's address, so an adopted package would be replaced at once`,
    };
  }
  return account.importId === undefined
    ? {
        given: "a new account",
        allowed: "adoption on an existing or adopted account",
        remedy: "remove the adoption of modules",
      }
    : undefined;
}
