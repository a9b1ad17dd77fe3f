import { Fn, Token } from "cdktf";
import { inExpression, literal, plainText, readableText } from "../text/terraform-text";
import type { Findings } from "../validation/findings";
import { containsSecret, isSecretName } from "../validation/secret";
import { TextRule } from "../validation/text-rule";

/** The parameters of a runbook's scheduled runs, by name. */
export interface RunbookParameters {
  [name: string]: string | number | boolean;
}

/** The rule for the name of a parameter. */
export const PARAMETER_NAME = TextRule.of({
  pattern: "^(?!__proto__$)[A-Za-z_][0-9A-Za-z_]{0,127}$",
  allowed: "the name of a parameter of the script: letters, digits and '_', no digit in front",
  remedy: "write the name as the script's param block does, without the dollar sign",
});

/** What a runbook needs to know to check its parameters. Internal. */
interface Parameterized {
  readonly parameters?: RunbookParameters;
  readonly schedule?: unknown;
  readonly script?: unknown;
}

/** Checks the parameters of a runbook. */
export function addParameterFindings(findings: Findings, { parameters, schedule, script }: Parameterized): void {
  if (parameters === undefined || Token.isUnresolved(parameters)) {
    return;
  }
  const isMap = typeof parameters === "object" && parameters !== null && !Array.isArray(parameters);
  const remedy = 'pass an object, such as { days: 30, mailbox: "reports@contoso.com" }';
  if (
    !findings.add("parameters", isMap ? undefined : { given: parameters, allowed: "values by their names", remedy })
  ) {
    return;
  }
  const names = Object.keys(parameters);
  const missing = [...(schedule === undefined ? ["schedule"] : []), ...(script === undefined ? ["script"] : [])];
  findings.add(
    "parameters",
    missing.length === 0
      ? undefined
      : {
          given: names,
          allowed: "parameters of a script's scheduled runs",
          remedy: `add ${missing.join(" and ")}, or take the parameters out: a run that is started by hand asks for them`,
        },
  );
  names.forEach((name, index) => {
    const at = `parameters["${readableText(name)}"]`;
    const isTwice = names.slice(0, index).some((other) => other.toLowerCase() === name.toLowerCase());
    const allowed = "each parameter once: PowerShell ignores upper and lower case";
    findings.add(at, PARAMETER_NAME.check(name));
    findings.add(at, isTwice ? { given: name, allowed, remedy: "keep one of the two" } : undefined);
    const value: unknown = parameters[name];
    const plain = typeof value === "string" ? plainText(value) : undefined;
    const secret = plain !== undefined && isSecret(name, plain);
    findings.add(
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
    const isValue =
      ["string", "boolean"].includes(typeof value) || (typeof value === "number" && Number.isFinite(value));
    findings.add(
      at,
      isValue || Token.isUnresolved(value)
        ? undefined
        : { given: value, allowed: "a text, a number, true or false", remedy: "pass one of these" },
    );
  });
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
      typeof value === "string" ? asText(value) : String(value),
    ]),
  );
}

function isSecret(name: string, value: string): boolean {
  return containsSecret(value) || isSecretName(name);
}

/* A text as Azure has to receive it, which reads JSON where it can. */
function asText(value: string): string {
  const plain = plainText(value);
  if (plain === undefined) {
    return String(Fn.jsonencode(inExpression(value)));
  }
  const isPlain = /^\p{L}/u.test(plain) && !/^(?:true|false|null|undefined|NaN|Infinity)$/i.test(plain);
  return literal(isPlain ? plain : JSON.stringify(plain));
}
