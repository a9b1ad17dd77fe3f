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
  /** What only a configuration says; undefined where options name the host. */
  readonly configuration?: {
    /** Of an Automation account: a version if one is named, and the runtimes. */
    readonly module?: { readonly version?: string; readonly runtimes: readonly string[] };
    /** How the host is described. */
    readonly host: "new" | "existing" | "adopted";
    /** Who grants permission and roles. */
    readonly grants: "terraform" | "script" | "elsewhere";
    readonly roles: readonly Pick<DirectoryRole, "label" | "templateId" | "scope">[];
    /** Whether rights come from Exchange Online itself too. */
    readonly hasExchangeRoles: boolean;
    readonly runbooks: readonly string[];
  };
}
