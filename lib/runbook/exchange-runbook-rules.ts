import { keyOf, nameOf } from "../azure/host-key";
import type { IAutomationAccount } from "../azure/i-automation-account";
import { AutomationExchangeModule } from "../exchange-module/automation-exchange-module";
import type { IExchangeModule } from "../exchange-module/exchange-module";
import { ExchangeConnection } from "../exchange-online/exchange-connection";
import type { Finding } from "../validation/finding";
import { Findings } from "../validation/findings";
import { TextRule } from "../validation/text-rule";
import {
  checkClass,
  checkOptionalBoolean,
  checkOptionalClass,
  checkOptionalProvider,
  checkOptionalTexts,
} from "../validation/type-check";
import type { ExchangeRunbookProps } from "./exchange-runbook-props";
import { addParameterFindings } from "./runbook-parameters";
import { RunbookSchedule } from "./runbook-schedule";
import { RunbookScript } from "./runbook-script";

/** The rule for the name of a runbook. */
export const RUNBOOK_NAME: TextRule = TextRule.of({
  pattern: "^[0-9A-Za-z][-_0-9A-Za-z]{0,62}$",
  allowed: "1 to 63 letters, digits, '-' and '_', the first a letter or a digit",
  remedy: "give the name of a runbook as Azure allows it",
});

/** Checks the properties of a runbook. */
export function runbookFindings(props: ExchangeRunbookProps): Findings {
  const { account, module } = props;
  const findings = new Findings();
  findings.add("name", RUNBOOK_NAME.check(props.name));
  findings.add("connection", checkClass(props.connection, ExchangeConnection, "new ExchangeConnection({ … })"));
  findings.add(
    "script",
    checkOptionalClass(props.script, RunbookScript, 'RunbookScript.fromFile("scripts/weekly.ps1")'),
  );
  findings.add(
    "schedule",
    checkOptionalClass(props.schedule, RunbookSchedule, 'RunbookSchedule.daily({ at: "02:00" })'),
  );
  findings.add("tags", checkOptionalTexts(props.tags));
  findings.add("provider", checkOptionalProvider(props.provider, "azurerm"));
  findings.add("module", checkModule(account, module));
  findings.add("description", RUNBOOK_DESCRIPTION._checkOptional(props.description));
  findings.add("connect", checkOptionalBoolean(props.connect) ?? checkConnect(props));
  addParameterFindings(findings, props);
  return findings;
}

/** The rule for the description of a runbook. */
export const RUNBOOK_DESCRIPTION = TextRule.of({
  pattern: "^[^\\p{Cc}]{1,512}$",
  allowed: "1 to 512 characters on one line",
  remedy: "write one line, or leave the description out",
});

function checkConnect({ connect, script }: ExchangeRunbookProps): Finding | undefined {
  return connect === false && script === undefined
    ? {
        given: "no connection, and no script",
        allowed: "a script, where the connection is turned off",
        remedy: "name the script, or leave connect out",
      }
    : undefined;
}

function checkModule(account: IAutomationAccount, module: IExchangeModule): Finding | undefined {
  return module instanceof AutomationExchangeModule && keyOf(module.account).join() !== keyOf(account).join()
    ? {
        given: `the module of ${nameOf(module.account)}, and the account ${nameOf(account)}`,
        allowed: "a module and a runbook of the same account",
        remedy: "install the module on the account that runs the runbook",
      }
    : undefined;
}
