import type { IConstruct } from "constructs";

/** An Automation account, as what is installed in it has to know it. */
export interface IAutomationAccount extends IConstruct {
  /** The Azure resource id of the account. */
  readonly hostId: string;
  /** The name of the account, known once the account is there. */
  readonly hostName: string;
  /** The name of its resource group. */
  readonly resourceGroupName: string;
  /**
   * The Azure resource id of an account that was there before this stack, from what is read before anything is
   * written; undefined for a new account.
   */
  readonly idBefore?: string;
  /** The Azure location of the account. */
  readonly location: string;
}
