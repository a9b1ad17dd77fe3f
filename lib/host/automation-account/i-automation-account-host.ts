import type { IAutomationAccount } from "../../azure/i-automation-account";
import type { IExchangeHost } from "../i-exchange-host";

/** An Automation account as a host, which runs runbooks. */
export interface IAutomationAccountHost extends IExchangeHost, IAutomationAccount {
  /** The account: the host itself, or what a class of your own wraps. */
  readonly automationAccount: IAutomationAccount;
}

/** The Automation account of a host; undefined for a host of another kind. Internal. */
export function automationAccountOf(host: IExchangeHost): IAutomationAccount | undefined {
  return (host as Partial<IAutomationAccountHost>).automationAccount;
}
