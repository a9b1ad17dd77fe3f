import { DirectoryRole } from "../directory-role/directory-role";
import { ExchangeCommand } from "../exchange-online/exchange-command";
import type { ScriptDescription } from "../powershell/script-description";
import { modulesAskedFor } from "../runbook/script-checks/module-use-warnings";
import { isMandatory } from "../runbook/script-checks/parameter-findings";
import { leastRoleFor } from "./role-coverage";

/** What a script needs of the configuration around it, as far as it says so. Internal. */
export interface ScriptNeeds {
  /** The PowerShell that its `#Requires` names, in words; undefined where any will do. */
  readonly powerShell?: string;
  /** Whether that is PowerShell 7 rather than Windows PowerShell. */
  readonly isPowerShell7: boolean;
  /** The modules beside the Exchange Online module, with the versions that it names. */
  readonly modules: readonly { readonly name: string; readonly version?: string }[];
  /** The parameters that a scheduled run has to give. */
  readonly parameters: readonly string[];
  /** The least role that covers its commands; undefined where it calls none of Exchange Online. */
  readonly role?: DirectoryRole;
}

/** What a script needs. */
export function needsOf(script: ScriptDescription): ScriptNeeds {
  const { version, edition } = script.requires;
  const isPowerShell7 = Number(version?.split(".")[0] ?? 0) >= 7 || edition?.toLowerCase() === "core";
  const commands = script.commands.flatMap((call) =>
    script.defines(call.name) ? [] : (ExchangeCommand.of(call.name) ?? []),
  );
  const changing = commands.filter((command) => command.changes);
  const versions = new Map<string, { name: string; version?: string }>();
  for (const { name, exact, minimum } of modulesAskedFor(script)) {
    const known = versions.get(name.toLowerCase());
    versions.set(name.toLowerCase(), { name, version: exact ?? minimum ?? known?.version });
  }
  return {
    powerShell: version ?? (edition === undefined ? undefined : `the edition ${edition}`),
    isPowerShell7,
    modules: [...versions.values()],
    parameters: script.parameters.filter(isMandatory).map(({ name }) => name),
    role:
      commands.length === 0 ? undefined : changing.length === 0 ? DirectoryRole.GLOBAL_READER : leastRoleFor(changing),
  };
}
