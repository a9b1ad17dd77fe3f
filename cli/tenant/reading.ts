import * as z from "zod";

/** What came of reading one thing: its value, that it is not there, or why it could not be read. */
export type Reading<T> =
  | { readonly state: "read"; readonly value: T }
  | { readonly state: "absent" }
  | { readonly state: "unreadable"; readonly reason: string };

/** The reading of another value, made of the first one. */
export function mapReading<T, U>(reading: Reading<T>, change: (value: T) => U): Reading<U> {
  return reading.state === "read" ? { state: "read", value: change(reading.value) } : reading;
}

/** The value, or another one if it was not read. */
export function valueOr<T>(reading: Reading<T>, otherwise: T): T {
  return reading.state === "read" ? reading.value : otherwise;
}

/* A field of an answer that is left out when it is not what it should be: a tenant's data never stops the reading. */
export const maybeText = z.string().optional().catch(undefined);
export const maybeTrue = z.boolean().optional().catch(undefined);

/** An object of an answer with these fields; one that is no object has none of them. */
export function fields<S extends z.ZodRawShape>(shape: S) {
  return z.looseObject(shape).catch(() => z.looseObject(shape).parse({}));
}
