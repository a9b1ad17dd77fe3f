import type { ITerraformDependable } from "cdktf";
import type { IAutomationAccount } from "../azure/i-automation-account";
import type { IExchangeModule } from "../exchange-module/exchange-module";
import type { PowerShellRuntime } from "../exchange-module/powershell-runtime";
import type { ExchangeConnection } from "../exchange-online/exchange-connection";
import { ExchangeRunbook } from "../runbook/exchange-runbook";
import { RunbookAlert } from "../runbook/runbook-alert";
import { RunbookDiagnostics } from "../runbook/runbook-diagnostics";
import { RunbookScript } from "../runbook/runbook-script";
import { childrenFirst, childRunbooksOf } from "../runbook/script-checks/child-runbooks";
import type { Procedure } from "./procedure";
import { checkRunbookRuntime, runbookListFindings, type PlacedRunbook, runbooksOf } from "./runbook-findings";
import { plainText } from "../text/terraform-text";

/** What the runbooks need. Internal. */
export interface RunbookContext {
  readonly account: IAutomationAccount;
  readonly runtimes: PowerShellRuntime[];
  readonly modules: IExchangeModule[];
  readonly connection: ExchangeConnection;
  /** The permissions and the roles, which a first run needs. */
  readonly rights: ITerraformDependable[];
}

/** Adds the runbooks, in the order given. One that another one starts is published before it. */
export function addRunbooks({ scope, props, validation }: Procedure, context: RunbookContext): ExchangeRunbook[] {
  const { account, runtimes, modules, connection, rights } = context;
  const { tags, azurerm: provider } = props;
  const findings = runbookListFindings(props);
  findings.report(scope);
  // Of two with one name the second is refused; the others are looked at.
  const entries = runbooksOf(props).filter((_, index) => !findings.all.some(({ place }) => place[1] === index));
  const published = new Map<PlacedRunbook, ExchangeRunbook>();
  for (const entry of childrenFirst(entries, (one) => childrenOf(one, entries))) {
    const { place, runbook } = entry;
    validation.add([...place, "runtime"], checkRunbookRuntime(runbook.runtime, runtimes));
    const module = modules.find(({ runtime }) => runtime === (runbook.runtime ?? runtimes[0])) ?? modules[0];
    if (!module) {
      continue;
    }
    // Azure ignores the case of a name, so the address does too.
    const name = plainText(runbook.name)?.toLowerCase();
    const id = name === undefined ? `Runbook${entries.indexOf(entry) + 1}` : `Runbook-${name}`;
    const children = childrenOf(entry, entries).flatMap((child) => published.get(child)?.resource ?? []);
    const create = () =>
      new ExchangeRunbook(scope, id, {
        ...runbook,
        account,
        module,
        connection,
        dependsOn: [...rights, ...children],
        tags,
        azurerm: provider,
      });
    published.set(entry, validation.at(place, create));
  }
  return entries.flatMap((entry) => published.get(entry) ?? []);
}

function childrenOf({ runbook }: PlacedRunbook, entries: readonly PlacedRunbook[]): PlacedRunbook[] {
  const script = runbook.script instanceof RunbookScript ? runbook.script._description : undefined;
  const names = (script ? childRunbooksOf(script) : []).map((name) => name.toLowerCase());
  return entries.filter((other) => other.runbook !== runbook && names.includes(addressName(other)));
}

function addressName({ runbook }: PlacedRunbook): string {
  return plainText(String(runbook.name))?.toLowerCase() ?? "";
}

/** Sends the logs of the jobs to a workspace. */
export function addDiagnostics(
  { scope, props, validation }: Procedure,
  account: IAutomationAccount,
): RunbookDiagnostics | undefined {
  const { diagnostics, azurerm: provider } = props;
  return (
    diagnostics &&
    validation.at(
      ["diagnostics"],
      () => new RunbookDiagnostics(scope, "Diagnostics", { ...diagnostics, account, azurerm: provider }),
    )
  );
}

/** Alerts on jobs that did not succeed. */
export function addAlert(
  { scope, props, validation }: Procedure,
  account: IAutomationAccount,
  runbooks: ExchangeRunbook[],
): RunbookAlert | undefined {
  const { alert, tags, azurerm: provider } = props;
  return (
    alert &&
    validation.at(
      ["alert"],
      () => new RunbookAlert(scope, "Alert", { ...alert, account, runbooks, tags, azurerm: provider }),
    )
  );
}
