import { RunbookSchedule } from "cdktf-exchange-managed-identity";
import { InputValidation } from "cdktf-exchange-managed-identity/internal";
import { findIana } from "windows-iana";
import type { Problem } from "../config/problem";

/** Collects what the objects of the library refuse while an identity of the configuration is converted. */
export class Conversion {
  public readonly problems: Problem[] = [];

  /** Creates an object. What the library refuses becomes a problem at `path`, or at the property below it that is named. */
  public attempt<T>(path: (string | number)[], create: () => T, isNamed = false): T | undefined {
    try {
      return create();
    } catch (error) {
      const problems = InputValidation.problemsOf(error);
      if (problems.length === 0) {
        throw error;
      }
      for (const { place, ...finding } of problems) {
        // The class of the object comes first.
        const [, ...below] = place;
        this.problems.push({
          ...finding,
          ...ianaRemedy(below[0], finding.given),
          path: isNamed ? [...path, ...below] : path,
        });
      }
      return undefined;
    }
  }
}

/* People write the name that Windows shows. */
function ianaRemedy(property: string | number | undefined, given: unknown): { remedy: string } | undefined {
  const known = property === "timeZone" && typeof given === "string" ? findIana(given) : [];
  const name = known.find((zone) => RunbookSchedule.timeZones().includes(zone));
  return name === undefined ? undefined : { remedy: `write "${name}", the IANA name of this Windows time zone` };
}
