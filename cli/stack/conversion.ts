import { RunbookSchedule } from "cdktf-exchange-managed-identity";
import { InputValidation, type Place } from "cdktf-exchange-managed-identity/internal";
import { findIana } from "windows-iana";
import type { Problem } from "../config/problem";

type Path = (string | number)[];

/** Collects what the objects of the library refuse while an identity of the configuration is converted. */
export class Conversion {
  public readonly problems: Problem[] = [];

  /** Creates an object. What the library refuses becomes a problem at `path`. */
  public attempt<T>(path: Path, create: () => T): T | undefined {
    return this.try(create, () => path);
  }

  /** Creates an object of several keys. What the library refuses becomes a problem at the key that it names. */
  public attemptNamed<T>(path: Path, create: () => T): T | undefined {
    return this.try(create, (below) => [...path, ...below]);
  }

  private try<T>(create: () => T, pathOf: (below: Place) => Path): T | undefined {
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
        this.problems.push({ ...finding, ...ianaRemedy(below[0], finding.given), path: pathOf(below) });
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
