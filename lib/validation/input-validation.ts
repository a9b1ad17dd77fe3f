import type { IConstruct } from "constructs";
import { containsSecret, isSecretName } from "./secret";
import { describeFinding, type Finding, type InputProblem, shownValue, visible } from "./finding";
import { nearestOf } from "./nearest";

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

  /** The message for a problem: where, what was given, what is allowed and what to do, one line each. */
  public static describe(where: string, finding: Finding): string {
    return describeFinding(where, finding);
  }

  /** The given value of a finding as a message may show it: shortened, and never a secret. */
  public static shownValue(finding: Finding): string {
    return shownValue(finding);
  }

  /** The problems of an error for invalid input; none for any other error. */
  public static problemsOf(error: unknown): InputProblem[] {
    return (error instanceof Error && PROBLEMS.get(error)) || [];
  }

  /** A text as a terminal or a log may show it: without control characters, and without a command of a pipeline. */
  public static shownText(text: string): string {
    return visible(text);
  }

  /** Whether the value of an argument is a secret, by its name or by what it looks like. */
  public static isSecret(name: string, value: unknown): boolean {
    return (typeof value === "string" && containsSecret(value)) || (typeof value !== "boolean" && isSecretName(name));
  }

  /** The known word that is closest to a mistyped one, if one is close. */
  public static nearestOf(word: string, known: string[]): string | undefined {
    return nearestOf(word, known);
  }

  /** @internal Hands problems to the nearest validation that is open above a construct, or throws them. */
  public static _report(construct: IConstruct, problems: InputProblem[]): void {
    const above = [...construct.node.scopes].reverse().find((scope) => OPEN.has(scope));
    const validation = above && OPEN.get(above);
    if (!validation) {
      InputValidation._throw(construct, problems);
    }
    problems.forEach((problem) => validation.push(problem));
  }

  /** @internal Throws problems. */
  public static _throw(construct: IConstruct, problems: InputProblem[]): never {
    throw inputError(
      problems.map((problem) => describeFinding(`${construct.node.path}: ${problem.property}`, problem)),
      problems,
    );
  }

  private readonly found: InputProblem[] = [];
  private rename = (property: string): string => property;

  private constructor(private readonly scope: IConstruct) {}

  /** Everything that was found, each problem once. */
  public get problems(): InputProblem[] {
    return [...this.found];
  }

  /** Stops collecting. */
  public close(): void {
    OPEN.delete(this.scope);
  }

  /** @internal Runs a step whose constructs report their own properties; `rename` gives those of this construct. */
  public _step<T>(rename: string | ((property: string) => string), step: () => T): T {
    const outer = this.rename;
    this.rename = typeof rename === "string" ? (property) => `${rename}.${property}` : rename;
    try {
      return step();
    } finally {
      this.rename = outer;
    }
  }

  /** @internal Adds a finding, if there is one. */
  public _add(property: string, finding: Finding | undefined): void {
    if (finding) {
      this.push({ ...finding, property });
    }
  }

  /** @internal Whether nothing was found so far. */
  public get _isValid(): boolean {
    return this.found.length === 0;
  }

  /** @internal Stops collecting, and hands everything to the validation above, or throws it. */
  public _finish(): void {
    this.close();
    if (this.found.length > 0) {
      InputValidation._report(this.scope, this.found);
    }
  }

  private push(problem: InputProblem): void {
    const property = this.rename(problem.property);
    const text = describeFinding(property, problem);
    if (!this.found.some((known) => describeFinding(known.property, known) === text)) {
      this.found.push({ ...problem, property });
    }
  }
}

const OPEN = new WeakMap<IConstruct, InputValidation>();

const PROBLEMS = new WeakMap<Error, InputProblem[]>();

function inputError(messages: string[], problems: InputProblem[]): Error {
  const error = new Error(messages.join("\n"));
  error.name = InputValidation.ERROR_NAME;
  PROBLEMS.set(error, problems);
  return error;
}

/**
 * Throws if there is a finding; for values that are created outside any construct.
 *
 * @throws an `Error` named `ExchangeInputError`
 */
export function assertValid(where: string, finding: Finding | undefined): void {
  if (finding) {
    throw inputError([describeFinding(where, finding)], [{ ...finding, property: where }]);
  }
}
