import type { IConstruct } from "constructs";
import { describeFinding, type Finding, type InputProblem, type Place, placeText, readablePlace } from "./finding";

/** The place of a property of one construct, among the properties of the one that created it. Internal. */
export type Translation = (place: Place) => Place;

/**
 * Collects all problems of the constructs below a scope, so that they are reported at once.
 *
 * `ExchangeManagedIdentity` does this for itself. A tool that has its own names for the properties, as the command has
 * with its configuration file, collects the problems of a whole stack and reports them in its own words.
 */
export class InputValidation {
  /** The `name` of every error that the library throws for invalid input. (jsii exports no subclass of `Error`.) */
  public static readonly ERROR_NAME: string = "ExchangeInputError";

  /** Starts to collect. From now on constructs below `scope` do not throw for invalid input, until `close` is called. */
  public static collect(scope: IConstruct): InputValidation {
    const validation = new InputValidation(scope);
    OPEN.set(scope, validation);
    return validation;
  }

  /** The problems of an error for invalid input; none for any other error. */
  public static problemsOf(error: unknown): InputProblem[] {
    return (error instanceof Error && PROBLEMS.get(error)) || [];
  }

  /* By their messages, so that each is there once. */
  private readonly found = new Map<string, InputProblem>();
  private translate: Translation = (place) => place;

  private constructor(private readonly scope: IConstruct) {}

  /** Whether nothing was found so far. */
  public get isEmpty(): boolean {
    return this.found.size === 0;
  }

  /** Runs a step whose constructs report their own properties: where those lie, or how their places are translated. */
  public at<T>(place: Place | Translation, step: () => T): T {
    const outer = this.translate;
    this.translate = typeof place === "function" ? place : (inner) => [...place, ...inner];
    try {
      return step();
    } finally {
      this.translate = outer;
    }
  }

  /** Adds a finding, if there is one. */
  public add(place: string | Place, finding: Finding | undefined): void {
    if (finding) {
      const problem = { ...finding, place: this.placeOf(readablePlace(place)) };
      this.found.set(describeFinding(placeText(problem.place), problem), problem);
    }
  }

  /** Stops collecting. Returns everything that was found, each problem once. */
  public close(): InputProblem[] {
    OPEN.delete(this.scope);
    return [...this.found.values()];
  }

  /** The place of a property that the step which runs now reports. */
  public placeOf(place: Place): Place {
    return this.translate(place);
  }
}

const OPEN = new WeakMap<IConstruct, InputValidation>();

const PROBLEMS = new WeakMap<Error, InputProblem[]>();

/**
 * Hands problems to the nearest construct above that is collecting; throws them, if there are any, where none is.
 *
 * @throws an `Error` named `ExchangeInputError`
 */
export function reportProblems(construct: IConstruct, problems: InputProblem[]): void {
  const above = [...construct.node.scopes].reverse().find((scope) => OPEN.has(scope));
  const validation = above && OPEN.get(above);
  if (!validation) {
    throwProblems(construct, problems);
  }
  problems.forEach(({ place, ...finding }) => validation?.add(place, finding));
}

/**
 * Throws problems, if there are any.
 *
 * @throws an `Error` named `ExchangeInputError`
 */
export function throwProblems(construct: IConstruct, problems: InputProblem[]): void {
  if (problems.length === 0) {
    return;
  }
  const messages = problems.map((problem) =>
    describeFinding(`${construct.node.path}: ${placeText(problem.place)}`, problem),
  );
  throw inputError(messages, problems);
}

/** Where a property of a construct lies among those of the outermost construct above that is collecting. */
export function placeAbove(construct: IConstruct, place: Place): Place {
  return [...construct.node.scopes]
    .reverse()
    .reduce((inner: Place, scope) => OPEN.get(scope)?.placeOf(inner) ?? inner, place);
}

/**
 * Throws if there is a finding; for values that are created outside any construct. The first part of the place is a class
 * or a function.
 *
 * @throws an `Error` named `ExchangeInputError`
 */
export function assertValid(where: string | Place, finding: Finding | undefined): void {
  if (finding) {
    const [text, place] = typeof where === "string" ? [where, [where]] : [placeText(where), where];
    throw inputError([describeFinding(text, finding)], [{ ...finding, place }]);
  }
}

function inputError(messages: string[], problems: InputProblem[]): Error {
  const error = new Error(messages.join("\n"));
  error.name = InputValidation.ERROR_NAME;
  PROBLEMS.set(error, problems);
  return error;
}
