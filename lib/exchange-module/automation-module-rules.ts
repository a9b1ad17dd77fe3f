import type { IAutomationAccount } from "../azure/i-automation-account";
import type { Finding } from "../validation/finding";
import { TRUE_OR_FALSE, instanceOf, optional, providerOf, type Types } from "../validation/type-check";
import { Findings } from "../validation/findings";
import { additionalModuleFindings, prerequisiteTwice } from "./additional-module-rules";
import type { ExchangeModuleOptions } from "./exchange-module";
import { CONTENT_HASH, isPrerequisite } from "./module-package";
import { ModuleVersion } from "./module-version";
import { PowerShellRuntime } from "./powershell-runtime";

/** The types of what the module of a host takes. */
export const MODULE_TYPES: Types = {
  runtime: optional(instanceOf(PowerShellRuntime, 'PowerShellRuntime.of("7.6")')),
  version: optional(instanceOf(ModuleVersion, 'ModuleVersion.of("3.9.2")')),
  prerequisites: optional(TRUE_OR_FALSE),
  adopt: optional(TRUE_OR_FALSE),
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

/** Checks the additional modules of an account in one runtime. */
export function additionalOnAccount(
  options: ExchangeModuleOptions & { readonly account: IAutomationAccount },
  runtime: PowerShellRuntime,
): Findings {
  const { additional = [], account, adopt, prerequisites, _checkedAdditional: checked } = options;
  const findings =
    checked !== undefined && checked === options.additional
      ? new Findings()
      : additionalModuleFindings(additional, [runtime]);
  for (const [index, module] of findings.isEmpty ? additional.entries() : []) {
    const isTwice = (prerequisites ?? runtime.isRuntimeEnvironment) && isPrerequisite(module.name);
    findings.add(["additional", index, "name"], isTwice ? prerequisiteTwice(module.name) : undefined);
    findings.add(["additional", index, "adopt"], module.adopt && !adopt ? checkAdoption(runtime, account) : undefined);
  }
  return findings;
}
