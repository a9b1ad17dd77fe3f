import { literalOf, parameterOf } from "../../powershell/command-call";
import type { ScriptDescription } from "../../powershell/script-description";

/** The names of the runbooks that a script starts: `.\Name.ps1`, or a command that starts a runbook. */
export function childRunbooksOf(script: ScriptDescription): string[] {
  const inline = script.commands.flatMap(
    ({ name }) => /^(?:\.|\$PSScriptRoot)[\\/]([\w-]+)\.ps1$/i.exec(name)?.[1] ?? [],
  );
  const started = script
    .callsOf("Start-AutomationRunbook", "Start-AzAutomationRunbook", "Start-AzureRmAutomationRunbook")
    .flatMap((call) => literalOf(parameterOf(call, "Name", "N")?.written ?? call.arguments[0]) ?? []);
  return [...new Set([...inline, ...started])];
}

/**
 * The runbooks of a list, those that another one starts in front of it. Where two start each other, their order stays.
 *
 * @param childrenOf the runbooks that one starts
 */
export function childrenFirst<T>(runbooks: readonly T[], childrenOf: (runbook: T) => readonly T[]): T[] {
  const done = new Set<T>();
  const visiting = new Set<T>();
  const visit = (runbook: T): void => {
    if (!done.has(runbook) && !visiting.has(runbook)) {
      visiting.add(runbook);
      childrenOf(runbook).forEach(visit);
      visiting.delete(runbook);
      done.add(runbook);
    }
  };
  runbooks.forEach(visit);
  return [...done];
}
