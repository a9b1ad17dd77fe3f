import { DirectoryRole } from "../directory-rights/directory-role";
import { ExchangeCommand } from "../exchange-online/exchange-command";
import { familyOf } from "../exchange-module/module-family";
import type { ScriptDescription } from "../powershell/script-description";
import { modulesAskedFor } from "../runbook/script-checks/module-use-warnings";
import { mandatoryOf } from "../runbook/script-checks/parameter-findings";
import { leastRoleFor } from "./role-coverage";

/** A module that a script needs. */
interface NeededModule {
  readonly name: string;
  /** The version that the script names; undefined where it names none. */
  readonly version?: string;
}

/** What a script needs of the configuration around it, as far as it says so. Internal. */
export interface ScriptNeeds {
  /** The PowerShell that its `#Requires` names, in words; undefined where any will do. */
  readonly powerShell?: string;
  /** Whether that is PowerShell 7 rather than Windows PowerShell. */
  readonly isPowerShell7: boolean;
  /** The modules beside the Exchange Online module. */
  readonly modules: readonly NeededModule[];
  /** The parameters that a scheduled run has to give. */
  readonly parameters: readonly string[];
  /** The least role that covers its commands; undefined where it calls none of Exchange Online. */
  readonly role?: DirectoryRole;
}

/* A module of a family needs the first one of it, in its own version where the family has one only. */
function withFirstOfFamily(modules: NeededModule[]): NeededModule[] {
  const missing = new Map<string, NeededModule>();
  for (const { name, version } of modules) {
    const family = familyOf(name);
    if (family && !modules.some((module) => module.name.toLowerCase() === family.first.toLowerCase())) {
      missing.set(family.first, { name: family.first, version: family.isOneVersion ? version : undefined });
    }
  }
  return [...missing.values(), ...modules];
}

/** What a script needs. */
export function needsOf(script: ScriptDescription): ScriptNeeds {
  const { version, edition } = script.requires;
  const isPowerShell7 = Number(version?.split(".")[0] ?? 0) >= 7 || edition?.toLowerCase() === "core";
  const commands = script.commands.flatMap((call) =>
    script.defines(call.name) || !script.canRun(call) ? [] : (ExchangeCommand.of(call.name) ?? []),
  );
  const changing = commands.filter((command) => command.changes);
  const versions = new Map<string, NeededModule>();
  for (const { name, exact, minimum } of modulesAskedFor(script)) {
    const known = versions.get(name.toLowerCase());
    versions.set(name.toLowerCase(), { name, version: exact ?? minimum ?? known?.version });
  }
  return {
    powerShell: version ?? (edition === undefined ? undefined : `the edition ${edition}`),
    isPowerShell7,
    modules: withFirstOfFamily([...versions.values()]),
    parameters: mandatoryOf(script).map(({ name }) => name),
    role:
      commands.length === 0 ? undefined : changing.length === 0 ? DirectoryRole.GLOBAL_READER : leastRoleFor(changing),
  };
}
