import type { PowerShellRuntime } from "../exchange-module/powershell-runtime";
import type { RunbookSchedule } from "../runbook/runbook-schedule";
import type { RunbookScript } from "../runbook/runbook-script";

/** A runbook of an `ExchangeManagedIdentity`. */
export interface ExchangeRunbookChoice {
  /** The name: 1 to 63 letters, digits, `-` and `_`, the first a letter or a digit. */
  readonly name: string;

  /**
   * The runtime, one of the module's.
   *
   * @default - the first of the module's
   */
  readonly runtime?: PowerShellRuntime;

  /**
   * A PowerShell script, which the connection is inserted into.
   *
   * @default - the verification: lists the accepted domains, and disconnects
   */
  readonly script?: RunbookScript;

  /**
   * When it starts by itself.
   *
   * @default - never
   */
  readonly schedule?: RunbookSchedule;

  /**
   * The parameters of its scheduled runs, by name: texts, numbers, true or false.
   *
   * @default - none
   */
  readonly parameters?: { [name: string]: string | number | boolean };

  /**
   * What the runbook does, for people: at most 512 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * Whether the connection is inserted into the script. Turn it off for a script that does not need Exchange, or that
   * connects by itself.
   *
   * @default true
   */
  readonly connect?: boolean;
}
