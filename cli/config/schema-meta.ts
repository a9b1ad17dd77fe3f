import type * as z from "zod";
import { type FieldMeta, isObject, type Case } from "./fields";
import { caseOf } from "./variants";

/** The schema's own metadata, where `default_` and the parts of a variant are. */
export function metaOf(schema: z.ZodType): FieldMeta & {
  readonly default_?: string;
  readonly common?: z.ZodObject;
  readonly plain?: z.ZodType;
  readonly instead?: z.ZodObject;
} {
  return (schema.meta() ?? {}) as ReturnType<typeof metaOf>;
}

/** The schema without `optional`. */
function unwrapped(schema: z.ZodType): z.ZodType {
  const { def } = schema as unknown as { def: { type: string; innerType?: z.ZodType } };
  return def.type === "optional" && def.innerType ? unwrapped(def.innerType) : schema;
}

/** The declaration of what stands at a path of a value; undefined where nothing is declared. */
export function schemaAt(schema: z.ZodType, value: unknown, path: readonly (string | number)[]): z.ZodType | undefined {
  const chosen = chosenSchema(unwrapped(schema), value);
  const [key, ...rest] = path;
  if (key === undefined || !chosen) {
    return chosen;
  }
  const { def } = chosen as unknown as {
    def: { shape?: { [key: string]: z.ZodType }; valueType?: z.ZodType; element?: z.ZodType };
  };
  // What every JavaScript object has, such as toString, is no key of the declaration.
  const named = Object.hasOwn(def.shape ?? {}, key) ? def.shape?.[key] : undefined;
  const child = Array.isArray(value) ? def.element : (named ?? def.valueType);
  return child && schemaAt(child, valueAt(value, [key]), rest);
}

/** The keys that an object may have. */
export function keysOf(schema: z.ZodType): string[] {
  const { def } = schema as unknown as { def: { shape?: { [key: string]: z.ZodType } } };
  return Object.keys(def.shape ?? {});
}

/** The value at a path. */
export function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((current, key) => {
    if (Array.isArray(current)) {
      return current[Number(key)] as unknown;
    }
    return isObject(current) && Object.hasOwn(current, String(key)) ? current[String(key)] : undefined;
  }, value);
}

/* The case of a variant that a value belongs to. */
function chosenSchema(schema: z.ZodType, value: unknown): z.ZodType | undefined {
  const { cases, common, instead, plain } = metaOf(schema);
  if (cases) {
    return isObject(value) ? (caseOf(cases as readonly Case[], value)?.schema ?? common) : schema;
  }
  return instead && isObject(value) ? instead : (plain ?? schema);
}
