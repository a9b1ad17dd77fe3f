import { nearestOf, type TextRule } from "cdktf-exchange-managed-identity/internal";
import * as z from "zod";

/*
 * The building blocks of the configuration's declaration. It checks shape: types, keys, and what only a file has. What a
 * value may be, the library says: `rule` is its rule, for editors and for the questions of `init`. `schema-problems.ts`
 * reads the words, and `json-schema.ts` gives the same ones to editors.
 */

/** What is allowed, and what to do. */
export interface Words {
  readonly allowed: string;
  readonly remedy: string;
}

/** A variant of an object, and the values of the keys that select it. The last one needs none. */
export interface Case {
  readonly when: { readonly [key: string]: string | boolean };
  readonly schema: z.ZodObject;
}

/** What a declaration says besides its type. Editors show it; `json-schema.ts` translates it. */
export interface FieldMeta {
  readonly description?: string;
  /** The default, in words. */
  readonly default?: string;
  /** A sentence for each value of a choice. */
  readonly explanations?: { readonly [value: string]: string };
  readonly cases?: readonly Case[];
  readonly hints?: Hints;
  readonly words?: Words;
  /** The words for a value that has another shape; without them `words` are. */
  readonly wordsFor?: (given: unknown) => Words;
  /** The library's rule for a text. */
  readonly rule?: TextRule;
  readonly examples?: readonly unknown[];
  /** What only the JSON Schema says: for rules that the library has as code. */
  readonly json?: { readonly [key: string]: unknown };
  readonly snippets?: readonly { readonly label: string; readonly description: string; readonly body: unknown }[];
}

/** Keys that people try and that are not allowed: what is allowed, and what to do. */
export interface Hints {
  readonly [key: string]: Words;
}

/** What is allowed, and what to do. */
export function wordsOf(allowed: string, remedy: string): Words {
  return { allowed, remedy };
}

const TEXT = wordsOf("a string in double quotes", "write it as a string");

/** The words for a map that is something else. */
export const MAP = wordsOf("an object in curly brackets", "write it as an object");

/** A text. The library checks what it says. */
export function text(rule: TextRule, description: string, defaultWords?: string, missing?: Words) {
  return z.string().meta({ ...ruled(rule, missing), description, default_: defaultWords });
}

/** A text of the file that the library never sees. */
export function ownText(rule: TextRule, description: string, defaultWords?: string) {
  return z
    .string()
    .regex(new RegExp(rule.pattern, "u"))
    .meta({ ...ruled(rule), description, default_: defaultWords });
}

/** The name of an entry of a map. The library checks it. */
export function key(rule: TextRule) {
  return z.string().meta(ruled(rule));
}

function ruled(rule: TextRule, missing?: Words) {
  const words = wordsOf(rule.allowed, rule.remedy);
  return { ...textWords(words, missing), rule, json: { pattern: rule.pattern } };
}

function textWords(words: Words, missing: Words = words) {
  const wordsFor = (given: unknown) => (given === undefined ? missing : typeof given === "string" ? words : TEXT);
  return { words, wordsFor };
}

/** Any text. */
export function anyText(description: string, allowed: string, remedy: string) {
  return z.string().meta({ ...textWords(wordsOf(allowed, remedy)), description });
}

/** True or false. */
export function trueOrFalse(description: string, defaultWords: string) {
  return z.boolean().meta({ description, default_: defaultWords, words: TRUE_OR_FALSE_WORDS });
}

/** The words for a flag that is something else. */
export const TRUE_OR_FALSE_WORDS = wordsOf("true or false", "write it without quotes");

/** One of a few texts, each with a sentence of its own. */
export function choice<const T extends string>(
  values: { readonly [value in T]: string },
  description: string,
  options: {
    readonly default?: string;
    readonly remedy?: string;
    readonly remedyFor?: (given: unknown) => string | undefined;
  } = {},
) {
  const allowed = Object.keys(values)
    .map((value) => `"${value}"`)
    .join(", ");
  const remedy = options.remedy ?? "choose one of these";
  const wordsFor = (given: unknown) =>
    given !== undefined && typeof given !== "string"
      ? TEXT
      : wordsOf(allowed, options.remedyFor?.(given) ?? nearest(given, Object.keys(values)) ?? remedy);
  return z.enum(Object.keys(values) as [T, ...T[]]).meta({
    description,
    default_: options.default,
    explanations: values,
    words: wordsOf(allowed, remedy),
    wordsFor,
  });
}

function nearest(given: unknown, values: readonly string[]): string | undefined {
  const value = typeof given === "string" ? nearestOf(given, [...values]) : undefined;
  return value === undefined ? undefined : `did you mean "${value}"? Else choose another one of these`;
}

/** One text only, which tells a variant from others. */
export function constant<const T extends string>(value: T, explanation: string, description: string) {
  return choice({ [value]: explanation } as unknown as { readonly [key in T]: string }, description);
}

/** An object with these keys and no others. */
export function object<T extends z.ZodRawShape>(
  shape: T,
  description: string,
  options: {
    readonly allowed?: string;
    readonly remedy?: string;
    readonly hints?: Hints;
    readonly default?: string;
  } = {},
) {
  const words = wordsOf(options.allowed ?? MAP.allowed, options.remedy ?? MAP.remedy);
  return z.strictObject(shape).meta({ description, hints: options.hints, words, default_: options.default });
}

const LIST = wordsOf("a list in square brackets", "write it as a list");

/** A list. */
export function list<T extends z.ZodType>(
  entry: T,
  description: string,
  options: { readonly allowed?: string; readonly remedy?: string; readonly default?: string } = {},
) {
  const words = wordsOf(options.allowed ?? "one entry or more", options.remedy ?? "name one, or remove the key");
  const wordsFor = (given: unknown) => (given === undefined || Array.isArray(given) ? words : LIST);
  return z.array(entry).min(1).meta({ description, words, wordsFor, default_: options.default });
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
