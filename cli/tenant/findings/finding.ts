import { masked, oneLine } from "./shown-text";

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
  /** Whether a right, a sign-in or the network would show what could not be read. */
  readonly isUnreadable?: boolean;
  /** What `doctor` says that it saw. */
  readonly seen: string;
  readonly meaning: string;
  /** What to do with a configuration: a sentence. */
  readonly configured?: string;
  /** What to do without one: a sentence. */
  readonly byHand?: string;
  /** A command that does it, which can be pasted; with a configuration it is given where that has no sentence of its own. */
  readonly command?: string;
}

/** What was found at one step. */
export interface StepFinding {
  readonly step: StepName;
  readonly state: StepState;
  readonly isUnreadable: boolean;
  readonly seen: string;
  /** Why that matters; empty where all is well. */
  readonly reason: string;
  /** What to do: a sentence, or a command that can be pasted, or both on a line each; empty where there is nothing to do. */
  readonly remedy: string;
}

/** The words of a tenant, for the texts of a finding. */
export interface Words {
  readonly [name: string]: string;
}

/** Makes the findings of one set-up. */
export class StepFindings {
  /** @param hasConfiguration whether a configuration describes the set-up, so that it is what has to be changed */
  public constructor(private readonly hasConfiguration: boolean) {}

  /** A finding of a kind, with the words of this tenant. */
  public of(kind: FindingKind, words: Words = {}): StepFinding {
    // A placeholder without a word stays: it is one that the reader fills in.
    const fill = (text: string) =>
      text.replace(/<(\w[\w ]*)>/g, (placeholder, name: string) => shownWord(words[name] ?? placeholder));
    const { step, state, isUnreadable = false, seen, meaning, configured, byHand, command } = kind;
    const lines = this.hasConfiguration && configured !== undefined ? [configured] : [byHand, command];
    return {
      step,
      state,
      isUnreadable,
      seen: fill(seen),
      reason: fill(meaning),
      remedy: lines.flatMap((line) => (line === undefined ? [] : [fill(line)])).join("\n"),
    };
  }

  /** That a step is correct. */
  public inOrder(step: StepName, seen: string): StepFinding {
    return { step, state: "ok", isUnreadable: false, seen: shownWord(seen), reason: "", remedy: "" };
  }

  /** That a step was not looked at; `isUnreadable` if a right, a sign-in or the network would change that. */
  public notLookedAt(step: StepName, reason: string, isUnreadable: boolean): StepFinding {
    const seen = `not looked at: ${shownWord(reason)}`;
    return { step, state: "unknown", isUnreadable, seen, reason: "", remedy: "" };
  }
}

function shownWord(text: string): string {
  return oneLine(masked(text));
}
