import { describeFinding, type Finding, shownText } from "cdktf-exchange-managed-identity/internal";

/** What is wrong at one place of the configuration file. */
export interface Problem extends Finding {
  readonly path: (string | number)[];
  /** The place in the text, where there is no path: `line 3, column 5`. */
  readonly position?: { readonly line: number; readonly column: number };
}

/** A JSON pointer (RFC 6901). */
export function pointer(path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replace(/~/g, "~0").replace(/\//g, "~1")}`).join("");
}

/** The message for a person: where, what was given, what is allowed and what to do, one line each. */
export function describeProblem(problem: Problem): string {
  const { line, column } = problem.position ?? {};
  const place =
    problem.path.length === 0 && line !== undefined ? `line ${line}, column ${column}` : pointer(problem.path);
  return describeFinding(place === "" ? "(the whole file)" : place, problem);
}

/** What is allowed instead of an answer, and what to do; undefined if nothing is wrong with it. */
export function answerProblem(problem: Problem | undefined): string | undefined {
  return problem && `  allowed: ${shownText(problem.allowed)}\n  to do:   ${shownText(problem.remedy)}`;
}

/** The problems without those at a place that another one is about already. */
export function onePerPlace(problems: readonly Problem[]): Problem[] {
  const places = new Set<string>();
  return problems.filter(({ path }) => {
    const place = pointer(path);
    const isNew = !places.has(place);
    places.add(place);
    return isNew;
  });
}
