import { RunbookSchedule } from "cdktf-exchange-managed-identity";
import { InputValidation, type Place } from "cdktf-exchange-managed-identity/internal";
import { findIana } from "windows-iana";
import type { Problem } from "../config/problem";

type Path = (string | number)[];

/** Collects what the objects of the library refuse while an identity of the configuration is converted. */
export class Conversion {
  public readonly problems: Problem[] = [];

  /* The places in the file of the entries that were kept, by the key of their list. */
  private readonly kept = new Map<string, number[]>();

  /** Creates the entries of a list. What is refused is left out, and the others are known by their places in the file. */
  public entries<E, T>(key: string, entries: readonly E[], create: (entry: E, index: number) => T | undefined): T[] {
    const kept: number[] = [];
    this.kept.set(key, kept);
    return entries.flatMap((entry, index) => {
      const created = create(entry, index);
      if (created === undefined) {
        return [];
      }
      kept.push(index);
      return [created];
    });
  }

  /** The path in the file of a path that counts only what was kept. */
  public pathInFile([key, index, ...rest]: Path): Path {
    const inFile = typeof index === "number" ? this.kept.get(String(key))?.[index] : undefined;
    return [key, index, ...rest].flatMap((part, at) => (part === undefined ? [] : at === 1 ? (inFile ?? part) : part));
  }

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
