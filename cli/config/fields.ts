import { nearestOf, type TextRule } from "cdktf-exchange-managed-identity/internal";
import * as z from "zod";

/*
 * The building blocks of the configuration's declaration. The message of an issue has two lines: what is allowed, and what
 * to do. `problems.ts` reads them, and `json-schema.ts` gives the same words to editors.
 */

/** What a declaration says besides its type. Editors show it; `json-schema.ts` translates it. */
export interface FieldMeta {
  readonly description?: string;
  /** The default, in words. */
  readonly default?: string;
  /** A sentence for each value of a choice. */
  readonly explanations?: { readonly [value: string]: string };
  readonly cases?: readonly Case[];
  readonly hints?: Hints;
  readonly message?: string;
  readonly examples?: readonly unknown[];
  /** What only the JSON Schema says: for rules that the library has as code. */
  readonly json?: { readonly [key: string]: unknown };
  readonly snippets?: readonly { readonly label: string; readonly description: string; readonly body: unknown }[];
}

/** Keys that people try and that are not allowed: what is allowed, and what to do. */
export interface Hints {
  readonly [key: string]: string;
}

/** A variant of an object, and the values of the keys that select it. The last one needs none. */
export interface Case {
  readonly when: { readonly [key: string]: string | boolean };
  readonly schema: z.ZodObject;
}

/** The message of an issue. */
export function message(allowed: string, remedy: string): string {
  return `${allowed}\n${remedy}`;
}

const TEXT = message("a string in double quotes", "write it as a string");

/** A text with a rule of the library. */
export function text(rule: TextRule, description: string, defaultWords?: string, missing?: string) {
  const words = message(rule.allowed, rule.remedy);
  return z
    .string({ error: ({ input }) => (input === undefined ? (missing ?? words) : TEXT) })
    .regex(new RegExp(rule.pattern, "u"), { error: words })
    .meta({ description, default_: defaultWords, message: words });
}

/** The name of an entry of a map, with a rule of the library. */
export function key(rule: TextRule) {
  return z.string().regex(new RegExp(rule.pattern, "u"), { error: message(rule.allowed, rule.remedy) });
}

/** Any text. */
export function anyText(description: string, allowed: string, remedy: string) {
  return z
    .string({ error: ({ input }) => (input === undefined ? message(allowed, remedy) : TEXT) })
    .meta({ description, message: message(allowed, remedy) });
}

/** True or false. */
export function flag(description: string, defaultWords: string) {
  const words = message("true or false", "write it without quotes");
  return z.boolean({ error: words }).meta({ description, default_: defaultWords, message: words });
}

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
  const error = ({ input }: { input?: unknown }) =>
    input !== undefined && typeof input !== "string"
      ? TEXT
      : message(allowed, options.remedyFor?.(input) ?? nearest(input, Object.keys(values)) ?? remedy);
  return z.enum(Object.keys(values) as [T, ...T[]], { error }).meta({
    description,
    default_: options.default,
    explanations: values,
    message: message(allowed, remedy),
  });
}

function nearest(given: unknown, values: readonly string[]): string | undefined {
  const value = typeof given === "string" ? nearestOf(given, [...values]) : undefined;
  return value === undefined ? undefined : `did you mean "${value}"? Else choose another one of these`;
}

/** One text only, which tells a variant from others. */
export function only<const T extends string>(value: T, explanation: string, description: string) {
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
  const words = message(options.allowed ?? "an object in curly brackets", options.remedy ?? "write it as an object");
  const error = ({ code }: { code?: string }) =>
    code === "unrecognized_keys" ? message(Object.keys(shape).join(", "), "") : words;
  return z
    .strictObject(shape, { error })
    .meta({ description, hints: options.hints, message: words, default_: options.default });
}

/** A list. */
export function list<T extends z.ZodType>(
  entry: T,
  description: string,
  options: { readonly allowed?: string; readonly remedy?: string; readonly default?: string } = {},
) {
  const words = message("a list in square brackets", "write it as a list");
  const missing = message(options.allowed ?? "one entry or more", options.remedy ?? "name one, or remove the key");
  return z
    .array(entry, { error: ({ input }) => (input === undefined ? missing : words) })
    .min(1, { error: missing })
    .meta({ description, message: missing, default_: options.default });
}

/** One of several objects, which the values of some keys tell apart. */
export function variants<const C extends readonly Case[]>(
  cases: C,
  common: z.ZodObject,
  description: string,
  options: { readonly allowed: string; readonly remedy: string; readonly default?: string } = {
    allowed: "an object in curly brackets",
    remedy: "write it as an object",
  },
): z.ZodType<z.infer<C[number]["schema"]>> {
  const words = message(options.allowed, options.remedy);
  return z
    .unknown()
    .transform((value, context): z.infer<C[number]["schema"]> => {
      const schema = isObject(value) ? (caseOf(cases, value)?.schema ?? common) : undefined;
      const result = schema?.safeParse(value);
      if (result?.success && schema !== common) {
        return result.data as z.infer<C[number]["schema"]>;
      }
      if (!result) {
        context.issues.push({ code: "custom", message: words, input: value });
      }
      for (const issue of result?.error?.issues ?? []) {
        context.issues.push({ ...issue, input: value } as (typeof context.issues)[number]);
      }
      return z.NEVER;
    })
    .meta({ description, cases, common, message: words, default_: options.default }) as unknown as z.ZodType<
    z.infer<C[number]["schema"]>
  >;
}

/** A text, or an object instead. */
export function textOr<T extends z.ZodType, O extends z.ZodObject>(plain: T, instead: O, description: string) {
  return z
    .unknown()
    .transform((value, context): z.infer<T> | z.infer<O> => {
      const result = (isObject(value) ? instead : plain).safeParse(value);
      if (result.success) {
        return result.data as z.infer<T> | z.infer<O>;
      }
      for (const issue of result.error.issues) {
        context.issues.push({ ...issue, input: value } as (typeof context.issues)[number]);
      }
      return z.NEVER;
    })
    .meta({ description, plain, instead });
}

/** The case that a value belongs to. */
export function caseOf(cases: readonly Case[], value: { readonly [key: string]: unknown }): Case | undefined {
  return cases.find(({ when }) => Object.entries(when).every(([key, expected]) => value[key] === expected));
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
