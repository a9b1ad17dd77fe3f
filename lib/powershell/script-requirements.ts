import { literalOf, parameterOf } from "./command-call";
import { modulesIn, type RequiredModule } from "./module-specification";
import type { ScriptComment } from "./script-cursor";
import { readStatements } from "./statement-reader";

/** What the `#Requires` of a script say. */
export interface ScriptRequirements {
  /** The oldest PowerShell, such as `7.2`. */
  readonly version?: string;
  /** `Core` or `Desktop`, as written. */
  readonly edition?: string;
  readonly modules: readonly RequiredModule[];
  readonly isAdministrator: boolean;
}

/** Reads the `#Requires` among the comments of a script: each is the first on its line. */
export function requirementsIn(comments: readonly ScriptComment[]): ScriptRequirements {
  const calls = comments
    .filter(({ text, isFirstInLine }) => isFirstInLine && /^#requires\s/i.test(text))
    .flatMap(({ text, start }) => readStatements(text.slice(1)).commands.map((call) => ({ call, start })));
  const said = (full: string, shortest: string) =>
    calls.map(({ call }) => literalOf(parameterOf(call, full, shortest)?.written)).find((text) => text !== undefined);
  const versions = calls
    .flatMap(({ call }) => literalOf(parameterOf(call, "Version", "V")?.written) ?? [])
    .filter((version) => /^\d+(?:\.\d+){0,3}$/.test(version));
  return {
    // Each of several lines counts: the newest version decides.
    version: versions.sort((one, other) => other.localeCompare(one, "en", { numeric: true }))[0],
    edition: said("PSEdition", "PSE"),
    modules: calls.flatMap(({ call, start }) => modulesIn(parameterOf(call, "Modules", "M")?.written, start)),
    isAdministrator: calls.some(({ call }) => parameterOf(call, "RunAsAdministrator", "R") !== undefined),
  };
}
