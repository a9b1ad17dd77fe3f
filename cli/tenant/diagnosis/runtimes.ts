import { ModuleVersion, PowerShellRuntime } from "cdktf-exchange-managed-identity";
import type { ModuleState, RuntimeState } from "../reading/automation-account";

/** The Exchange Online module of a runtime. */
export function exchangeModuleIn(runtime: RuntimeState): ModuleState | undefined {
  const modules = runtime.modules.state === "read" ? runtime.modules.value : [];
  return modules.find(({ name }) => name.toLowerCase() === ModuleVersion.MODULE_NAME.toLowerCase());
}

/** Whether the module is in a runtime; undefined if that could not be read. */
export function hasExchangeModule(runtime: RuntimeState): boolean | undefined {
  return runtime.modules.state === "unreadable" ? undefined : exchangeModuleIn(runtime) !== undefined;
}

/** A runtime in words. */
export function runtimeName({ version, environment }: Pick<RuntimeState, "version" | "environment">): string {
  const name = version === "5.1" ? "Windows PowerShell 5.1" : `PowerShell ${version}`;
  return environment === undefined ? name : `${name} (environment ${environment})`;
}

/** A runtime as the library knows it. */
export function knownRuntime(version: string): PowerShellRuntime | undefined {
  return PowerShellRuntime._check(version) === undefined ? PowerShellRuntime.of(version) : undefined;
}

/** The day since which a PowerShell of Automation has been out of support, if it is. */
export function retiredSince(version: string, today: string): string | undefined {
  // The 7.1 preview, which Terraform has no resource for.
  const since = version === "7.1" ? "2022-05-08" : knownRuntime(version)?.outOfSupportSince;
  return since !== undefined && since <= today ? since : undefined;
}

/** A version of the module, if it is one that managed identities work with. */
export function usableVersion(version: string | undefined): ModuleVersion | undefined {
  return version !== undefined && ModuleVersion._VALUE.check(version) === undefined
    ? ModuleVersion.of(version)
    : undefined;
}

/** The newest module that a runtime supports. */
export function newestFor(version: string): string {
  const runtime = knownRuntime(version);
  return (runtime ? PowerShellRuntime.newestModuleFor([runtime]) : ModuleVersion.V3_4_0).value;
}
