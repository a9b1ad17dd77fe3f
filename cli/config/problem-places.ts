import { pointer, type Problem } from "./problem";

type Path = readonly (string | number)[];

/** The places of problems, to ask how another place lies to them, however many there are. */
export class ProblemPlaces {
  private readonly places = new Set<string>();
  /* Each place, and everything above it. */
  private readonly above = new Set<string>();

  public constructor(problems: readonly Problem[]) {
    for (const { path } of problems) {
      this.places.add(pointer(path));
      path.forEach((_, index) => this.above.add(pointer(path.slice(0, index + 1))));
    }
  }

  /** Whether there is a problem at a place, or below it. */
  public isAtOrBelow(place: string): boolean {
    return this.above.has(place);
  }

  /** Whether there is a problem at a place, below it, or above it. */
  public touches(path: Path): boolean {
    return (
      this.isAtOrBelow(pointer(path)) || path.some((_, index) => this.places.has(pointer(path.slice(0, index + 1))))
    );
  }
}
