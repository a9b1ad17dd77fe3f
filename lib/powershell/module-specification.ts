import { type CommandCall, literalOf, parameterOf } from "./command-call";

const MODULE = /^[A-Za-z][\w.-]*$/;

/** A module that a script asks for. */
export interface RequiredModule {
  readonly name: string;
  /** The oldest version that will do; undefined for any. */
  readonly minimum?: string;
  /** The only version that will do; undefined for any. */
  readonly exact?: string;
  /** The newest version that will do; undefined for any. */
  readonly maximum?: string;
  /** Where in the script it is asked for. */
  readonly at: number;
}

/** The modules that a word names: `A, @{ ModuleName = "B"; ModuleVersion = "1.0" }`. What is no literal is left out. */
export function modulesIn(written: string | undefined, at: number): RequiredModule[] {
  // What a command gives, or a variable holds, is known when the script runs.
  const parts = /^[($]/.test(written ?? "") ? [] : ((written ?? "").match(/@\{[^}]*\}|'[^']*'|"[^"]*"|[^,\s]+/g) ?? []);
  return parts.flatMap((part): RequiredModule[] => {
    const entry = (key: string) =>
      literalOf(new RegExp(`\\b${key}["']?\\s*=\\s*("[^"]*"|'[^']*'|[^;\\s}]+)`, "i").exec(part)?.[1]);
    const name = part.startsWith("@{") ? entry("ModuleName") : literalOf(part);
    // A path is a file of the script's own.
    return name === undefined || !MODULE.test(name) || /\.ps[dm]1$/i.test(name)
      ? []
      : [
          part.startsWith("@{")
            ? {
                name,
                minimum: entry("ModuleVersion"),
                exact: entry("RequiredVersion"),
                maximum: entry("MaximumVersion"),
                at,
              }
            : { name, at },
        ];
  });
}

/** The modules that a call of `Import-Module` names; none where the script goes on without them. */
export function importedBy(call: CommandCall): RequiredModule[] {
  const onError = parameterOf(call, "ErrorAction", "E") ?? parameterOf(call, "EA");
  if (/^(?:silentlycontinue|ignore|continue|0)$/i.test(onError?.value ?? "")) {
    return [];
  }
  const named = parameterOf(call, "Name", "N") ?? parameterOf(call, "FullyQualifiedName", "Fu");
  const minimum = literalOf((parameterOf(call, "MinimumVersion", "Mi") ?? parameterOf(call, "Version", "V"))?.written);
  const exact = literalOf(parameterOf(call, "RequiredVersion", "Req")?.written);
  const maximum = literalOf(parameterOf(call, "MaximumVersion", "Ma")?.written);
  const switched = call.parameters.flatMap(({ name, written }) =>
    /^(?:force|global|disablenamechecking|passthru|noclobber|usewindowspowershell|verbose|skipeditioncheck)$/i.test(
      name,
    )
      ? [written]
      : [],
  );
  return [named?.written, ...call.arguments, ...(named ? [] : switched)]
    .flatMap((written) => modulesIn(written, call.at))
    .map((module) => ({ minimum, exact, maximum, ...module }));
}
