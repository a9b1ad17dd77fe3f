import { Token } from "cdktf";
import { keyOf, hostNameOf } from "../azure/host-key";
import type { IAutomationAccount } from "../azure/i-automation-account";
import { AutomationExchangeModule } from "../exchange-module/automation-exchange-module";
import type { IExchangeModule } from "../exchange-module/exchange-module";
import { ExchangeConnection } from "../exchange-online/exchange-connection";
import type { IExchangeHost } from "../host/i-exchange-host";
import { OWN_IDENTITY } from "../host/host-base";
import type { ManagedIdentity } from "../identity/managed-identity";
import type { Finding } from "../validation/finding";
import { Findings } from "../validation/findings";
import { NOT_SHOWN, TextRule } from "../validation/text-rule";
import { addTypes, TRUE_OR_FALSE, instanceOf, optional, providerOf, type Types } from "../validation/type-check";
import type { ExchangeRunbookProps } from "./exchange-runbook-props";
import { addParameterFindings } from "./runbook-parameters";
import { RunbookSchedule } from "./runbook-schedule";
import { RunbookScript } from "./runbook-script";
import { addScriptParameterFindings } from "./script-checks/parameter-findings";
import { addTagFindings } from "../azure/tags";

/** The rule for the name of a runbook. */
export const RUNBOOK_NAME: TextRule = TextRule.of({
  pattern: "^[0-9A-Za-z][-_0-9A-Za-z]{0,62}$",
  allowed: "1 to 63 letters, digits, '-' and '_', the first a letter or a digit",
  remedy: "give the name of a runbook as Azure allows it",
});

/** Checks the types of what a runbook cannot be without, for programs that TypeScript does not check. */
export function runbookTypes({ account, module, connection }: ExchangeRunbookProps): Findings {
  const findings = new Findings();
  findings.add(
    "account",
    typeof account?.hostName === "string"
      ? undefined
      : { given: account, allowed: "an Automation account", remedy: "pass an AutomationAccountHost" },
  );
  findings.add(
    "module",
    Array.isArray(module?.dependables)
      ? undefined
      : { given: module, allowed: "a module on the account", remedy: 'pass account.addExchangeModule("Module")' },
  );
  addTypes(findings, { connection }, { connection: instanceOf(ExchangeConnection, "new ExchangeConnection({ … })") });
  return findings;
}

/** The types of what a runbook may be without. */
export const RUNBOOK_TYPES: Types = {
  script: optional(instanceOf(RunbookScript, 'RunbookScript.fromFile("scripts/weekly.ps1")')),
  schedule: optional(instanceOf(RunbookSchedule, 'RunbookSchedule.daily({ at: "02:00" })')),
  connect: optional(TRUE_OR_FALSE),
};

/** Checks the properties of a runbook. */
export function runbookFindings(props: ExchangeRunbookProps): Findings {
  const { account, module } = props;
  const findings = new Findings();
  findings.add("name", RUNBOOK_NAME.check(props.name));
  addTypes(findings, props, { ...RUNBOOK_TYPES, azurerm: optional(providerOf("azurerm")) });
  addTagFindings(findings, props.tags);
  findings.add("connection", checkIdentity(props));
  findings.add("module", checkModule(account, module));
  findings.add("description", RUNBOOK_DESCRIPTION._checkOptional(props.description));
  findings.add("connect", typeof props.connect === "boolean" ? checkConnect(props) : undefined);
  const areSound = addParameterFindings(findings, props);
  addScriptFindings(findings, props, areSound);
  return findings;
}

/* What the script itself says: where a connection can be inserted, and what its scheduled runs have to give it. */
function addScriptFindings(findings: Findings, props: ExchangeRunbookProps, areParametersSound: boolean): void {
  const { script, connect, schedule, parameters } = props;
  if (!(script instanceof RunbookScript)) {
    return;
  }
  findings.add("script", connect === false ? undefined : script._checkConnection());
  if (script._description && schedule !== undefined && areParametersSound && !Token.isUnresolved(parameters)) {
    addScriptParameterFindings(findings, script._description, parameters);
  }
}

/** The rule for the description of a runbook. */
export const RUNBOOK_DESCRIPTION = TextRule.of({
  pattern: `^[^${NOT_SHOWN}]{1,512}$`,
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

/*
 * A connection of an identity that the account certainly does not carry. What an existing account carries besides is not
 * known, nor whose ids a program gives.
 */
function checkIdentity({ account, connection }: ExchangeRunbookProps): Finding | undefined {
  const identity = connection._identity;
  const owner = identity && ownerOf(identity);
  const isOfAccount =
    identity === undefined ||
    owner === undefined ||
    (owner === "itself"
      ? carriesUserAssigned(account, identity)
      : owner.join().toLowerCase() === keyOf(account).join().toLowerCase());
  return isOfAccount
    ? undefined
    : {
        given: `the connection of an identity that the account ${hostNameOf(account)} does not carry`,
        allowed: "a connection of the account's own identity, or of the user-assigned one that it was given",
        remedy: "give the account this identity when it is created, or connect with the one that it carries",
      };
}

function carriesUserAssigned(account: IAutomationAccount, identity: ManagedIdentity): boolean {
  const isNew = "_key" in account && account.importId === undefined;
  const carried = (account as Partial<IExchangeHost>).userAssignedIdentity?.managedIdentity;
  return (
    !isNew ||
    (carried !== undefined &&
      (carried.principalId === identity.principalId ||
        carried._key.join().toLowerCase() === identity._key.join().toLowerCase()))
  );
}

/* The key of the host whose own identity it is; "itself" for a user-assigned one; undefined where it is not known. */
function ownerOf({ _key: [kind, ...rest] }: ManagedIdentity): string[] | "itself" | undefined {
  switch (kind) {
    case OWN_IDENTITY:
      return rest;
    case "user-assigned identity":
      return "itself";
    default:
      return undefined;
  }
}

function checkModule(account: IAutomationAccount, module: IExchangeModule): Finding | undefined {
  return module instanceof AutomationExchangeModule && keyOf(module.account).join() !== keyOf(account).join()
    ? {
        given: `the module of ${hostNameOf(module.account)}, and the account ${hostNameOf(account)}`,
        allowed: "a module and a runbook of the same account",
        remedy: "install the module on the account that runs the runbook",
      }
    : undefined;
}
