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
export function checkParameterValue(
  parameter: ScriptParameter,
  value: RunbookParameterValue,
  isAdvanced: boolean,
): Finding | undefined {
  const written = parameter.type ?? "object";
  const isList = /\[\]$/.test(written);
  const type = typeName(written.replace(/\[\]$/, ""));
  if (Array.isArray(value)) {
    // Without common parameters PowerShell makes one text of the list.
    if (!isList && isSingle(type) && (type !== "string" || isAdvanced)) {
      return finding(parameter, value, `one ${type}: the parameter takes no list`, "give one value, not a list");
    }
    if (value.length === 0) {
      return checkEmpty(parameter, value, "allowemptycollection");
    }
    return value
      .map((entry) => checkSingle(parameter, type, entry, isList) ?? checkValidations(parameter, type, entry))
      .find((found) => found !== undefined);
  }
  return checkSingle(parameter, type, value, isList) ?? checkValidations(parameter, type, value);
}

function typeName(type: string): string {
  return SAME_TYPES[type] ?? type;
}

function isSingle(type: string): boolean {
  return type in WHOLE || ["double", "float", "decimal", "bool", "switch", "datetime", "string", "guid"].includes(type);
}

function checkSingle(parameter: ScriptParameter, type: string, value: Single, isInList: boolean): Finding | undefined {
  const text = typeof value === "string" ? plainText(value) : undefined;
  if (typeof value === "string" && text === undefined) {
    return undefined;
  }
  const { name } = parameter;
  switch (type) {
    case "bool":
    case "switch":
      // In a list a text is true, and an empty one false.
      return text === undefined || isInList
        ? undefined
        : finding(parameter, value, `true or false: ${name} is a [${type}]`, "write true or false, without quotes");
    case "datetime":
      return typeof value === "boolean" || (text !== undefined && !isDate(text))
        ? finding(parameter, value, `a date: ${name} is a [datetime]`, "write it as 2026-12-31 or 2026-12-31T08:00:00")
        : undefined;
    case "guid":
      return text !== undefined &&
        !/^\s*(?:[{(]?[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}[)}]?|\{0x.*\})\s*$/i.test(text)
        ? finding(parameter, value, `a GUID: ${name} is a [guid]`, "write the GUID")
        : undefined;
    case "double":
    case "float":
    case "decimal":
      return text !== undefined && numberOf(text) === undefined && !/^\s*[-+]?(?:nan|infinity|∞)\s*$/i.test(text)
        ? finding(parameter, value, `a number: ${name} is a [${type}]`, "write a number, without quotes")
        : undefined;
    default:
      return type in WHOLE ? checkWhole(parameter, type, value, text) : undefined;
  }
}

function checkWhole(parameter: ScriptParameter, type: string, value: Single, text?: string): Finding | undefined {
  const [least, most] = WHOLE[type];
  const given = typeof value === "number" ? value : text === undefined ? 0 : numberOf(text);
  const number = given === undefined ? undefined : rounded(given);
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
  const [, sign, hexadecimal, decimal, size] =
    /^([-+]?)(?:(0x[\da-f]+)|((?:\d[\d,]*(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?)(?:([kmgtp])b)?|)$/i.exec(text.trim()) ?? [];
  if (sign === undefined) {
    return undefined;
  }
  const number = Number(hexadecimal ?? decimal?.replace(/,/g, "") ?? 0);
  const factor = 1024 ** (size === undefined ? 0 : "kmgtp".indexOf(size.toLowerCase()) + 1);
  return (sign === "-" ? -1 : 1) * number * factor;
}

/* As PowerShell makes a whole number: a half goes to the even one. */
function rounded(number: number): number {
  return Math.abs(number % 1) === 0.5 ? 2 * Math.round(number / 2) : Math.round(number);
}

/* Only what no culture reads as a date is none. */
function isDate(text: string): boolean {
  const iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:\D|$)/.exec(text);
  return iso
    ? Number(iso[2]) <= 12 && Number(iso[2]) > 0 && Number(iso[3]) <= 31 && Number(iso[3]) > 0
    : /\d/.test(text);
}

function checkValidations(parameter: ScriptParameter, type: string, value: Single): Finding | undefined {
  if (typeof value === "string" && plainText(value) === undefined) {
    return undefined;
  }
  // What is validated is the value as its type has it.
  const text = typeof value === "string" ? (plainText(value) ?? "") : String(value);
  const converted = type in WHOLE ? numberOf(text) : undefined;
  const said = converted === undefined ? text : String(rounded(converted));
  for (const attribute of parameter.attributes) {
    const values = literalValuesOf(attribute);
    if (attribute.name === "validateset" && values !== undefined && values.length > 0) {
      const isExact = /^\$false$/i.test(attribute.named.get("ignorecase") ?? "");
      const same = (allowed: string) =>
        isExact
          ? allowed === said
          : allowed.toLowerCase() === said.toLowerCase() || Number(allowed) === Number(said || "none");
      if (!values.some(same)) {
        return finding(parameter, value, `one of ${values.join(", ")} (ValidateSet)`, "choose one of these");
      }
    }
    if (attribute.name === "validaterange" && values?.length === 2) {
      const [least, most] = values.map(Number);
      const number = numberOf(said);
      if (number !== undefined && (number < least || number > most)) {
        return finding(parameter, value, `from ${least} to ${most} (ValidateRange)`, "choose a value between them");
      }
    }
  }
  return said === "" && (type === "string" || hasAttribute(parameter, /^validatenotnullor/))
    ? checkEmpty(parameter, value, "allowemptystring")
    : undefined;
}

/* A mandatory text or list is not empty, unless an attribute says that it may be. */
function checkEmpty(parameter: ScriptParameter, value: RunbookParameterValue, allowing: string): Finding | undefined {
  const isMandatory = parameter.attributes.some(
    ({ name, named }) => name === "parameter" && /^(?:\$true|1)$/i.test(named.get("mandatory") ?? ""),
  );
  const mayBeEmpty = parameter.attributes.some(({ name }) => name === allowing);
  const why = hasAttribute(parameter, /^validatenotnullor/)
    ? "ValidateNotNullOrEmpty"
    : isMandatory && !mayBeEmpty
      ? "Mandatory"
      : undefined;
  return why && finding(parameter, value, `a value that is not empty (${why})`, "give a value");
}

function hasAttribute({ attributes }: ScriptParameter, pattern: RegExp): boolean {
  return attributes.some(({ name }) => pattern.test(name));
}

function finding({ name }: ScriptParameter, given: unknown, allowed: string, remedy: string): Finding {
  return { given, allowed: `${allowed}${allowed.includes(name) ? "" : `, for ${name}`}`, remedy };
}
