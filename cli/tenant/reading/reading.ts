import * as z from "zod";

/** What came of reading one thing: its value, that it is not there, or why it could not be read. */
export type Reading<T> = { readonly state: "read"; readonly value: T } | { readonly state: "absent" } | Unreadable;

/** Why something could not be read, and what to do about that. */
export interface Unreadable {
  readonly state: "unreadable";
  readonly reason: string;
  readonly remedy: string;
}

/* What to do where something could not be read, by what stood in the way. */
const REMEDIES = {
  right: "give the signed-in account that right, and run the command again",
  throttled: "the service limits how often it is asked: run the command again in some minutes",
  server: "the service has trouble: run the command again later (Azure: status.azure.com)",
  timeout: "look at the network and the proxy (HTTPS_PROXY), and run the command again",
  proxy: "something between here and the service answered: look at the proxy (HTTPS_PROXY) and the network",
  broken: "run the command again; if it happens again, look at the proxy (HTTPS_PROXY)",
  shape: "run the command again; if it happens again, report it with what the command said",
  refused: "look at what the service says, and run the command again",
} as const;

/** What stood in the way of reading something. */
export type Obstacle = keyof typeof REMEDIES;

/** A reading that did not succeed. */
export function unreadable(obstacle: Obstacle, reason: string): Unreadable {
  return { state: "unreadable", reason, remedy: REMEDIES[obstacle] };
}

/** The reading of another value, made of the first one. */
export function mapReading<T, U>(reading: Reading<T>, change: (value: T) => U): Reading<U> {
  return reading.state === "read" ? { state: "read", value: change(reading.value) } : reading;
}

/** The value, or another one if it was not read. */
export function valueOr<T>(reading: Reading<T>, otherwise: T): T {
  return reading.state === "read" ? reading.value : otherwise;
}

/** The entries of a list in their shape; unreadable if one of them has another one. */
export function entriesOf<T>(list: Reading<unknown[]>, shape: z.ZodType<T>, what: string): Reading<T[]> {
  if (list.state !== "read") {
    return list;
  }
  const read = z.array(shape).safeParse(list.value);
  return read.success
    ? { state: "read", value: read.data }
    : unreadable("shape", `an entry of ${what} has another shape than Microsoft documents`);
}

/* A field of an answer that is left out when it is not what it should be: a tenant's data never stops the reading. */
export const maybeText = z.string().optional().catch(undefined);
export const maybeTrue = z.boolean().optional().catch(undefined);

/** An object of an answer with these fields; one that is no object has none of them. */
export function fields<S extends z.ZodRawShape>(shape: S) {
  const object = z.looseObject(shape);
  return z.preprocess(
    (value) => withKeys(value, Object.keys(shape)),
    object.catch(() => object.parse({})),
  );
}

/** The same where the object has to be one, and to have these of its fields. */
export function fieldsWith<S extends z.ZodRawShape>(shape: S) {
  return z.preprocess((value) => withKeys(value, Object.keys(shape)), z.looseObject(shape));
}

/* Services write their keys in small letters and in capitals: `principalId` and `PrincipalId`. */
function withKeys(value: unknown, keys: readonly string[]): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return value;
  }
  const given = value as { readonly [key: string]: unknown };
  const named = new Map(Object.keys(given).map((key) => [key.toLowerCase(), key]));
  const found = keys.flatMap((key) => {
    const own = key in given ? key : named.get(key.toLowerCase());
    return own === undefined ? [] : [[key, given[own]] as const];
  });
  return { ...given, ...Object.fromEntries(found) };
}
