import { literalOf } from "../../powershell/command-call";
import type { ScriptDescription } from "../../powershell/script-description";
import type { ScriptParameter } from "../../powershell/parameter-reader";
import { plainText, readableText } from "../../text/terraform-text";
import type { Findings } from "../../validation/findings";
import { nearestOf } from "../../validation/nearest";
import type { RunbookParameters } from "../runbook-parameters";
import { checkParameterValue } from "./parameter-value";

/* What every script with `[CmdletBinding()]` takes besides. */
const COMMON = [
  ...["verbose", "debug", "erroraction", "warningaction", "informationaction", "progressaction", "errorvariable"],
  ...["warningvariable", "informationvariable", "outvariable", "outbuffer", "pipelinevariable", "whatif", "confirm"],
];

/**
 * Checks the parameters of scheduled runs against the script's `param`: a run that gives one that is not there, leaves out a
 * mandatory one, or gives a value that does not become its type fails for certain.
 */
export function addScriptParameterFindings(
  findings: Findings,
  script: ScriptDescription,
  parameters: RunbookParameters = {},
): void {
  if (!script.hasKnownParameters || script.onlyDeclaration !== undefined) {
    return;
  }
  const given = Object.keys(parameters).map((name) => plainText(name)?.toLowerCase());
  for (const [name, value] of Object.entries(parameters)) {
    const written = plainText(name);
    const at = `parameters["${readableText(name)}"]`;
    const parameter = written === undefined ? undefined : parameterNamed(script, written);
    if (written !== undefined && parameter === undefined && !isCommon(script, written)) {
      findings.add(at, unknownParameter(script, written));
    } else if (parameter !== undefined) {
      findings.add(at, checkParameterValue(parameter, value));
    }
  }
  const missing = given.includes(undefined)
    ? []
    : script.parameters.filter(
        (parameter) => isMandatory(parameter) && !namesOf(parameter).some((name) => given.includes(name)),
      );
  findings.add(
    "parameters",
    missing.length === 0
      ? undefined
      : {
          given: given.length === 0 ? "no parameters" : Object.keys(parameters),
          allowed: `a value for each mandatory parameter of the script: ${missing.map(({ name }) => name).join(", ")}`,
          remedy: `add ${missing.map(({ name }) => `"${name}"`).join(" and ")}: nobody is asked in a scheduled run, and it would fail; or give ${missing.length === 1 ? "it" : "them"} a default in the script, and no Mandatory`,
        },
  );
}

function unknownParameter({ parameters }: ScriptDescription, name: string) {
  const names = parameters.map((parameter) => parameter.name);
  const nearest = nearestOf(name, names);
  return {
    given: name,
    allowed:
      names.length === 0 ? "no parameter: the script has none" : `a parameter of the script: ${names.join(", ")}`,
    remedy:
      nearest === undefined
        ? "remove it, or add it to the script's param block"
        : `did you mean "${nearest}"? Else add it to the script's param block`,
  };
}

function parameterNamed({ parameters }: ScriptDescription, name: string): ScriptParameter | undefined {
  return parameters.find((parameter) => namesOf(parameter).includes(name.toLowerCase()));
}

/* Its name and its aliases, in small letters. */
function namesOf({ name, attributes }: ScriptParameter): string[] {
  const aliases = attributes.filter((attribute) => attribute.name === "alias").flatMap(({ values }) => values);
  return [name, ...aliases.flatMap((alias) => literalOf(alias) ?? [])].map((text) => text.toLowerCase());
}

function isCommon({ takesCommonParameters }: ScriptDescription, name: string): boolean {
  return takesCommonParameters && COMMON.includes(name.toLowerCase());
}

/** Whether a run has to give a parameter. One that is mandatory in some sets of parameters only may be left out. */
export function isMandatory({ attributes }: ScriptParameter): boolean {
  const own = attributes.filter(({ name }) => name === "parameter");
  return (
    own.length > 0 &&
    own.every(
      ({ named }) => !named.has("parametersetname") && /^(?:\$true|1)$/i.test(named.get("mandatory") ?? "$false"),
    )
  );
}
