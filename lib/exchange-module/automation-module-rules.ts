import type { Construct } from "constructs";
import type { IAutomationAccount } from "../azure/i-automation-account";
import type { Finding } from "../validation/finding";
import { Findings } from "../validation/findings";
import { checkOptionalBoolean, checkOptionalClass, checkOptionalProvider } from "../validation/type-check";
import type { ExchangeModuleOptions } from "./exchange-module";
import { ModuleVersion } from "./module-version";
import { PowerShellRuntime } from "./powershell-runtime";

/** Reports what plain JavaScript may have given in the place of a class, a provider or a flag. */
export function checkTypes(module: Construct, props: ExchangeModuleOptions & { readonly provider?: unknown }): void {
  const findings = new Findings();
  findings.add("runtime", checkOptionalClass(props.runtime, PowerShellRuntime, 'PowerShellRuntime.of("7.6")'));
  findings.add("version", checkOptionalClass(props.version, ModuleVersion, 'ModuleVersion.of("3.9.2")'));
  findings.add("prerequisites", checkOptionalBoolean(props.prerequisites));
  findings.add("adopt", checkOptionalBoolean(props.adopt));
  findings.add("provider", checkOptionalProvider(props.provider, "azurerm"));
  findings.report(module);
}

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
