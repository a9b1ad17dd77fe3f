import type { IConstruct } from "constructs";
import type { Finding, InputProblem } from "./finding";
import { InputValidation } from "./input-validation";

/** Collects what is wrong with the properties of one construct, so that one error reports all of it. */
export class Findings {
  private readonly problems: InputProblem[] = [];

  /** Adds a finding about a property, if there is one. Returns whether there was none. */
  public add(property: string, finding: Finding | undefined): boolean {
    if (finding) {
      this.problems.push({ ...finding, property });
    }
    return !finding;
  }

  /** Everything that was added. */
  public get all(): InputProblem[] {
    return [...this.problems];
  }

  /** Whether nothing was added. */
  public get isEmpty(): boolean {
    return this.problems.length === 0;
  }

  /**
   * Throws if anything was added, whoever is collecting: for what nothing can go on with.
   *
   * @throws an `Error` named `ExchangeInputError`
   */
  public assertNone(construct: IConstruct): void {
    if (this.problems.length > 0) {
      InputValidation._throw(construct, this.problems);
    }
  }

  /**
   * Reports everything that was added: to the construct above that is collecting, or by throwing.
   *
   * @throws an `Error` named `ExchangeInputError`
   */
  public report(construct: IConstruct): void {
    if (this.problems.length > 0) {
      InputValidation._report(construct, this.problems);
    }
  }
}
