import { holdsSecret } from "./secret-text";

/** What is wrong with one value, in the words of the person who has to mend it. */
export interface Finding {
  /** The value that was given; `undefined` where nothing was. */
  readonly given: unknown;
  /** What is allowed in its place. */
  readonly allowed: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Whether the value must not be repeated in a message. */
  readonly secret?: boolean;
}

/** A finding and the place of the value: a JSON pointer, or a construct's path and a property of it. */
export interface Problem extends Finding {
  readonly where: string;
}

const SHOWN_LENGTH = 120;

/** The text of a problem: the place, then what was given, what is allowed and what to do, a line each. */
export function describeProblem(problem: Problem): string {
  return [
    problem.where === "" ? "(the whole file)" : visible(problem.where),
    `  given:   ${show(problem)}`,
    `  allowed: ${problem.allowed}`,
    `  to do:   ${problem.remedy}`,
  ].join("\n");
}

function show({ given, secret }: Problem): string {
  if (given === undefined && !secret) {
    return "nothing";
  }
  const text = visible(JSON.stringify(given) ?? String(given));
  if (secret || holdsSecret(text)) {
    return "(a secret, not shown)";
  }
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}… (${text.length} characters)` : text;
}

/* What a terminal or a log would act on instead of showing it. */
function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
