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
      for (const { property, ...finding } of problems) {
        const name = property.split(".").pop() ?? "";
        const place = isNamed ? [...path, name] : path;
        this.problems.push({ ...finding, ...ianaRemedy(name, finding.given), path: place });
      }
      return undefined;
    }
  }
}

/* People write the name that Windows shows. */
function ianaRemedy(property: string, given: unknown): { remedy: string } | undefined {
  const known = property === "timeZone" && typeof given === "string" ? findIana(given) : [];
  const name = known.find((zone) => RunbookSchedule.timeZones().includes(zone));
  return name === undefined ? undefined : { remedy: `write "${name}", the IANA name of this Windows time zone` };
}
