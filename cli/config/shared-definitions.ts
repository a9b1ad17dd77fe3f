interface Json {
  [key: string]: unknown;
}

/* What is shorter is read where it stands. */
const SHORTEST = 100;

/**
 * The same JSON Schema with each part that stands in it more than once under `definitions`, by the path of its first place.
 * Editors and validators follow the references.
 */
export function withSharedDefinitions(schema: Json): Json {
  const counts = new Map<string, number>();
  count(schema, counts);
  const names = new Map<string, string>();
  const definitions: Json = {};
  const replaced = (value: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(value)) {
      return value.map((entry, index) => replaced(entry, [...path, String(index)]));
    }
    if (!isObject(value)) {
      return value;
    }
    const text = JSON.stringify(value);
    if (path.length > 0 && isSchema(path) && text.length >= SHORTEST && (counts.get(text) ?? 0) > 1) {
      if (!names.has(text)) {
        const name = freeName(path, definitions);
        names.set(text, name);
        // Takes its place in the order before what is below it.
        definitions[name] = {};
        definitions[name] = below(value, path);
      }
      return { $ref: `#/definitions/${names.get(text) ?? ""}` };
    }
    return below(value, path);
  };
  const below = (value: Json, path: readonly string[]): Json =>
    Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, replaced(entry, [...path, key])]));
  return { ...below(schema, []), definitions };
}

function count(value: unknown, counts: Map<string, number>): void {
  if (Array.isArray(value)) {
    value.forEach((entry) => count(entry, counts));
  } else if (isObject(value)) {
    const text = JSON.stringify(value);
    const seen = counts.get(text) ?? 0;
    counts.set(text, seen + 1);
    // What is in a part that is shared stands there once.
    if (seen === 0 || text.length < SHORTEST) {
      Object.values(value).forEach((entry) => count(entry, counts));
    }
  }
}

/* Whether a schema stands there: not the properties of one as a whole, and nothing that an editor inserts or prints. */
function isSchema(path: readonly string[]): boolean {
  const last = path[path.length - 1] ?? "";
  const holder = path[path.length - 2] ?? "";
  return (
    !path.includes("defaultSnippets") &&
    (["properties", "allOf", "anyOf"].includes(holder) ||
      ["then", "else", "items", "additionalProperties"].includes(last))
  );
}

/* The keys of the configuration on the way, without the words of JSON Schema. */
function freeName(path: readonly string[], definitions: Json): string {
  const keys = path.filter((part, index) => path[index - 1] === "properties" || part === "items");
  const name = keys.slice(-2).join(".") || "identity";
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : `${name}.${number}`;
    if (!Object.hasOwn(definitions, free)) {
      return free;
    }
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
