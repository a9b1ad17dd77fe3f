import type { IConstruct } from "constructs";
import { type Finding, type InputProblem, type Place, readablePlace } from "./finding";
import { reportProblems, throwProblems } from "./input-validation";

/** Collects what is wrong with the properties of one construct, so that one error reports all of it. */
export class Findings {
  private readonly problems: InputProblem[] = [];

  /** Adds a finding about a property or a place below one, if there is a finding. Returns whether there was none. */
  public add(place: string | Place, finding: Finding | undefined): boolean {
    if (finding) {
      this.problems.push({ ...finding, place: readablePlace(place) });
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
   * Reports everything that was added: to the construct above that is collecting, or by throwing.
   *
   * @throws an `Error` named `ExchangeInputError`
   */
  public report(construct: IConstruct): void {
    reportProblems(construct, this.problems);
  }

  /**
   * Throws if anything was added, whoever is collecting: for what nothing can go on with.
   *
   * @throws an `Error` named `ExchangeInputError`
   */
  public throw(construct: IConstruct): void {
    throwProblems(construct, this.problems);
  }
}
