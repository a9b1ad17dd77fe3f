import type { KnownText } from "../cli/tenant/findings/known-texts";
import { ADD_EXCHANGE_ONLINE } from "../cli/tenant/findings/shared-words";

/** What Terraform prints. */
export const TERRAFORM_TEXTS: readonly Pick<KnownText, "text" | "cause" | "fix">[] = [
  {
    text: "… already exists … needs to be imported",
    cause: "it was created by hand",
    fix: "adopt it: exchange-managed-identity discover prints the entry, see [adoption](adoption.md)",
  },
  {
    text: "has no application permission …",
    cause: "a name in `graphPermissions` is wrong",
    fix: "the message names those near it",
  },
  {
    text: "ScopeLocked",
    cause: "a lock above the resource, or one that somebody put on the host: only the identity is locked here",
    fix: "take that lock off for the apply",
  },
  {
    text: "has no service principal of Office 365 Exchange Online",
    cause: "the tenant never had Exchange Online",
    fix: ADD_EXCHANGE_ONLINE,
  },
  {
    text: "the import of a module failed",
    cause: "the package does not fit the runtime, or its address could not be read",
    fix: "the account, _Modules_, the module shows its error; then apply again",
  },
  {
    text: "ExchangeOnlineManagement … was not installed",
    cause: "the machine does not reach `www.powershellgallery.com` or `packages.microsoft.com`, or it is switched off",
    fix: "give it outbound access, start it, apply again",
  },
  {
    text: "Instance cannot be destroyed",
    cause: "`protect` is on",
    fix: "see [removing everything](security.md#removing-everything)",
  },
];
