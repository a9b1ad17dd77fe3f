import type { Finding, Problem } from "../lib/problem/finding";
import { holdsMarker, literalText } from "../lib/terraform/literal-text";
import { pointer } from "./pointer";

type Check = (value: string) => Finding | undefined;

/**
 * One object of the configuration while it is read: every key that is asked for is allowed in it, every other one is a
 * problem. What is missing or of the wrong kind is noted and read as if it were not there.
 */
export class Section {
  private readonly asked = new Set<string>();

  public constructor(
    private readonly value: { readonly [key: string]: unknown },
    private readonly path: (string | number)[],
    private readonly problems: Problem[],
  ) {}

  /** The keys that stand in it. */
  public get keys(): string[] {
    return Object.keys(this.value);
  }

  /** Whether a key stands in it. */
  public has(key: string): boolean {
    return Object.hasOwn(this.value, key);
  }

  /** Notes a problem of one key, or of the section itself. */
  public note(key: string | undefined, finding: Finding | undefined): void {
    this.noteAt(key === undefined ? [] : [key], finding);
  }

  /** A text that may be left out. */
  public text(key: string, check?: Check): string | undefined {
    const value = this.take(key);
    if (value === undefined) {
      return undefined;
    }
    if (typeof value !== "string") {
      this.note(key, { given: value, allowed: "a text in double quotes", remedy: `write "${key}" as a text` });
      return undefined;
    }
    // cdktf takes its own markers for references wherever they stand; in this file they are text like any other.
    const finding = check?.(holdsMarker(value) ? literalText(value) : value);
    this.note(key, finding && { ...finding, given: finding.given === undefined ? undefined : value });
    return finding ? undefined : value;
  }

  /** A text that has to be there. */
  public requiredText(key: string, missing: Omit<Finding, "given">, check?: Check): string | undefined {
    if (!this.has(key)) {
      this.asked.add(key);
      this.note(key, { ...missing, given: undefined });
      return undefined;
    }
    return this.text(key, check);
  }

  /** One of a few texts. */
  public choice<T extends string>(key: string, allowed: readonly T[]): T | undefined {
    const found = this.text(key, (value) => checkChoice(value, allowed));
    return allowed.find((name) => name === found);
  }

  /** true or false. */
  public flag(key: string): boolean | undefined {
    const value = this.take(key);
    if (value !== undefined && typeof value !== "boolean") {
      this.note(key, { given: value, allowed: "true or false", remedy: "write it without quotes" });
      return undefined;
    }
    return value;
  }

  /** An object in it; `allowed` says what it may look like. */
  public section(key: string, allowed?: string): Section | undefined {
    return this.asSection(this.take(key), [key], allowed);
  }

  /** A list in it, entry by entry. */
  public list(key: string): unknown[] | undefined {
    const value = this.take(key);
    if (value !== undefined && !Array.isArray(value)) {
      this.note(key, { given: value, allowed: "a list in square brackets", remedy: `write "${key}" as a list` });
      return undefined;
    }
    return value;
  }

  /** A list of texts. */
  public texts(key: string): string[] | undefined {
    return this.list(key)?.flatMap((entry, index) => {
      if (typeof entry === "string") {
        return [entry];
      }
      this.noteEntry(key, index, {
        given: entry,
        allowed: "a text in double quotes",
        remedy: "write the entry as a text",
      });
      return [];
    });
  }

  /** Notes a problem of an entry of a list. */
  public noteEntry(key: string, index: number, finding: Finding | undefined): void {
    this.noteAt([key, index], finding);
  }

  /** Notes a problem of something deeper in it. */
  public noteAt(path: (string | number)[], finding: Finding | undefined): void {
    if (finding) {
      this.problems.push({ ...finding, where: pointer([...this.path, ...path]) });
    }
  }

  /** An entry of a list, as an object. */
  public entry(key: string, index: number, value: unknown): Section | undefined {
    return this.asSection(value, [key, index]);
  }

  /** The value of a key as it stands there. */
  public take(key: string): unknown {
    this.asked.add(key);
    return this.has(key) ? this.value[key] : undefined;
  }

  /** Notes every key that was not asked for. */
  public close(): void {
    for (const key of this.keys.filter((name) => !this.asked.has(name))) {
      this.note(key, {
        given: `the key "${key}"`,
        allowed: [...this.asked].join(", "),
        remedy: /password|secret|token|credential|(^|_)key$/i.test(key)
          ? "take it out: the file holds no secrets; passwords and signed addresses are Terraform variables"
          : "mend its spelling, or take it out",
      });
    }
  }

  private asSection(value: unknown, path: (string | number)[], allowed?: string): Section | undefined {
    if (value === undefined) {
      return undefined;
    }
    const full = [...this.path, ...path];
    if (!isObject(value)) {
      this.problems.push({
        where: pointer(full),
        given: value,
        allowed: allowed ?? "an object in curly brackets",
        remedy: "write it as an object",
      });
      return undefined;
    }
    return new Section(value, full, this.problems);
  }
}

/** What is wrong with a text that has to be one of a few, if anything. */
export function checkChoice(value: string, allowed: readonly string[]): Finding | undefined {
  return allowed.includes(value)
    ? undefined
    : { given: value, allowed: allowed.map((name) => `"${name}"`).join(", "), remedy: "choose one of these" };
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
