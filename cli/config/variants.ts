import * as z from "zod";
import { type Case, isObject, MAP, wordsOf } from "./fields";

/** One of several objects, which the values of some keys tell apart. */
export function variants<const C extends readonly Case[]>(
  cases: C,
  common: z.ZodObject,
  description: string,
  options: { readonly allowed: string; readonly remedy: string; readonly default?: string } = MAP,
): z.ZodType<z.infer<C[number]["schema"]>> {
  const words = wordsOf(options.allowed, options.remedy);
  return z
    .unknown()
    .transform((value, context): z.infer<C[number]["schema"]> => {
      const schema = isObject(value) ? (caseOf(cases, value)?.schema ?? common) : undefined;
      const result = schema?.safeParse(value);
      if (result?.success && schema !== common) {
        return result.data as z.infer<C[number]["schema"]>;
      }
      if (!result) {
        context.issues.push({ code: "custom", input: value });
      }
      for (const issue of result?.error?.issues ?? []) {
        context.issues.push({ ...issue, input: value } as (typeof context.issues)[number]);
      }
      return z.NEVER;
    })
    .meta({ description, cases, common, words, default_: options.default }) as unknown as z.ZodType<
    z.infer<C[number]["schema"]>
  >;
}

/** A text, or an object instead. */
export function textOrObject<T extends z.ZodType, O extends z.ZodObject>(plain: T, instead: O, description: string) {
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
