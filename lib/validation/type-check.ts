import { Token } from "cdktf";
import type { Finding } from "./finding";

/*
 * TypeScript checks types before a program runs. Plain JavaScript, and a cast, do not: a text where an enum-like class is
 * expected would end up as `undefined` in the synthesized JSON.
 */

/* A class, its constructor private or not. */
interface Class {
  readonly name: string;
  readonly prototype: object;
}

/** What is wrong with a value that has to be an object of a class, if anything. `example` shows how to get one. */
export function checkClass(value: unknown, expected: Class, example: string): Finding | undefined {
  return Object.prototype.isPrototypeOf.call(expected.prototype, value as object)
    ? undefined
    : { given: value, allowed: `an object of the class ${expected.name}`, remedy: `pass ${example}` };
}

/** The same for a value that may be left out. */
export function checkOptionalClass(value: unknown, expected: Class, example: string): Finding | undefined {
  return value === undefined ? undefined : checkClass(value, expected, example);
}

/** What is wrong with a value that has to be true or false or left out, if anything. */
export function checkOptionalBoolean(value: unknown): Finding | undefined {
  return value === undefined || typeof value === "boolean"
    ? undefined
    : { given: value, allowed: "true or false", remedy: "write it without quotes, or leave it out" };
}

/** What is wrong with a value that has to be a list, if anything. */
export function checkList(value: unknown, example: string): Finding | undefined {
  return Array.isArray(value)
    ? undefined
    : { given: value, allowed: "a list", remedy: `pass a list, such as ${example}` };
}

/** What is wrong with a value that has to be an object of properties or left out, if anything. */
export function checkOptionalObject(value: unknown, example: string): Finding | undefined {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return value === undefined || isObject
    ? undefined
    : { given: value, allowed: "an object", remedy: `pass an object, such as ${example}` };
}

/** What is wrong with a value that has to be a member of an enum, if anything. */
export function checkOptionalEnum(
  value: unknown,
  members: { [name: string]: string },
  name: string,
): Finding | undefined {
  const allowed = Object.keys(members).map((member) => `${name}.${member}`);
  return value === undefined || Object.values(members).includes(value as string)
    ? undefined
    : { given: value, allowed: allowed.join(", "), remedy: `pass one of these, such as ${allowed[0]}` };
}

/** What is wrong with a map of texts that may be left out, if anything. */
export function checkOptionalTexts(value: unknown): Finding | undefined {
  const isTexts =
    value === undefined ||
    (typeof value === "object" &&
      value !== null &&
      !Array.isArray(value) &&
      Object.values(value).every((text) => typeof text === "string"));
  return isTexts || Token.isUnresolved(value)
    ? undefined
    : { given: value, allowed: "a map of strings", remedy: 'pass an object, such as { owner: "messaging" }' };
}

/** What is wrong with a provider that may be left out, if anything. `name` is the provider's type, such as `azurerm`. */
export function checkOptionalProvider(value: unknown, name: string): Finding | undefined {
  const type = providerTypeOf(value);
  if (value === undefined || type === name) {
    return undefined;
  }
  const given = type === undefined ? value : `the provider ${type}`;
  return {
    given,
    allowed: `a provider ${name}`,
    remedy: `pass the ${name} provider, or leave it out for the stack's own`,
  };
}

/*
 * The type of a provider, known by what it is: the provider of another copy of cdktf, such as one of CDK Terrain, is no
 * instance of this one's class.
 */
function providerTypeOf(value: unknown): string | undefined {
  const { terraformResourceType, fqn, terraformProviderSource } = (value ?? {}) as {
    readonly [property: string]: unknown;
  };
  return typeof terraformResourceType === "string" && typeof fqn === "string" && terraformProviderSource !== undefined
    ? terraformResourceType
    : undefined;
}
