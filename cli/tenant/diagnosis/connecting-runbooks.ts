import { ConnectCall, definedIn } from "cdktf-exchange-managed-identity/internal";
import type { RunbookState } from "../reading/automation-account";
import { valueOr } from "../reading/reading";
import type { TenantState } from "../reading/tenant";

/** A runbook whose script connects to Exchange Online. */
export interface ConnectingRunbook {
  readonly runbook: RunbookState;
  /** Undefined if the script is nested too deeply to be read. */
  readonly calls?: readonly ConnectCall[];
  /** Whether the script has a function of this name. */
  readonly defines: (command: string) => boolean;
}

/** The runbooks that connect to Exchange Online. */
export function connectingRunbooks({ runbooks }: Pick<TenantState, "runbooks">): readonly ConnectingRunbook[] {
  return valueOr(runbooks, []).flatMap((runbook) => {
    const script = runbook.script.state === "read" ? runbook.script.value : "";
    // Most runbooks of an account have nothing to do with Exchange, and are not read as a whole.
    const calls = /Connect-ExchangeOnline/i.test(script) ? callsIn(script) : [];
    const defines = (command: string) => calls !== undefined && definedIn(script, command);
    return calls === undefined || calls.length > 0 ? [{ runbook, calls, defines }] : [];
  });
}

/* Brackets are read one in another: of a script with thousands of them nothing can be said. */
function callsIn(script: string): readonly ConnectCall[] | undefined {
  try {
    return ConnectCall.inScript(script);
  } catch (error) {
    if (error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}
