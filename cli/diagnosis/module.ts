import { ModuleCombination, ModuleVersion, PowerShellRuntime } from "cdktf-exchange-managed-identity";
import { type Finding, finding, inOrder } from "../findings/finding";
import { MODULE_FINDINGS } from "../findings/module-findings";
import type { ModuleState, RuntimeState } from "../tenant/automation-account";
import type { TenantState } from "../tenant/tenant";
import type { Expectation } from "./expectation";
import { judgeCommands } from "./machine-module";
import { judgePrerequisites } from "./prerequisites";

const EXCHANGE = "ExchangeOnlineManagement";

/** Guide, system-assigned step 3 and user-assigned step 4: the module, in each runtime that has or should have it. */
export function judgeModules(state: TenantState, expectation: Expectation, today: string): Finding[] {
  if (state.host.state !== "read") {
    return [];
  }
  if (state.host.value.type !== "automationAccount") {
    return judgeCommands(state.commands);
  }
  const { module } = expectation;
  const having = state.runtimes.filter((runtime) => moduleIn(runtime, EXCHANGE) || runtime.modules.state !== "read");
  const judged =
    module === undefined
      ? having.length > 0
        ? having
        : state.runtimes.slice(0, 1)
      : module.runtimes.map((version) => runtimeOf(state, version));
  return judged.flatMap((runtime) => judgeRuntime(runtime, module?.version, today));
}

/** Whether the module is in a runtime; undefined if that could not be read. */
export function hasExchangeModule(runtime: RuntimeState): boolean | undefined {
  return runtime.modules.state === "unreadable" ? undefined : moduleIn(runtime, EXCHANGE) !== undefined;
}

/** A module of a runtime, by its name. */
export function moduleIn(runtime: RuntimeState, name: string): ModuleState | undefined {
  const modules = runtime.modules.state === "read" ? runtime.modules.value : [];
  return modules.find((module) => module.name.toLowerCase() === name.toLowerCase());
}

/** A runtime in words. */
export function runtimeName({ version, environment }: Pick<RuntimeState, "version" | "environment">): string {
  const name = version === "5.1" ? "Windows PowerShell 5.1" : `PowerShell ${version}`;
  return environment === undefined ? name : `${name} (environment ${environment})`;
}

/** The day since which a PowerShell of Automation is out of support, if it is. */
export function retiredSince(version: string, today: string): string | undefined {
  // The 7.1 preview, which Terraform has no resource for.
  const since = version === "7.1" ? "2022-05-08" : knownRuntime(version)?.outOfSupportSince;
  return since !== undefined && since <= today ? since : undefined;
}

/** The newest module that a runtime supports. */
function newestFor(version: string): string {
  const runtime = knownRuntime(version);
  return (runtime ? PowerShellRuntime.newestModuleFor([runtime]) : ModuleVersion.V3_4_0).value;
}

function judgeRuntime(runtime: RuntimeState, expected: string | undefined, today: string): Finding[] {
  const words = { runtime: runtimeName(runtime), version: runtime.version };
  if (runtime.modules.state === "unreadable") {
    return [finding(MODULE_FINDINGS.moduleUnreadable, { ...words, reason: runtime.modules.reason })];
  }
  const retired = retiredSince(runtime.version, today);
  const module = moduleIn(runtime, EXCHANGE);
  const state =
    module === undefined ? finding(MODULE_FINDINGS.moduleMissing, words) : judgeModule(runtime, module, expected);
  return [
    state,
    ...(retired === undefined ? [] : [finding(MODULE_FINDINGS.runtimeRetired, { ...words, day: retired })]),
    ...(module === undefined
      ? []
      : [...judgePrerequisites(runtime, words.runtime), ...judgeCombinations(runtime, module)]),
  ];
}

function judgeModule(runtime: RuntimeState, module: ModuleState, expected: string | undefined): Finding {
  const { provisioningState, version = "" } = module;
  const words = { runtime: runtimeName(runtime), version, newest: newestFor(runtime.version) };
  if (/^(?:failed|cancel)/i.test(provisioningState)) {
    return finding(MODULE_FINDINGS.moduleFailed, { ...words, error: module.error ?? "no reason given" });
  }
  if (!/^succeeded$/i.test(provisioningState)) {
    return finding(MODULE_FINDINGS.moduleImporting, { ...words, importing: provisioningState });
  }
  if (/^[0-2]\.|^3\.0\.0-/.test(version)) {
    return finding(MODULE_FINDINGS.moduleTooOld, words);
  }
  const known = ModuleVersion.VALUE.check(version) === undefined ? ModuleVersion.of(version) : undefined;
  const powerShell = knownRuntime(runtime.version);
  if (known && powerShell && !powerShell.supports(known)) {
    return finding(MODULE_FINDINGS.moduleTooNew, words);
  }
  if (expected !== undefined && version !== "" && version !== expected) {
    return finding(MODULE_FINDINGS.moduleOtherVersion, { ...words, expected });
  }
  return known && powerShell && !powerShell.isInMicrosoftsTables(known)
    ? finding(MODULE_FINDINGS.moduleUnsupported, words)
    : inOrder("Exchange Online module", `${EXCHANGE} ${version} in ${words.runtime}`);
}

function judgeCombinations(runtime: RuntimeState, { version = "" }: ModuleState): Finding[] {
  const powerShell = knownRuntime(runtime.version);
  if (powerShell === undefined || ModuleVersion.VALUE.check(version) !== undefined) {
    return [];
  }
  const others = runtime.modules.state === "read" ? runtime.modules.value : [];
  const conflicts = others.flatMap((other) =>
    ModuleCombination.knownConflicts(powerShell, ModuleVersion.of(version), other.name, other.version ?? ""),
  );
  return conflicts
    .slice(0, 1)
    .map((conflict) => finding(MODULE_FINDINGS.moduleConflict, { conflict: `${conflict} (${runtimeName(runtime)})` }));
}

/* A runtime that a configuration names: the environment of a stack, else one that has the module, else any. */
function runtimeOf({ runtimes }: TenantState, version: string): RuntimeState {
  const named = knownRuntime(version)?.environmentName;
  const found = runtimes.filter((runtime) => runtime.version === version);
  return (
    found.find(({ environment }) => environment === named) ??
    found.find((runtime) => moduleIn(runtime, EXCHANGE)) ??
    found[0] ?? { version, modules: { state: "absent" } }
  );
}

function knownRuntime(version: string): PowerShellRuntime | undefined {
  return PowerShellRuntime.check(version) === undefined ? PowerShellRuntime.of(version) : undefined;
}
