import { readableText } from "../text/terraform-text";
import { containsSecret } from "./secret";

/** What is wrong with one value, and how to fix it. */
export interface Finding {
  /**
   * The value that was given.
   *
   * @default - nothing was given
   */
  readonly given?: unknown;

  /** What is allowed instead. */
  readonly allowed: string;

  /** What to do. */
  readonly remedy: string;

  /**
   * Whether the value must not appear in a message.
   *
   * @default false
   */
  readonly secret?: boolean;
}

/** A place among the properties of a construct: their names, and the positions in lists. */
export type Place = readonly (string | number)[];

/** A place without markers of cdktf in its keys, which a person or a file wrote. */
export function readablePlace(place: string | Place): Place {
  return (typeof place === "string" ? [place] : place).map((key) =>
    typeof key === "string" ? readableText(key) : key,
  );
}

/** A finding and its place. */
export interface InputProblem extends Finding {
  /** Where it is, below the properties of its construct. */
  readonly place: Place;
}

/** A place as a program writes it: `runbooks[1].name`, `tags["cost center"]`. */
export function placeText(place: Place): string {
  if (place.length === 0) {
    return "props";
  }
  return place
    .map((key, index) => {
      if (typeof key === "number") {
        return `[${key}]`;
      }
      // The first one is a property, a class or a function.
      if (index === 0) {
        return key;
      }
      return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `["${key}"]`;
    })
    .join("");
}

const MAX_SHOWN_LENGTH = 120;
const MAX_PLACE_LENGTH = 1000;

/** The message for a finding: where, what was given, what is allowed and what to do, one line each. */
export function describeFinding(where: string, finding: Finding): string {
  return [
    shortened(visible(where), MAX_PLACE_LENGTH),
    `  given:   ${shownValue(finding)}`,
    `  allowed: ${visible(finding.allowed)}`,
    `  to do:   ${visible(finding.remedy)}`,
  ].join("\n");
}

/** The given value as a message may show it: shortened, without control characters, never a secret. */
export function shownValue({ given, secret }: Finding): string {
  // What is not there is no secret.
  if (given === undefined || given === null || given === "") {
    return given === undefined ? "nothing" : JSON.stringify(given);
  }
  const text = visible(asJson(given));
  if (secret || containsSecret(text)) {
    return "(a secret, not shown)";
  }
  return shortened(text);
}

function shortened(text: string, most: number = MAX_SHOWN_LENGTH): string {
  return text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
}

/* Constructs and other objects of a program do not belong in a message. */
function asJson(value: unknown): string {
  if (typeof value === "function" || (typeof value === "object" && value !== null && !isPlain(value))) {
    return typeof value === "function" ? "a function" : `an object of the class ${value.constructor.name}`;
  }
  const readable = (_: string, entry: unknown) => (typeof entry === "string" ? readableText(entry) : entry);
  return JSON.stringify(value, readable) ?? String(value);
}

function isPlain(value: object): boolean {
  return Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);
}

/**
 * A text without markers of cdktf, and without what a terminal or the log of a pipeline would act on instead of showing it: `##vso[` is a command of Azure
 * DevOps.
 */
export function visible(text: string): string {
  return readableText(text).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|#(?=#(?:vso)?\[)/giu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
