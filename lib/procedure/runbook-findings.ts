import type { PowerShellRuntime } from "../exchange-module/powershell-runtime";
import type { Finding, Place } from "../validation/finding";
import { Findings } from "../validation/findings";
import type { ExchangeManagedIdentityProps, ExchangeRunbookChoice } from "./exchange-managed-identity-props";
import { plainText } from "../text/terraform-text";

/** A runbook, and the place of its properties. */
export interface PlacedRunbook {
  readonly place: Place;
  readonly runbook: ExchangeRunbookChoice;
}

/** The runbooks with their places. */
export function runbooksOf({ runbooks = [] }: ExchangeManagedIdentityProps): PlacedRunbook[] {
  return runbooks.map((runbook, index) => ({ place: ["runbooks", index], runbook }));
}

/** Checks the runbooks as a list. */
export function runbookListFindings({ runbooks }: ExchangeManagedIdentityProps): Findings {
  const findings = new Findings();
  if (runbooks === undefined) {
    return findings;
  }
  findings.add(
    "runbooks",
    runbooks.length > 0
      ? undefined
      : { given: [], allowed: "one runbook or more", remedy: "name one, or leave it out" },
  );
  const names = runbooks.map(({ name }) => plainText(String(name))?.toLowerCase());
  names.forEach((name, index) => {
    const isTwice = name !== undefined && names.indexOf(name) !== index;
    findings.add(
      ["runbooks", index, "name"],
      isTwice
        ? { given: runbooks[index].name, allowed: "each name once", remedy: "rename one of the two runbooks" }
        : undefined,
    );
  });
  return findings;
}

/** What is wrong with the runtime of a runbook, if anything. */
export function checkRunbookRuntime(
  runtime: PowerShellRuntime | undefined,
  runtimes: PowerShellRuntime[],
): Finding | undefined {
  return runtime === undefined || runtimes.includes(runtime)
    ? undefined
    : {
        given: runtime.version,
        allowed: runtimes.map(({ version }) => `"${version}"`).join(", "),
        remedy: "choose a runtime that the module is installed for, or install it there too",
      };
}

/** The finding for a runbook on a host that is no Automation account. */
const NO_RUNBOOK: Finding = {
  given: "a runbook on a host that is no Automation account",
  allowed: "a runbook on an Automation account",
  remedy: "remove the runbook: a script on the host starts with the connect command",
};

/** Checks what only an Automation account has. */
export function automationOnlyFindings(props: ExchangeManagedIdentityProps): Findings {
  const findings = new Findings();
  findings.add("runbooks", props.runbooks === undefined ? undefined : NO_RUNBOOK);
  const jobs = { allowed: "on an Automation account", remedy: "remove it: only an Automation account has jobs" };
  for (const [property, given] of [
    ["diagnostics", "the logs of jobs on a host that has none"],
    ["alert", "an alert on jobs on a host that has none"],
  ] as const) {
    findings.add(property, props[property] === undefined ? undefined : { given, ...jobs });
  }
  return findings;
}
