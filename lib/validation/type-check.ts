import { Token } from "cdktf";
import type { InputProblem, Place } from "./finding";
import type { Findings } from "./findings";
import { assertValid } from "./input-validation";
import type { TextRule } from "./text-rule";

/*
 * TypeScript checks types before a program runs. Plain JavaScript, and a cast, do not: a text where an enum-like class is
 * expected would end up as `undefined` in the synthesized JSON. Each construct says at its door what its properties are.
 */

/** What is wrong with the type of a value; the places are below the value. */
export type TypeCheck = (value: unknown) => InputProblem[];

/** The types of some properties, by their names. */
export interface Types {
  readonly [property: string]: TypeCheck;
}

/** Checks the types of properties. Returns whether nothing is wrong with them. */
export function addTypes(findings: Findings, props: object, types: Types): boolean {
  return wrongTypes(props, types)
    .map(({ place, ...finding }) => findings.add(place, finding))
    .every(Boolean);
}

/**
 * Throws if a value has another type; for values that are created outside any construct.
 *
 * @throws an `Error` named `ExchangeInputError`
 */
export function assertType(where: Place, value: unknown, type: TypeCheck): void {
  const [problem] = type(value);
  assertValid([...where, ...(problem?.place ?? [])], problem);
}

/** The same type, or nothing. */
export function optional(type: TypeCheck): TypeCheck {
  return (value) => (value === undefined ? [] : type(value));
}

/** An object of a class, whose constructor may be private; `example` shows how to get one. */
export function instanceOf(
  expected: { readonly name: string; readonly prototype: object },
  example: string,
): TypeCheck {
  return leaf(
    (value) => Object.prototype.isPrototypeOf.call(expected.prototype, value as object),
    `an object of the class ${expected.name}`,
    `pass ${example}`,
  );
}

/** True or false. */
export const TRUE_OR_FALSE: TypeCheck = leaf(
  (value) => typeof value === "boolean",
  "true or false",
  "write it without quotes, or leave it out",
);

/** A string; what it says, the step checks that takes it. */
export function textFor(rule: Pick<TextRule, "allowed" | "remedy">): TypeCheck {
  return leaf((value) => typeof value === "string", rule.allowed, rule.remedy);
}

/** A member of an enum. */
export function memberOf(members: { [name: string]: string }, name: string): TypeCheck {
  const allowed = Object.keys(members).map((member) => `${name}.${member}`);
  return leaf(
    (value) => Object.values(members).includes(value as string),
    allowed.join(", "),
    `pass one of these, such as ${allowed[0]}`,
  );
}

/** A map of strings. */
export const TEXTS: TypeCheck = leaf(
  (value) =>
    Token.isUnresolved(value) || (isObject(value) && Object.values(value).every((text) => typeof text === "string")),
  "a map of strings",
  'pass an object, such as { owner: "messaging" }',
);

/** A list; what is left out in it is an empty place. */
export function listOf(entry: TypeCheck, example: string): TypeCheck {
  return (value) =>
    Array.isArray(value)
      ? Array.from<unknown>(value).flatMap((one, index) => below(index, entry(one)))
      : [{ place: [], given: value, allowed: "a list", remedy: `pass a list, such as ${example}` }];
}

/** An object with some properties. */
export function objectOf(types: Types, example: string): TypeCheck {
  return (value) =>
    isObject(value)
      ? wrongTypes(value, types)
      : [{ place: [], given: value, allowed: "an object", remedy: `pass an object, such as ${example}` }];
}

/** A provider of a type, such as `azurerm`. */
export function providerOf(name: "azurerm" | "azuread"): TypeCheck {
  return (value) => {
    const type = providerTypeOf(value);
    return type === name
      ? []
      : [
          {
            place: [],
            given: type === undefined ? value : `the provider ${type}`,
            allowed: `a provider ${name}`,
            remedy: `pass the ${name} provider, or leave it out for the stack's own`,
          },
        ];
  };
}

function leaf(isOfType: (value: unknown) => boolean, allowed: string, remedy: string): TypeCheck {
  return (value) => (isOfType(value) ? [] : [{ place: [], given: value, allowed, remedy }]);
}

function wrongTypes(props: object, types: Types): InputProblem[] {
  return Object.entries(types).flatMap(([property, type]) =>
    below(property, type((props as { readonly [property: string]: unknown })[property])),
  );
}

function below(key: string | number, problems: InputProblem[]): InputProblem[] {
  return problems.map((problem) => ({ ...problem, place: [key, ...problem.place] }));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
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

/**
 * A copy of an object of properties: what the program changes in it later does not count.
 *
 * @throws an `Error` named `ExchangeInputError` for anything else
 */
export function copyOf<T extends object>(where: string, props: T): T {
  assertType([where], props, objectOf({}, "the properties that it takes"));
  return { ...props };
}
