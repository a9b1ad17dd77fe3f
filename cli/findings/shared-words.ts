import { AutomationExchangeModule, ExchangeOnline } from "cdktf-exchange-managed-identity";
import type { FindingKind, StepName } from "./finding";

/** How the modules that every connection needs are imported. */
export const IMPORT_REQUIRED_MODULES = `import ${AutomationExchangeModule.requiredModules()
  .map(({ name, version }) => `${name} ${version}`)
  .join(", then ")}`;

/** How a tenant gets Exchange Online's service principal. */
export const ADD_EXCHANGE_ONLINE = `an administrator runs once: az ad sp create --id ${ExchangeOnline.APPLICATION_ID}`;

/** What to do where the file may say so already. */
export const set = (key: string) => `set ${key} and apply (if the file says so already, only apply)`;

/** The kind for what could not be read at a step. */
export function unreadable(step: StepName, what: string): FindingKind {
  return {
    step,
    state: "unknown",
    isUnreadable: true,
    seen: `${what} could not be read: <reason>`,
    meaning:
      "The signed-in account lacks a right, or the service did not answer. Everything else is read all the same.",
    byHand: "give the account the right that is named, and run doctor again",
  };
}
