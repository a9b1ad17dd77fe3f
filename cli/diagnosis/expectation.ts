import type { DirectoryRole } from "cdktf-exchange-managed-identity";

/** What is known of the set-up before it is looked at: from a configuration, or from options. */
export interface Expectation {
  /** The host in words, such as `the Automation account ContosoAzAuto1 in ContosoRG`. */
  readonly host: string;
  /** A cloud, by its name in the configuration. */
  readonly cloud: string;
  readonly organization?: string;
  /** The identity that has the rights: `systemAssigned`, or the name or resource id of a user-assigned one. */
  readonly identity?: string;
  /** Of an Automation account that a configuration describes. */
  readonly module?: { readonly version?: string; readonly runtimes: readonly string[] };
  /** The Microsoft Entra roles that a configuration names. */
  readonly roles: readonly Pick<DirectoryRole, "label" | "templateId" | "scope">[];
  /** Whether rights come from Exchange Online itself too. */
  readonly hasExchangeRoles: boolean;
  /** The runbooks that a configuration names. */
  readonly runbooks: readonly string[];
}
