import { oneLine } from "./safe-text";

/** The steps of the guide that `doctor` goes through, in their order. */
export const STEPS = [
  "host",
  "identity",
  "Exchange Online module",
  "Exchange Online service principal",
  "permission",
  "Microsoft Entra role",
  "organization",
  "runbook",
  "job",
] as const;

export type StepName = (typeof STEPS)[number];

/** `missing` and `wrong` are faults; `unknown` is what cannot be told from outside, or may not be read. */
type StepState = "ok" | "missing" | "wrong" | "unknown";

/** Something that can be wrong in a tenant. In its texts a word in angle brackets is filled in. */
export interface FindingKind {
  readonly step: StepName;
  readonly state: Exclude<StepState, "ok">;
  /** Whether nothing can be said of the step, because something could not be read. */
  readonly isUnreadable?: boolean;
  /** What `doctor` says that it saw. */
  readonly seen: string;
  readonly meaning: string;
  /** What to do with a configuration. */
  readonly configured?: string;
  /** What to do without one. */
  readonly byHand: string;
}

/** What was found at one step. */
export interface Finding {
  readonly step: StepName;
  readonly state: StepState;
  readonly isUnreadable: boolean;
  readonly seen: string;
  readonly meaning: string;
  readonly remedy: string;
}

/** The words of a tenant, for the texts of a finding. */
export interface Words {
  readonly [name: string]: string;
}

/** Makes the findings of one set-up. */
export class Findings {
  /** @param hasConfiguration whether a configuration describes the set-up, so that it is what has to be changed */
  public constructor(private readonly hasConfiguration: boolean) {}

  /** A finding of a kind, with the words of this tenant. */
  public of(kind: FindingKind, words: Words = {}): Finding {
    const fill = (text: string) =>
      text.replace(/<(\w[\w ]*)>/g, (placeholder, name: string) => oneLine(words[name] ?? placeholder));
    const { step, state, isUnreadable = false, seen, meaning, configured, byHand } = kind;
    const remedy = this.hasConfiguration && configured !== undefined ? `${configured}; by hand: ${byHand}` : byHand;
    return { step, state, isUnreadable, seen: fill(seen), meaning, remedy: fill(remedy) };
  }

  /** That a step is in order. */
  public inOrder(step: StepName, seen: string): Finding {
    return { step, state: "ok", isUnreadable: false, seen: oneLine(seen), meaning: "", remedy: "" };
  }

  /** That a step was not looked at; `isUnreadable` if it should have been. */
  public notLookedAt(step: StepName, reason: string, isUnreadable: boolean): Finding {
    const seen = `not looked at: ${oneLine(reason)}`;
    return { step, state: "unknown", isUnreadable, seen, meaning: "", remedy: "" };
  }
}
