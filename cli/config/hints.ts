import type * as z from "zod";
import { configurationSchema } from "./configuration-schema";
import { type Case, type FieldMeta, type Hints, caseOf, isObject } from "./fields";

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

/** The hints of the object at a path of a value: what to do about keys that people try there. */
export function hintsAt(value: unknown, path: readonly (string | number)[]): Hints {
  const schema = schemaAt(configurationSchema, value, path);
  return (schema && metaOf(schema).hints) ?? {};
}

function schemaAt(schema: z.ZodType, value: unknown, path: readonly (string | number)[]): z.ZodType | undefined {
  const chosen = chosenSchema(unwrapped(schema), value);
  const [key, ...rest] = path;
  if (key === undefined || !chosen) {
    return chosen;
  }
  const { def } = chosen as unknown as {
    def: { shape?: { [key: string]: z.ZodType }; valueType?: z.ZodType; element?: z.ZodType };
  };
  const child = def.shape?.[String(key)] ?? def.valueType ?? def.element;
  const childValue: unknown = Array.isArray(value)
    ? value[Number(key)]
    : isObject(value)
      ? value[String(key)]
      : undefined;
  return child && schemaAt(child, childValue, rest);
}

/* The case of a variant that a value belongs to. */
function chosenSchema(schema: z.ZodType, value: unknown): z.ZodType | undefined {
  const { cases, instead, plain } = metaOf(schema);
  if (cases) {
    return isObject(value) ? (caseOf(cases as readonly Case[], value)?.schema ?? schema) : schema;
  }
  return instead && isObject(value) ? instead : (plain ?? schema);
}
