import { type AdditionalModule, AutomationExchangeModule } from "cdktf-exchange-managed-identity";
import type { StepFinding } from "../findings/finding";
import { MODULE_FINDINGS } from "../findings/module-findings";
import { shownText } from "../findings/shown-text";
import type { ModuleState, RuntimeState } from "../reading/automation-account";
import { valueOr } from "../reading/reading";
import type { Context } from "./context";
import { runtimeName } from "./runtimes";

const NAMES = AutomationExchangeModule.requiredModules().map(({ name }) => name);

/** Whether none of the modules that every connection needs is in a runtime, so that a stack can create them. */
export function hasNoPrerequisite({ modules }: RuntimeState): boolean {
  return modules.state === "read" && !modules.value.some((module) => isPrerequisite(module));
}

/** Those of these modules that are missing from a runtime. 7.2 works without. */
export function missingPrerequisites({ version, modules }: RuntimeState): readonly AdditionalModule[] {
  const found = valueOr(modules, []).map(({ name }) => name.toLowerCase());
  return version === "7.2"
    ? []
    : AutomationExchangeModule.requiredModules().filter(({ name }) => !found.includes(name.toLowerCase()));
}

/** What the module needs beside it in a runtime. */
export function checkPrerequisites({ findings }: Context, runtime: RuntimeState): readonly StepFinding[] {
  const words = { runtime: runtimeName(runtime) };
  const found = valueOr(runtime.modules, []).filter(isPrerequisite);
  const missing = missingPrerequisites(runtime);
  const [one] = missing;
  // A stack creates both or none: one that is there already would stop the apply.
  const kind = missing.length === 1 ? MODULE_FINDINGS.prerequisiteMissing : MODULE_FINDINGS.prerequisitesMissing;
  return [
    ...(one !== undefined ? [findings.of(kind, { ...words, module: one.name, needed: one.version })] : []),
    ...found.flatMap(({ name, version = "", provisioningState, error }) => {
      if (!/^succeeded$/i.test(provisioningState)) {
        const hasFailed = /^(?:failed|cancel)/i.test(provisioningState);
        const kind = hasFailed ? MODULE_FINDINGS.prerequisitesFailed : MODULE_FINDINGS.prerequisitesImporting;
        return [findings.of(kind, { ...words, module: name, error: shownText(error ?? provisioningState) })];
      }
      const isPreview = version.includes("-") || (/^powershellget$/i.test(name) && /^(?:[3-9]|\d\d)/.test(version));
      return isPreview ? [findings.of(MODULE_FINDINGS.prerequisitesPreview, { ...words, module: name, version })] : [];
    }),
  ];
}

function isPrerequisite({ name }: ModuleState): boolean {
  return NAMES.some((prerequisite) => prerequisite.toLowerCase() === name.toLowerCase());
}
