import { Fn, Token } from "cdktf";
import { inExpression, literal, plainText, TerraformText } from "../text/terraform-text";
import type { Finding, Place } from "../validation/finding";
import type { Findings } from "../validation/findings";
import { isSecret } from "../validation/secret";
import { TextRule } from "../validation/text-rule";

/** The value of a parameter: a list reaches an array parameter as a list. */
export type RunbookParameterValue = string | number | boolean | (string | number | boolean)[];

/** The parameters of a runbook's scheduled runs, by name. */
export interface RunbookParameters {
  [name: string]: RunbookParameterValue;
}

/** The rule for the name of a parameter. */
export const PARAMETER_NAME = TextRule.of({
  pattern: "^(?!__proto__$)[A-Za-z_][0-9A-Za-z_]{0,127}$",
  allowed: "the name of a parameter of the script: letters, digits and '_', no digit in front",
  remedy: "write the name as the script's param block does, without the dollar sign",
});

/** What the value of a parameter may be. */
const PARAMETER_VALUES = "a text, a number, true or false, or a list of these";

/** What a runbook needs to know to check its parameters. Internal. */
interface Parameterized {
  readonly parameters?: RunbookParameters;
  readonly schedule?: unknown;
  readonly script?: unknown;
}

/** Checks the parameters of a runbook for themselves. Returns whether nothing is wrong with them. */
export function addParameterFindings(findings: Findings, { parameters, schedule, script }: Parameterized): boolean {
  if (parameters === undefined || Token.isUnresolved(parameters)) {
    return true;
  }
  const isMap = typeof parameters === "object" && parameters !== null && !Array.isArray(parameters);
  const remedy = 'pass an object, such as { days: 30, mailbox: "reports@contoso.com" }';
  if (
    !findings.add("parameters", isMap ? undefined : { given: parameters, allowed: "values by their names", remedy })
  ) {
    return false;
  }
  const names = Object.keys(parameters);
  let areSound = true;
  const add = (at: string | Place, finding: Finding | undefined) => {
    areSound = findings.add(at, finding) && areSound;
  };
  const missing = [...(schedule === undefined ? ["schedule"] : []), ...(script === undefined ? ["script"] : [])];
  add(
    "parameters",
    missing.length === 0
      ? undefined
      : {
          given: names,
          allowed: "parameters of a script's scheduled runs",
          remedy: `add ${missing.join(" and ")}, or remove the parameters: a run that is started by hand asks for them`,
        },
  );
  names.forEach((name, index) => {
    const at = ["parameters", name];
    const isTwice = names.slice(0, index).some((other) => other.toLowerCase() === name.toLowerCase());
    const allowed = "each parameter once: PowerShell ignores upper and lower case";
    add(at, PARAMETER_NAME.check(name));
    add(at, isTwice ? { given: name, allowed, remedy: "keep one of the two" } : undefined);
    const value: unknown = parameters[name];
    const texts = (Array.isArray(value) ? value : [value]).flatMap((entry: unknown) =>
      typeof entry === "string" ? (plainText(entry) ?? []) : [],
    );
    const secret = texts.some((text) => isSecret(name, text));
    add(
      at,
      secret
        ? {
            given: value,
            secret,
            allowed: "no secret among the parameters: whoever may read the account reads them",
            remedy: "keep it in an encrypted variable or a credential of the account, and read it in the script",
          }
        : undefined,
    );
    const isValue = Array.isArray(value) ? value.every(isSingle) : isSingle(value);
    add(at, isValue ? undefined : { given: value, allowed: PARAMETER_VALUES, remedy: "pass one of these" });
  });
  return areSound;
}

function isSingle(value: unknown): boolean {
  return (
    ["string", "boolean"].includes(typeof value) ||
    (typeof value === "number" && Number.isFinite(value)) ||
    Token.isUnresolved(value)
  );
}

/**
 * The parameters as a job schedule takes them. Azure keeps the names in small letters, and reads every value as JSON where
 * it can: a text that could be read as a number, as true or as a list is sent in quotes, and stays a text.
 */
export function scheduledParameters(parameters: RunbookParameters): { [name: string]: string } {
  if (Token.isUnresolved(parameters)) {
    return parameters as { [name: string]: string };
  }
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      plainText(name)?.toLowerCase() ?? Fn.lower(name),
      Array.isArray(value) ? asList(value) : typeof value === "string" ? asText(value) : String(value),
    ]),
  );
}

/* A list, which Azure reads as JSON. */
function asList(values: (string | number | boolean)[]): string {
  if (Token.isUnresolved(values)) {
    return String(Fn.jsonencode(values));
  }
  const plain = values.map((value) => (typeof value === "string" ? plainText(value) : value));
  return plain.some((value) => value === undefined || Token.isUnresolved(value))
    ? String(Fn.jsonencode(values.map((value) => (typeof value === "string" ? inList(value) : value))))
    : literal(JSON.stringify(plain));
}

/* A text in a list of a function's arguments, which cdktf puts into quotes. */
function inList(value: string): string {
  const plain = plainText(value);
  return plain === undefined ? inExpression(value) : TerraformText.literal(plain);
}

/* A text as Azure has to receive it, which reads JSON where it can. */
function asText(value: string): string {
  const plain = plainText(value);
  if (plain === undefined) {
    return String(Fn.jsonencode(inExpression(value)));
  }
  return literal(jobParameter(plain));
}

/** A value as Azure's jobs take it, which read JSON where they can: a text that could be read as something else is in quotes. */
export function jobParameter(value: RunbookParameterValue): string {
  const isPlain =
    typeof value === "string" && /^\p{L}/u.test(value) && !/^(?:true|false|null|undefined|NaN|Infinity)$/i.test(value);
  return isPlain ? value : JSON.stringify(value);
}
