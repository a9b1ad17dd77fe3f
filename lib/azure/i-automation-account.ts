import type { IConstruct } from "constructs";

/** An Automation account: what modules, runbooks and schedules have to know of it. */
export interface IAutomationAccount extends IConstruct {
  /** The Azure resource id of the account. */
  readonly hostId: string;

  /** The name of the account; a reference, so that whoever uses it waits for the account. */
  readonly hostName: string;

  /** The name of its resource group. */
  readonly resourceGroupName: string;

  /**
   * The Azure resource id of an existing or adopted account, read before anything is written: import blocks need it.
   *
   * @default - none: the account is new
   */
  // By name too, for exactOptionalPropertyTypes: the library has a getter.
  readonly importId?: string | undefined;

  /** The Azure location of the account. */
  readonly location: string;
}
