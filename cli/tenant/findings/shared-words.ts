import { AutomationExchangeModule, ExchangeOnline } from "cdktf-exchange-managed-identity";
import type { FindingKind, StepName } from "./finding";

/** How the modules that every connection needs are imported. */
export const IMPORT_REQUIRED_MODULES = `import ${AutomationExchangeModule.requiredModules()
  .map(({ name, version }) => `${name} ${version}`)
  .join(", then ")}`;

/** The command that gives a tenant Exchange Online's service principal. */
export const ADD_EXCHANGE_ONLINE = `az ad sp create --id ${ExchangeOnline.APPLICATION_ID}`;

/** What to do where the file may say so already. */
export const set = (key: string) => `set ${key} and apply (if the file says so already, only apply)`;

/** The kind for what could not be read at a step. */
export function unreadableKind(step: StepName, what: string): FindingKind {
  return {
    step,
    state: "unknown",
    isUnreadable: true,
    seen: `${what} could not be read: <reason>`,
    meaning: "What could not be read is neither correct nor wrong. Everything else is read all the same.",
    byHand: "<remedy>",
  };
}
