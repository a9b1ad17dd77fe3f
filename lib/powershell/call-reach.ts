import type { CommandCall } from "./command-call";

/** Which calls of a script run: always, perhaps, or never. */
export class CallReach {
  /* Functions that every run calls, and those that one may call; each with the place in the script where it first does. */
  private readonly certain: ReadonlyMap<string, number>;
  private readonly possible: ReadonlyMap<string, number>;

  /**
   * @param functions the names of the script's functions, in small letters
   * @param isDynamic whether the script may call what does not stand in it
   */
  public constructor(
    calls: readonly CommandCall[],
    private readonly functions: ReadonlySet<string>,
    private readonly isDynamic: boolean,
  ) {
    this.certain = reached(calls, ({ around }) => !around.isConditional);
    this.possible = reached(calls, () => true);
  }

  /** Whether a call can run at all: it stands in no function, or in one that is called. */
  public mayRun({ around: { functionName } }: CommandCall): boolean {
    // A class has methods, and what runs a text may call anything.
    return (
      functionName === undefined ||
      this.isDynamic ||
      !this.functions.has(functionName.toLowerCase()) ||
      this.possible.has(functionName.toLowerCase())
    );
  }

  /** Whether a call runs in every run: it stands in no branch, and in no function that is called in one only. */
  public isCertain({ around: { functionName, isConditional } }: CommandCall): boolean {
    return !isConditional && (functionName === undefined || this.certain.has(functionName.toLowerCase()));
  }

  /** Where a call runs first: its own place, or that of the call that leads to its function. */
  public runsAt({ at, around: { functionName } }: CommandCall): number {
    return functionName === undefined ? at : (this.possible.get(functionName.toLowerCase()) ?? at);
  }
}

/* The commands that a script comes to by some of its calls, with the first place outside of functions that leads there. */
function reached(calls: readonly CommandCall[], counts: (call: CommandCall) => boolean): Map<string, number> {
  const inside = new Map<string | undefined, CommandCall[]>();
  for (const call of calls.filter(counts)) {
    const name = call.around.functionName?.toLowerCase();
    const others = inside.get(name) ?? [];
    others.push(call);
    inside.set(name, others);
  }
  const found = new Map<string, number>();
  for (const start of inside.get(undefined) ?? []) {
    const open = [start];
    for (const call of open) {
      const name = call.name.toLowerCase();
      if (!found.has(name)) {
        found.set(name, start.at);
        inside.get(name)?.forEach((inner) => open.push(inner));
      }
    }
  }
  return found;
}
