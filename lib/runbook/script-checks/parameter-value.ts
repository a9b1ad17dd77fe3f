import { literalValuesOf, type ScriptParameter } from "../../powershell/parameter-reader";
import { plainText } from "../../text/terraform-text";
import type { Finding } from "../../validation/finding";
import type { RunbookParameterValue } from "../runbook-parameters";

type Single = string | number | boolean;

/* The names that PowerShell has for one type. */
const SAME_TYPES: { readonly [name: string]: string } = {
  int32: "int",
  int64: "long",
  single: "float",
  boolean: "bool",
  switchparameter: "switch",
  "management.automation.switchparameter": "switch",
};

const WHOLE: { readonly [type: string]: readonly [least: number, most: number] } = {
  byte: [0, 255],
  int16: [-32768, 32767],
  int: [-2147483648, 2147483647],
  uint32: [0, 4294967295],
  long: [-(2 ** 63), 2 ** 63],
};

/** What is wrong with a value of a scheduled run as a value of this parameter, if anything. Types that are not known say nothing. */
export function checkParameterValue(parameter: ScriptParameter, value: RunbookParameterValue): Finding | undefined {
  const written = parameter.type ?? "object";
  const isList = /\[\]$/.test(written);
  const type = nameOf(written.replace(/\[\]$/, ""));
  if (Array.isArray(value)) {
    if (!isList && isSingle(type)) {
      return finding(parameter, value, `one ${type}: the parameter takes no list`, "give one value, not a list");
    }
    return value
      .map((entry) => checkSingle(parameter, type, entry) ?? checkValidations(parameter, entry))
      .find((found) => found !== undefined);
  }
  return checkSingle(parameter, type, value) ?? checkValidations(parameter, value);
}

function nameOf(type: string): string {
  return SAME_TYPES[type] ?? type;
}

function isSingle(type: string): boolean {
  return type in WHOLE || ["double", "float", "decimal", "bool", "switch", "datetime", "string", "guid"].includes(type);
}

function checkSingle(parameter: ScriptParameter, type: string, value: Single): Finding | undefined {
  const text = typeof value === "string" ? plainText(value) : undefined;
  if (typeof value === "string" && text === undefined) {
    return undefined;
  }
  const { name } = parameter;
  switch (type) {
    case "bool":
    case "switch":
      return text === undefined
        ? undefined
        : finding(parameter, value, `true or false: ${name} is a [${type}]`, "write true or false, without quotes");
    case "datetime":
      return typeof value === "boolean" || (text !== undefined && !isDate(text))
        ? finding(parameter, value, `a date: ${name} is a [datetime]`, "write it as 2026-12-31 or 2026-12-31T08:00:00")
        : undefined;
    case "guid":
      return text !== undefined && !/^[{(]?[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}[)}]?$/i.test(text)
        ? finding(parameter, value, `a GUID: ${name} is a [guid]`, "write the GUID")
        : undefined;
    case "double":
    case "float":
    case "decimal":
      return text !== undefined && numberOf(text) === undefined
        ? finding(parameter, value, `a number: ${name} is a [${type}]`, "write a number, without quotes")
        : undefined;
    default:
      return type in WHOLE ? checkWhole(parameter, type, value, text) : undefined;
  }
}

function checkWhole(parameter: ScriptParameter, type: string, value: Single, text?: string): Finding | undefined {
  const [least, most] = WHOLE[type];
  const number = typeof value === "number" ? value : text === undefined ? 0 : numberOf(text);
  return number === undefined || number < least || number > most
    ? finding(
        parameter,
        value,
        `a whole number from ${least} to ${most}: ${parameter.name} is an [${type}]`,
        "write a number, without quotes",
      )
    : undefined;
}

/* As PowerShell reads a number in a text; undefined for what is none. */
function numberOf(text: string): number | undefined {
  const trimmed = text.trim();
  const isNumber = /^(?:[-+]?(?:\d[\d,]*(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?(?:[kmgtp]b)?|[-+]?0x[\da-f]+|)$/i.test(trimmed);
  // A suffix or a hexadecimal number fits where the digits do: only what is certain is refused.
  return isNumber ? Number(trimmed.replace(/,/g, "").replace(/[kmgtp]b$/i, "")) || 0 : undefined;
}

/* Only what no culture reads as a date is none. */
function isDate(text: string): boolean {
  const iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:\D|$)/.exec(text);
  return iso
    ? Number(iso[2]) <= 12 && Number(iso[2]) > 0 && Number(iso[3]) <= 31 && Number(iso[3]) > 0
    : /\d/.test(text);
}

function checkValidations(parameter: ScriptParameter, value: Single): Finding | undefined {
  if (typeof value === "string" && plainText(value) === undefined) {
    return undefined;
  }
  const said = typeof value === "string" ? (plainText(value) ?? "") : String(value);
  for (const attribute of parameter.attributes) {
    const values = literalValuesOf(attribute);
    if (attribute.name === "validateset" && values !== undefined && values.length > 0) {
      const isExact = /^\$false$/i.test(attribute.named.get("ignorecase") ?? "");
      const same = (allowed: string) =>
        isExact ? allowed === said : allowed.toLowerCase() === said.toLowerCase() || Number(allowed) === value;
      if (!values.some(same)) {
        return finding(parameter, value, `one of ${values.join(", ")} (ValidateSet)`, "choose one of these");
      }
    }
    if (attribute.name === "validaterange" && values?.length === 2) {
      const [least, most] = values.map(Number);
      const number = typeof value === "number" ? value : numberOf(said);
      if (number !== undefined && (number < least || number > most)) {
        return finding(parameter, value, `from ${least} to ${most} (ValidateRange)`, "choose a value between them");
      }
    }
  }
  const isEmpty = said === "" && parameter.attributes.some(({ name }) => /^validatenotnullor/.test(name));
  return isEmpty
    ? finding(parameter, value, "a value that is not empty (ValidateNotNullOrEmpty)", "give a value")
    : undefined;
}

function finding({ name }: ScriptParameter, given: unknown, allowed: string, remedy: string): Finding {
  return { given, allowed: `${allowed}${allowed.includes(name) ? "" : `, for ${name}`}`, remedy };
}
