import * as z from "zod";
import { configurationSchema } from "./configuration-schema";
import type { Hints, Words, Case } from "./fields";
import { metaOf } from "./schema-meta";
import { withSharedDefinitions } from "./shared-definitions";
import { SNIPPETS } from "./snippets";

interface Json {
  [key: string]: unknown;
}

/*
 * `errorMessage`, `markdownEnumDescriptions`, `doNotSuggest` and `defaultSnippets` are keywords of
 * VS Code's engine. Other validators ignore them.
 */

/** The JSON Schema of the configuration file, for editors and validators. */
export function configurationJsonSchema(): Json {
  return withSharedDefinitions(wholeJsonSchema());
}

/** The same with every part where it stands, as the reference reads it. */
export function wholeJsonSchema(): Json {
  const schema = translated(configurationSchema);
  const identities = (schema.properties as { identities: Json }).identities;
  identities.minProperties = 1;
  identities.defaultSnippets = SNIPPETS;
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Managed identities that connect to Exchange Online PowerShell",
    allowComments: true,
    allowTrailingCommas: true,
    ...schema,
  };
}

function translated(schema: z.ZodType): Json {
  const json = z.toJSONSchema(schema, {
    io: "input",
    target: "draft-7",
    unrepresentable: "any",
    reused: "inline",
    override: ({ zodSchema, jsonSchema }) => {
      translate(zodSchema as unknown as z.ZodType, jsonSchema as Json);
    },
  }) as Json;
  Reflect.deleteProperty(json, "$schema");
  return json;
}

/* Of the declaration's metadata, what is no keyword of JSON Schema. */
const OWN_KEYS = [
  "default_",
  "explanations",
  "cases",
  "common",
  "plain",
  "instead",
  "hints",
  "words",
  "wordsFor",
  "rule",
  "json",
];

function translate(schema: z.ZodType, json: Json): void {
  const {
    description,
    default_,
    explanations,
    cases,
    common,
    plain,
    instead,
    hints,
    words,
    json: more,
  } = metaOf(schema);
  OWN_KEYS.forEach((key) => Reflect.deleteProperty(json, key));
  if (description !== undefined && default_ !== undefined) {
    json.description = `${description} Default: ${default_}.`;
  }
  if (explanations) {
    const values = (json.enum ?? [json.const]) as string[];
    json.markdownEnumDescriptions = values.map((value) => explanations[value] ?? value);
  }
  if (cases && common) {
    Object.assign(json, asConditions(cases, common));
  } else if (plain && instead) {
    const isObject = { type: "object" };
    Object.assign(json, {
      type: ["string", "object"],
      if: isObject,
      then: translated(instead),
      else: translated(plain),
      // The engine completes no value inside a condition.
      defaultSnippets: Object.entries(metaOf(plain).explanations ?? {}).map(([value, words]) => ({
        label: JSON.stringify(value),
        description: words,
        body: value,
      })),
    });
  }
  // The engine's own words for a key that is not allowed name it.
  if (words !== undefined && json.additionalProperties !== false) {
    json.errorMessage = asSentence(words);
  }
  Object.assign(json, more);
  if (hints) {
    json.properties = { ...(json.properties as Json), ...refusedKeys(hints, json.properties as Json) };
  }
}

/* One object of several: the keys that tell them apart, then the rest by what they are. */
function asConditions(cases: readonly Case[], common: z.ZodObject): Json {
  const { properties = {}, required = [] } = translated(common) as { properties?: Json; required?: string[] };
  const conditions = [...cases].reverse().reduce<Json | undefined>((otherwise, { when, schema }) => {
    const keys = Object.keys(when);
    if (keys.length === 0) {
      return translated(schema);
    }
    const values = Object.fromEntries(Object.entries(when).map(([key, value]) => [key, { const: value }]));
    return {
      if: { type: "object", properties: values, required: keys },
      then: translated(schema),
      ...(otherwise ? { else: otherwise } : {}),
    };
  }, undefined);
  return { type: "object", properties, required, ...(conditions?.if ? conditions : { allOf: [conditions] }) };
}

function refusedKeys(hints: Hints, properties: Json): Json {
  return Object.fromEntries(
    Object.entries(hints)
      .filter(([key]) => !(key in properties))
      .map(([key, words]) => [key, { not: {}, doNotSuggest: true, errorMessage: asSentence(words) }]),
  );
}

function asSentence({ allowed, remedy }: Words): string {
  return `Allowed: ${allowed}. To do: ${remedy}.`;
}
