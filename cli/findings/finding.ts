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

/** `missing` and `wrong` are faults; `unknown` is what cannot be told from outside, or was not allowed to be read. */
type StepState = "ok" | "missing" | "wrong" | "unknown";

/** Something that can be wrong in a tenant. In its texts a word in angle brackets is filled in. */
export interface FindingKind {
  readonly step: StepName;
  readonly state: Exclude<StepState, "ok">;
  /** Whether nothing can be said because the sign-in may not read it. */
  readonly isUnreadable?: boolean;
  /** What `doctor` says that it saw. */
  readonly seen: string;
  /** What that means, for the documentation. */
  readonly meaning: string;
  /** The key of the configuration to set, or the command to run. */
  readonly remedy: string;
}

/** What was found at one step. */
export interface Finding {
  readonly step: StepName;
  readonly state: StepState;
  readonly isUnreadable: boolean;
  readonly seen: string;
  readonly remedy: string;
}

/** A finding of a kind, with the words of this tenant. */
export function finding(kind: FindingKind, words: { readonly [name: string]: string } = {}): Finding {
  const fill = (text: string) =>
    text.replace(/<(\w[\w ]*)>/g, (placeholder, name: string) => oneLine(words[name] ?? placeholder));
  const { step, state, isUnreadable = false } = kind;
  return { step, state, isUnreadable, seen: fill(kind.seen), remedy: fill(kind.remedy) };
}

/** That a step is in order. */
export function inOrder(step: StepName, seen: string): Finding {
  return { step, state: "ok", isUnreadable: false, seen: oneLine(seen), remedy: "" };
}

/* A tenant's text may not break a line or move a cursor. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g, " ").trim();
}
