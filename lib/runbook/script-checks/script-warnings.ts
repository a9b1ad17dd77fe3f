import { AutomationExchangeModule } from "../../exchange-module/automation-exchange-module";
import { AutomationAccountHost } from "../../host/automation-account/automation-account-host";
import { almostMarkersIn, CONNECT_MARKER } from "../../powershell/connect-marker";
import type { ExchangeRunbookProps } from "../exchange-runbook-props";
import { connectionWarnings } from "./connection-warnings";
import { graphAndExchangeWarnings } from "./graph-and-exchange-warnings";
import { moduleUseWarnings } from "./module-use-warnings";
import { requirementWarnings } from "./requirement-warnings";
import { linesOf, type ScriptContext } from "./script-context";
import { secretWarnings } from "./secret-warnings";
import { unattendedWarnings } from "./unattended-warnings";

/** What should be known about the script of a runbook before it runs. */
export function scriptWarnings(props: ExchangeRunbookProps): string[] {
  const context = contextOf(props);
  if (context === undefined) {
    return [];
  }
  const { script, runtime } = context;
  const only = script.onlyDeclaration;
  if (only !== undefined) {
    return [
      `The script only defines the ${only.kind} ${only.name}: a PowerShell runbook in ${runtime.toString()} defines it, and ends. ${only.kind === "workflow" ? "Make it a function, and call it" : "Compile it as a DSC configuration of the account, not as a runbook"}.`,
    ];
  }
  return [
    ...connectionWarnings(context),
    ...graphAndExchangeWarnings(context),
    ...requirementWarnings(context),
    ...moduleUseWarnings(context),
    ...unattendedWarnings(context),
    ...secretWarnings(context),
    ...markerWarnings(props),
  ];
}

function markerWarnings({ script, connect }: ExchangeRunbookProps): string[] {
  if (connect === false) {
    return script?._isMarked
      ? [
          `The script has the line "${CONNECT_MARKER}", and "connect" is false: nothing is inserted there. Remove the line, or "connect".`,
        ]
      : [];
  }
  const description = script?._description;
  const [almost] = description && !script._isMarked ? almostMarkersIn(description) : [];
  return description && almost
    ? [
        `A comment ${linesOf(description, [{ at: almost.start }])} looks like the place of the connection and is none: nothing is inserted there. It has to be "${CONNECT_MARKER}" and nothing else, on a line of its own.`,
      ]
    : [];
}

/* Undefined where only Terraform knows the script, and for the verification. */
function contextOf({ script, connect, connection, module, account }: ExchangeRunbookProps): ScriptContext | undefined {
  const description = script?._description;
  if (description === undefined) {
    return undefined;
  }
  const isNew = account.importId === undefined;
  const identityType = account instanceof AutomationAccountHost ? account.resource.identityInput?.type : undefined;
  return {
    script: description,
    connectsAt: connect === false ? undefined : script?._connectsAt,
    connection,
    runtime: module.runtime,
    exchangeVersion: module.version,
    modules: module instanceof AutomationExchangeModule ? module._otherModules : undefined,
    hasOnlyThese: isNew || module.runtime.isRuntimeEnvironment,
    hasOnlyThisIdentity: identityType === "SystemAssigned" || identityType === "UserAssigned",
  };
}
