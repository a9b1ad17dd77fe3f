const CONSTRAINT = /^\s*(=|!=|>|>=|<|<=|~>)?\s*v?(\d{1,6}(?:\.\d{1,6}){0,2}(?:-[0-9A-Za-z.-]+)?)\s*$/;

/** The versions that a rule is about: each a major, a minor and a patch number. */
export interface VersionRange {
  readonly from: number[];
  readonly below: number[];
}

/** Whether a text is a version constraint of Terraform. */
export function isConstraint(text: string): boolean {
  return text.split(",").every((part) => CONSTRAINT.test(part));
}

/** Whether a constraint admits only versions from one on. */
export function admitsOnlyFrom(constraint: string, floor: number[]): boolean {
  return constraint.split(",").some((part) => {
    const [, operator = "=", version = ""] = CONSTRAINT.exec(part) ?? [];
    const difference = compare(version.split("-")[0].split(".").map(Number), floor);
    const isBefore = difference < 0 || (difference === 0 && version.includes("-"));
    return ["=", ">=", "~>", ">"].includes(operator) && !isBefore;
  });
}

/** Whether a constraint admits no version of a range. */
export function admitsNone(constraint: string, { from, below }: VersionRange): boolean {
  return constraint.split(",").some((part) => {
    const [, operator = "=", version = ""] = CONSTRAINT.exec(part) ?? [];
    const given = version.split("-")[0].split(".").map(Number);
    const isBelow = compare(given, from) < 0;
    const isAbove = compare(given, below) >= 0;
    switch (operator) {
      case "=":
        return isBelow || isAbove;
      case "~>":
        return isAbove || compare(upperOf(given), from) <= 0;
      case ">":
      case ">=":
        return isAbove;
      case "<":
        return compare(given, from) <= 0;
      case "<=":
        return isBelow;
      default:
        return false;
    }
  });
}

/* The first version that `~>` no longer admits. */
function upperOf(given: number[]): number[] {
  return given.length < 3 ? [given[0] + 1, 0, 0] : [given[0], given[1] + 1, 0];
}

function compare(one: number[], other: number[]): number {
  return [0, 1, 2].map((index) => (one[index] ?? 0) - (other[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
