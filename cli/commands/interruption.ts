/* Ctrl+C, an end that another program asks for, a terminal that is closed. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Turns the end that a person or a system asks for into a signal, so that what was made can be removed first. */
export class Interruption {
  private readonly controller = new AbortController();
  private readonly onSignal = (): void => {
    if (this.controller.signal.aborted) {
      // A second time means at once.
      process.exit(2);
    }
    console.error("Ending: what this test made is removed first. Once more ends at once, and leaves it there.");
    this.controller.abort();
  };

  public constructor() {
    SIGNALS.forEach((name) => process.on(name, this.onSignal));
  }

  /** Is aborted when somebody asks for the end. */
  public get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Listens no longer. */
  public end(): void {
    SIGNALS.forEach((name) => process.removeListener(name, this.onSignal));
  }
}
