import { literalOf } from "../../powershell/command-call";
import type { ScriptDescription } from "../../powershell/script-description";
import { literalValuesOf, type ParameterAttribute, type ScriptParameter } from "../../powershell/parameter-reader";
import { plainText } from "../../text/terraform-text";
import type { Findings } from "../../validation/findings";
import { nearestOf } from "../../validation/nearest";
import type { RunbookParameters } from "../runbook-parameters";
import { checkParameterValue } from "./parameter-value";

/* What every script with `[CmdletBinding()]` takes besides. */
const COMMON = [
  ...["verbose", "debug", "erroraction", "warningaction", "informationaction", "progressaction", "errorvariable"],
  ...["warningvariable", "informationvariable", "outvariable", "outbuffer", "pipelinevariable", "whatif", "confirm"],
  ...["vb", "db", "ea", "wa", "infa", "proga", "ev", "wv", "iv", "ov", "ob", "pv", "wi", "cf"],
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
    const at = ["parameters", name];
    const parameter = written === undefined ? undefined : parameterNamed(script, written);
    if (written !== undefined && parameter === undefined && !isCommon(script, written)) {
      findings.add(at, unknownParameter(script, written));
    } else if (parameter !== undefined) {
      findings.add(at, checkParameterValue(parameter, value, script.takesCommonParameters));
    }
  }
  const named = new Set(
    given.flatMap((name) => (name === undefined ? [] : (parameterNamed(script, name)?.name.toLowerCase() ?? []))),
  );
  const missing = given.includes(undefined)
    ? []
    : mandatoryOf(script, named).filter(({ name }) => !named.has(name.toLowerCase()));
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

/* By its name or an alias; as PowerShell does, by a beginning that only one has. */
function parameterNamed({ parameters }: ScriptDescription, name: string): ScriptParameter | undefined {
  const written = name.toLowerCase();
  const beginning = parameters.filter((parameter) => namesOf(parameter).some((one) => one.startsWith(written)));
  return (
    parameters.find((parameter) => namesOf(parameter).includes(written)) ??
    (beginning.length === 1 ? beginning[0] : undefined)
  );
}

/* Its name and its aliases, in small letters. */
function namesOf({ name, attributes }: ScriptParameter): string[] {
  const aliases = attributes.filter((attribute) => attribute.name === "alias");
  return [name, ...aliases.flatMap((alias) => literalValuesOf(alias) ?? [])].map((text) => text.toLowerCase());
}

function isCommon({ takesCommonParameters }: ScriptDescription, name: string): boolean {
  return takesCommonParameters && COMMON.includes(name.toLowerCase());
}

/** The parameters that a run has to give beside those that it gives, by their names in small letters. */
export function mandatoryOf(script: ScriptDescription, given: ReadonlySet<string> = new Set()): ScriptParameter[] {
  const set = setOf(script, given);
  return script.parameters.filter(({ attributes }) => {
    const own = attributes.filter(({ name }) => name === "parameter");
    const ofSet = own.filter((attribute) => set !== undefined && nameOfSet(attribute) === set);
    // One that is mandatory in another set of parameters may be left out.
    const counting = ofSet.length > 0 ? ofSet : own;
    return (
      counting.length > 0 &&
      counting.every(
        (attribute) =>
          [undefined, set].includes(nameOfSet(attribute)) &&
          /^(?:\$true|1)$/i.test(attribute.named.get("mandatory") ?? "$false"),
      )
    );
  });
}

/* The set of parameters that a run uses: the only one, or the default one if nothing of another is given. */
function setOf({ parameters, defaultParameterSet }: ScriptDescription, given: ReadonlySet<string>): string | undefined {
  const setsOf = ({ attributes }: ScriptParameter) =>
    attributes.flatMap((attribute) => (attribute.name === "parameter" ? (nameOfSet(attribute) ?? []) : []));
  const [only, ...others] = new Set(parameters.flatMap(setsOf));
  if (others.length === 0) {
    return only;
  }
  const isElsewhere = parameters.some(
    (parameter) => given.has(parameter.name.toLowerCase()) && setsOf(parameter).length > 0,
  );
  return isElsewhere ? undefined : defaultParameterSet?.toLowerCase();
}

function nameOfSet({ named }: ParameterAttribute): string | undefined {
  const written = named.get("parametersetname");
  return written === undefined ? undefined : (literalOf(written) ?? written).toLowerCase();
}
