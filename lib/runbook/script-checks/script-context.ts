import type { ModuleVersion } from "../../exchange-module/module-version";
import type { PowerShellRuntime } from "../../exchange-module/powershell-runtime";
import type { ExchangeConnection } from "../../exchange-online/exchange-connection";
import type { ScriptDescription } from "../../powershell/script-description";

/** A module beside ExchangeOnlineManagement in the runtime of a runbook. */
export interface InstalledModule {
  readonly name: string;
  readonly version: string;
}

/** What a script is judged by. */
export interface ScriptContext {
  readonly script: ScriptDescription;
  /** Where the connection is inserted in the script; undefined where none is. */
  readonly connectsAt?: number;
  readonly connection: ExchangeConnection;
  readonly runtime: PowerShellRuntime;
  readonly exchangeVersion: ModuleVersion;
  /** The other modules that the stack installs in the runtime; undefined where they are not known. */
  readonly modules?: readonly InstalledModule[];
  /** Whether the runtime has no other modules than those: a new account's, or a runtime environment. */
  readonly hasOnlyThese: boolean;
  /** Whether the account carries no other identity than the connection's. */
  readonly hasOnlyThisIdentity: boolean;
}

/** The words that say where in a script some things stand: `in line 3`, `in lines 3, 8 and 2 more`. */
export function linesOf(script: ScriptDescription, places: readonly { readonly at: number }[]): string {
  const lines = [...new Set(places.map(({ at }) => script.lineOf(at)))];
  const shown = lines.slice(0, 3).join(", ");
  const more = lines.length > 3 ? ` and ${lines.length - 3} more` : "";
  return `${lines.length === 1 ? "in line" : "in lines"} ${shown}${more}`;
}
