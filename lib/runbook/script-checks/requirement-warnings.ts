import { PowerShellRuntime } from "../../exchange-module/powershell-runtime";
import type { ScriptContext } from "./script-context";

/** Warns of a `#Requires` that the runtime of the runbook does not meet. */
export function requirementWarnings({ script, runtime }: Pick<ScriptContext, "script" | "runtime">): string[] {
  const { version, edition, isAdministrator } = script.requires;
  const warnings: string[] = [];
  if (version !== undefined && !isAtLeast(runtime.version, version)) {
    warnings.push(
      `The script requires PowerShell ${version} (#Requires), and the runbook runs in PowerShell ${runtime.version}: every job would fail. Choose another runtime, or change the line.`,
    );
  }
  const own = runtime === PowerShellRuntime.V5_1 ? "Desktop" : "Core";
  if (edition !== undefined && /^(?:core|desktop)$/i.test(edition) && edition.toLowerCase() !== own.toLowerCase()) {
    warnings.push(
      `The script requires the PSEdition ${edition} (#Requires), and the runbook runs in ${runtime.toString()}, which is ${own}: every job would fail. Choose ${own === "Core" ? "5.1" : "7.6"}, or change the line.`,
    );
  }
  if (isAdministrator) {
    warnings.push(
      "The script requires an administrator (#Requires -RunAsAdministrator), and a job in Azure's sandbox is none: every job would fail. Remove the line, unless the runbook runs on a hybrid worker.",
    );
  }
  return warnings;
}

/** Whether a version is another one or later: each has one to four numbers. */
export function isAtLeast(version: string, minimum: string): boolean {
  const own = version.split("-")[0].split(".").map(Number);
  const needed = minimum.split("-")[0].split(".").map(Number);
  for (let index = 0; index < needed.length; index++) {
    const difference = (own[index] ?? 0) - needed[index];
    if (difference !== 0 && index < Math.max(own.length, 2)) {
      return difference > 0;
    }
  }
  return true;
}
