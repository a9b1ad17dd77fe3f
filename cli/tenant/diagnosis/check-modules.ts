import { ModuleVersion } from "cdktf-exchange-managed-identity";
import { ModuleCombination } from "cdktf-exchange-managed-identity/internal";
import type { StepFinding } from "../findings/finding";
import { MODULE_FINDINGS } from "../findings/module-findings";
import { shownText } from "../findings/shown-text";
import type { ModuleState, RunbookState, RuntimeState } from "../reading/automation-account";
import { valueOr } from "../reading/reading";
import type { TenantState } from "../reading/tenant";
import { checkMachineModule } from "./check-machine-module";
import { checkPrerequisites } from "./check-prerequisites";
import { connectingRunbooks } from "./connecting-runbooks";
import { type Context, dayOf } from "./context";
import { exchangeModuleIn, knownRuntime, newestFor, retiredSince, runtimeName, usableVersion } from "./runtimes";

/** Guide, system-assigned step 3 and user-assigned step 4: the module, in each runtime that has or should have it. */
export function checkModules(context: Context): readonly StepFinding[] {
  const { state, expectation } = context;
  if (state.host.state !== "read") {
    return [];
  }
  const { runsRunbooks, takesRunCommands, word } = state.host.value.kind.resource;
  if (takesRunCommands) {
    return checkMachineModule(context);
  }
  if (!runsRunbooks) {
    const reason = `what is installed in a ${word} is not visible from outside`;
    return [context.findings.notLookedAt("Exchange Online module", reason, false)];
  }
  const module = expectation.configuration?.module;
  if (module === undefined) {
    const found = state.runtimes.filter(
      (runtime) => exchangeModuleIn(runtime) || runtime.modules.state === "unreadable",
    );
    // What is wrong with a module that no runbook connects with is no matter of this set-up.
    const isAnyUsed = found.some((runtime) => isUsed(state, runtime));
    return (found.length > 0 ? found : state.runtimes.slice(0, 1)).flatMap((runtime) =>
      checkRuntime(context, runtime).filter(
        ({ state: judged }) => !isAnyUsed || isUsed(state, runtime) || (judged !== "wrong" && judged !== "missing"),
      ),
    );
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

function checkRuntime(context: Context, runtime: RuntimeState, expected?: string): readonly StepFinding[] {
  const { findings } = context;
  const words = { runtime: runtimeName(runtime), version: runtime.version, blade: bladeOf(runtime) };
  if (runtime.modules.state === "unreadable") {
    const { reason, remedy } = runtime.modules;
    return [findings.of(MODULE_FINDINGS.moduleUnreadable, { ...words, reason, remedy })];
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

/* Where the portal shows what is in a runtime. */
function bladeOf({ environment }: RuntimeState): string {
  return environment === undefined ? "Modules" : `Runtime Environments, ${environment}`;
}

function checkModule(
  { findings }: Context,
  runtime: RuntimeState,
  module: ModuleState,
  expected: string | undefined,
): StepFinding {
  const { provisioningState, version = "" } = module;
  const words = { runtime: runtimeName(runtime), version, newest: newestFor(runtime.version) };
  if (/^(?:failed|cancel)/i.test(provisioningState)) {
    return findings.of(MODULE_FINDINGS.moduleFailed, { ...words, error: importError(module.error) });
  }
  if (!/^succeeded$/i.test(provisioningState)) {
    return findings.of(MODULE_FINDINGS.moduleImporting, { ...words, importing: provisioningState });
  }
  const known = usableVersion(version.replace(/^(\d+\.\d+\.\d+)\.0$/, "$1"));
  if (known === undefined) {
    return /^[0-2](?:\.|$)/.test(version)
      ? findings.of(MODULE_FINDINGS.moduleTooOld, words)
      : findings.of(MODULE_FINDINGS.moduleVersionUnknown, { ...words, given: version === "" ? "no version" : version });
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

/* Modules that fail together are no fault where no script uses both. */
function checkCombinations(
  { state, findings }: Context,
  runtime: RuntimeState,
  module: ModuleState,
): readonly StepFinding[] {
  const powerShell = knownRuntime(runtime.version);
  const exchange = usableVersion(module.version);
  if (powerShell === undefined || exchange === undefined) {
    return [];
  }
  const scripts = connectingRunbooks(state).flatMap(({ runbook }) =>
    isIn(runbook, runtime) && runbook.script.state === "read" ? [runbook.script.value] : [],
  );
  const conflicts = valueOr(runtime.modules, []).flatMap(({ name, version = "" }) =>
    scripts
      .filter((script) => usesModule(script, name))
      .flatMap((script) => ModuleCombination._conflicts(powerShell, exchange, name, version, comesFirst(script, name))),
  );
  // Microsoft Graph's modules come together, and fail together.
  return conflicts
    .slice(0, 1)
    .map((conflict) =>
      findings.of(MODULE_FINDINGS.moduleConflict, { conflict: `${conflict} (${runtimeName(runtime)})` }),
    );
}

/* The commands of a module that brings the authentication library along. */
function commandOf(module: string): RegExp {
  return /^Microsoft\.Graph(?:\.|$)/i.test(module) ? /\w-Mg[A-Z]/ : /\w-Az[A-Z]/;
}

function usesModule(script: string, module: string): boolean {
  return commandOf(module).test(script);
}

function comesFirst(script: string, module: string): boolean {
  return script.search(commandOf(module)) < script.search(/Connect-ExchangeOnline/i);
}

/* What went wrong stands between the name of a .NET class and a stack of them. */
function importError(message = "no reason given"): string {
  const [first] = message.split(/\r?\n\s+at /);
  return shownText(first.replace(/^[\w.]+Exception:\s*/, ""));
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

function isUsed(state: TenantState, runtime: RuntimeState): boolean {
  return connectingRunbooks(state).some(({ runbook }) => isIn(runbook, runtime));
}

function isIn(runbook: RunbookState, { version, environment }: RuntimeState): boolean {
  return runbook.version === version && runbook.environment?.toLowerCase() === environment?.toLowerCase();
}
