import type { IConstruct } from "constructs";
import { describeProblem, type Finding, type Problem } from "./finding";

/**
 * The `name` of every error that the library throws for what it was given. jsii exports no subclass of `Error`, so a
 * program tells these errors from others by it.
 */
export const INVALID_INPUT = "ExchangeInputError";

/** Collects what is wrong with the properties of one construct, so that one error tells all of it. */
export class Problems {
  private readonly found: Problem[] = [];

  /** Notes a finding, if there is one, of the property with this name. */
  public note(property: string, finding: Finding | undefined): void {
    if (finding) {
      this.found.push({ ...finding, where: property });
    }
  }

  /**
   * Throws one error with everything that was noted.
   *
   * @throws an `Error` named `ExchangeInputError` if anything was noted
   */
  public raise(scope: IConstruct, id: string): void {
    if (this.found.length > 0) {
      const path = [scope.node.path, id].filter((part) => part !== "").join("/");
      throw invalidInput(this.found.map((problem) => ({ ...problem, where: `${path}: ${problem.where}` })));
    }
  }
}

/** The error for these problems. */
export function invalidInput(problems: Problem[]): Error {
  const error = new Error(problems.map(describeProblem).join("\n"));
  error.name = INVALID_INPUT;
  return error;
}

/**
 * Throws if there is a finding; for values that are made outside any construct.
 *
 * @throws an `Error` named `ExchangeInputError`
 */
export function refuse(where: string, finding: Finding | undefined): void {
  if (finding) {
    throw invalidInput([{ ...finding, where }]);
  }
}

/** The name of a property of a property; of the construct itself where the parent is "". */
export function propertyOf(parent: string, name: string): string {
  return parent === "" ? name : `${parent}.${name}`;
}
