import { setTimeout as sleep } from "node:timers/promises";
import type { Expectation } from "../diagnosis/expectation";
import type { StepFinding, StepFindings } from "../findings/finding";
import type { ReadClient } from "../reading/read-client";
import { type Reading, unreadable } from "../reading/reading";
import { CannotRead } from "../reading/sign-in";
import type { IdentityRights, TenantState } from "../reading/tenant";
import type { WriteClient } from "../reading/write-client";

/** One test of a set-up. */
export interface Trial {
  readonly reader: ReadClient;
  readonly writer: WriteClient;
  readonly state: TenantState;
  readonly expectation: Expectation;
  /** The identity that connects, if it is known which it is. */
  readonly identity?: IdentityRights;
  /** Reads it again, with the rights that it has now. */
  readonly identityNow: () => Promise<IdentityRights | undefined>;
  readonly findings: StepFindings;
  /** Shows a line of what runs, as it comes. */
  readonly show: (line: string) => void;
  /** Ends the test: a person pressed Ctrl+C, or closed the terminal. */
  readonly interrupted: AbortSignal;
  readonly pace: Pace;
  /** When the test gives up, in milliseconds since the epoch. */
  readonly deadline: number;
  readonly minutes: number;
}

/** How long a test waits between two looks, and between two tries, in milliseconds. */
export interface Pace {
  readonly look: number;
  readonly tryAgain: number;
}

/** How one run ended. */
export interface Outcome {
  /** `completed`, `failed`, …, in words. */
  readonly ended: string;
  readonly hasSucceeded: boolean;
  /** What it printed as its output, without the lines that say that it waits. */
  readonly output: readonly string[];
  /** What it said of errors. */
  readonly errors: readonly string[];
}

/** An end of the test without an outcome: what has to be said. */
export class NoOutcome extends Error {
  public constructor(public readonly finding: StepFinding) {
    super(finding.seen);
  }
}

/** What runs, and how a person looks at it. */
export interface Run {
  /** In words. */
  readonly what: string;
  readonly where: string;
}

/**
 * A reading while something runs: a network that is away for a moment is no end of the test. An interruption ends it at once;
 * what still comes is not waited for.
 */
export async function readingOf<T>(
  { interrupted }: Pick<Trial, "interrupted">,
  read: () => Promise<Reading<T>>,
): Promise<Reading<T>> {
  const over = new AbortController();
  const stopped = new Promise<Reading<T>>((resolve) => {
    const stop = () => resolve(unreadable("timeout", "the test was interrupted"));
    interrupted.addEventListener("abort", stop, { once: true, signal: over.signal });
    if (interrupted.aborted) {
      stop();
    }
  });
  try {
    return await Promise.race([read(), stopped]);
  } catch (error) {
    if (error instanceof CannotRead) {
      return unreadable("timeout", error.message);
    }
    throw error;
  } finally {
    over.abort();
  }
}

/** Waits; less if the test is interrupted. Returns whether it may go on. */
export async function pause(milliseconds: number, { interrupted }: Pick<Trial, "interrupted">): Promise<boolean> {
  try {
    await sleep(milliseconds, undefined, { signal: interrupted });
    return true;
  } catch {
    return false;
  }
}

/** Whether the time for the test is over. */
export function isOver({ deadline }: Pick<Trial, "deadline">): boolean {
  return Date.now() >= deadline;
}
