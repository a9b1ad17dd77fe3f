import { type Finding, finding } from "../findings/finding";
import { MODULE_FINDINGS } from "../findings/module-findings";
import type { ModuleState, RuntimeState } from "../tenant/automation-account";

const PREREQUISITES = ["PackageManagement", "PowerShellGet"];

/** Whether all prerequisites are missing from a runtime, so that a stack can create them. */
export function hasNoPrerequisite({ modules }: RuntimeState): boolean {
  return modules.state === "read" && !modules.value.some((module) => isPrerequisite(module));
}

/** What the module needs beside it in a runtime. The account's own 7.2 works without. */
export function judgePrerequisites({ version, modules }: RuntimeState, runtime: string): Finding[] {
  const found = modules.state === "read" ? modules.value.filter((module) => isPrerequisite(module)) : [];
  const missing = PREREQUISITES.filter(
    (name) => !found.some((module) => module.name.toLowerCase() === name.toLowerCase()),
  );
  return [
    ...(missing.length > 0 && version !== "7.2"
      ? [
          finding(MODULE_FINDINGS.prerequisitesMissing, {
            runtime,
            missing: `${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"}`,
          }),
        ]
      : []),
    ...found.flatMap((module) => judgeOne(module, runtime)),
  ];
}

function judgeOne({ name, version = "", provisioningState, error }: ModuleState, runtime: string): Finding[] {
  if (!/^succeeded$/i.test(provisioningState)) {
    const words = { module: name, runtime, error: error ?? provisioningState };
    return [finding(MODULE_FINDINGS.prerequisitesFailed, words)];
  }
  const isPreview = /-/.test(version) || (/^powershellget$/i.test(name) && /^[3-9]\./.test(version));
  return isPreview ? [finding(MODULE_FINDINGS.prerequisitesPreview, { module: name, version, runtime })] : [];
}

function isPrerequisite({ name }: ModuleState): boolean {
  return PREREQUISITES.some((prerequisite) => prerequisite.toLowerCase() === name.toLowerCase());
}
