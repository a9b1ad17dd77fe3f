import { ModuleCombination, ModuleVersion } from "cdktf-exchange-managed-identity";
import type { Finding } from "../findings/finding";
import { MODULE_FINDINGS } from "../findings/module-findings";
import { errorText } from "../findings/safe-text";
import type { ModuleState, RuntimeState } from "../tenant/automation-account";
import { valueOr } from "../tenant/reading";
import type { TenantState } from "../tenant/tenant";
import { checkMachineModule } from "./check-machine-module";
import { checkPrerequisites } from "./check-prerequisites";
import { connectingRunbooks } from "./connecting-runbooks";
import { type Context, dayOf } from "./context";
import { exchangeModuleIn, knownRuntime, newestFor, retiredSince, runtimeName, usableVersion } from "./runtimes";

/** Guide, system-assigned step 3 and user-assigned step 4: the module, in each runtime that has or should have it. */
export function checkModules(context: Context): readonly Finding[] {
  const { state, expectation } = context;
  if (state.host.state !== "read") {
    return [];
  }
  if (state.host.value.type !== "automationAccount") {
    return checkMachineModule(context);
  }
  const module = expectation.configuration?.module;
  if (module === undefined) {
    const found = state.runtimes.filter(
      (runtime) => exchangeModuleIn(runtime) || runtime.modules.state === "unreadable",
    );
    return (found.length > 0 ? found : state.runtimes.slice(0, 1)).flatMap((runtime) => checkRuntime(context, runtime));
  }
  const configured = module.runtimes.map((version) => runtimeOf(state, version));
  const used = state.runtimes.filter(
    (runtime) => !configured.includes(runtime) && exchangeModuleIn(runtime) && isUsed(state, runtime),
  );
  return [
    ...configured.flatMap((runtime) => checkRuntime(context, runtime, module.version)),
    ...used.flatMap((runtime) => checkRuntime(context, runtime)),
  ];
}

function checkRuntime(context: Context, runtime: RuntimeState, expected?: string): readonly Finding[] {
  const { findings } = context;
  const words = { runtime: runtimeName(runtime), version: runtime.version };
  if (runtime.modules.state === "unreadable") {
    return [findings.of(MODULE_FINDINGS.moduleUnreadable, { ...words, reason: runtime.modules.reason })];
  }
  const retired = retiredSince(runtime.version, dayOf(context));
  const module = exchangeModuleIn(runtime);
  return [
    module === undefined
      ? findings.of(MODULE_FINDINGS.moduleMissing, words)
      : checkModule(context, runtime, module, expected),
    ...(retired === undefined ? [] : [findings.of(MODULE_FINDINGS.runtimeRetired, { ...words, day: retired })]),
    ...(module === undefined
      ? []
      : [...checkPrerequisites(context, runtime), ...checkCombinations(context, runtime, module)]),
  ];
}

function checkModule(
  { findings }: Context,
  runtime: RuntimeState,
  module: ModuleState,
  expected: string | undefined,
): Finding {
  const { provisioningState, version = "" } = module;
  const words = { runtime: runtimeName(runtime), version, newest: newestFor(runtime.version) };
  if (/^(?:failed|cancel)/i.test(provisioningState)) {
    return findings.of(MODULE_FINDINGS.moduleFailed, { ...words, error: errorText(module.error ?? "no reason given") });
  }
  if (!/^succeeded$/i.test(provisioningState)) {
    return findings.of(MODULE_FINDINGS.moduleImporting, { ...words, importing: provisioningState });
  }
  const known = usableVersion(version);
  if (known === undefined && /^\d+\.\d/.test(version)) {
    return findings.of(MODULE_FINDINGS.moduleTooOld, words);
  }
  const powerShell = knownRuntime(runtime.version);
  if (known && powerShell && !powerShell.supports(known)) {
    return findings.of(MODULE_FINDINGS.moduleTooNew, words);
  }
  // A package's manifest names a preview without its suffix.
  if (expected !== undefined && version !== "" && version !== expected && version !== expected.split("-")[0]) {
    return findings.of(MODULE_FINDINGS.moduleOtherVersion, { ...words, expected });
  }
  return known && powerShell && !powerShell.isInMicrosoftsTables(known)
    ? findings.of(MODULE_FINDINGS.moduleUnsupported, words)
    : findings.inOrder("Exchange Online module", `${ModuleVersion.MODULE_NAME} ${version} in ${words.runtime}`);
}

function checkCombinations({ findings }: Context, runtime: RuntimeState, module: ModuleState): readonly Finding[] {
  const powerShell = knownRuntime(runtime.version);
  const exchange = usableVersion(module.version);
  if (powerShell === undefined || exchange === undefined) {
    return [];
  }
  const conflicts = valueOr(runtime.modules, []).flatMap(({ name, version = "" }) =>
    ModuleCombination.knownConflicts(powerShell, exchange, name, version),
  );
  // Microsoft Graph's modules come together, and fail together.
  return conflicts
    .slice(0, 1)
    .map((conflict) =>
      findings.of(MODULE_FINDINGS.moduleConflict, { conflict: `${conflict} (${runtimeName(runtime)})` }),
    );
}

/* A runtime that a configuration names: the environment of a stack, else one that has the module, else any. */
function runtimeOf({ runtimes }: TenantState, version: string): RuntimeState {
  const named = knownRuntime(version)?.environmentName;
  const found = runtimes.filter((runtime) => runtime.version === version);
  const unreadable = runtimes.find(
    ({ modules, environment }) => environment === undefined && modules.state === "unreadable",
  );
  return (
    found.find(({ environment }) => environment?.toLowerCase() === named?.toLowerCase()) ??
    found.find((runtime) => exchangeModuleIn(runtime)) ??
    found[0] ??
    (named !== undefined && unreadable ? unreadable : { version, modules: { state: "absent" } })
  );
}

function isUsed(state: TenantState, { version, environment }: RuntimeState): boolean {
  return connectingRunbooks(state).some(
    ({ runbook }) => runbook.version === version && runbook.environment?.toLowerCase() === environment?.toLowerCase(),
  );
}
