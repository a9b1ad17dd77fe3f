import type { PowerShellRuntime } from "../exchange-module/powershell-runtime";
import type { ExchangeRunbookOptions } from "../runbook/exchange-runbook-props";

/** A runbook of an `ExchangeManagedIdentity`. */
export interface ExchangeRunbookChoice extends ExchangeRunbookOptions {
  /**
   * The runtime, one of the module's.
   *
   * @default - the first of the module's
   */
  readonly runtime?: PowerShellRuntime;
}
