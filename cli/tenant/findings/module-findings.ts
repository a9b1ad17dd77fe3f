import { ModuleVersion } from "cdktf-exchange-managed-identity";
import type { FindingKind } from "./finding";
import { IMPORT_REQUIRED_MODULES, set, unreadableKind } from "./shared-words";

const STEP = { step: "Exchange Online module" } as const;
const MODULE = ModuleVersion.MODULE_NAME;

/** What can be wrong with the module: guide, system-assigned step 3 and user-assigned step 4. */
export const MODULE_FINDINGS = {
  moduleUnreadable: unreadableKind("Exchange Online module", "the modules of <runtime>"),
  moduleMissing: {
    ...STEP,
    state: "missing",
    seen: `${MODULE} is not in <runtime>`,
    meaning: "Every job ends with: The term 'Connect-ExchangeOnline' is not recognized.",
    configured: set('"module": {"runtimes": ["<version>"]}'),
    byHand: `open the account in the portal, <blade>, Add a module, ${MODULE}`,
  },
  moduleImporting: {
    ...STEP,
    state: "unknown",
    seen: `${MODULE} in <runtime> is still being imported (<importing>)`,
    meaning: "An import takes some minutes. Until then jobs do not find the module.",
    byHand: "wait some minutes, and run doctor again",
  },
  moduleFailed: {
    ...STEP,
    state: "wrong",
    seen: `the import of ${MODULE} in <runtime> failed: <error>`,
    meaning: "The module is listed, and no job finds it. The message is the import's own.",
    configured: "apply again",
    byHand: "delete the module from <runtime>, and import a version that it supports: at most <newest>",
  },
  moduleTooOld: {
    ...STEP,
    state: "wrong",
    seen: `${MODULE} <version> is in <runtime>`,
    meaning: "Managed identities need 3.0.0 or later.",
    configured: set('"module": {"version": "<newest>"}'),
    byHand: "import <newest>",
  },
  moduleTooNew: {
    ...STEP,
    state: "wrong",
    seen: `${MODULE} <version> is in <runtime>, which supports at most <newest>`,
    meaning:
      "The import succeeds, and every job fails: Could not load file or assembly 'System.Runtime, Version=8.0.0.0'.",
    configured: set('"module": {"version": "<newest>"}, or another runtime,'),
    byHand: "import <newest>, or use another runtime",
  },
  moduleVersionUnknown: {
    ...STEP,
    state: "unknown",
    seen: `the version of ${MODULE} in <runtime> is not known: Azure says <given>`,
    meaning: "Managed identities need 3.0.0 or later, and each PowerShell has a newest one.",
    byHand: "look at the module in the portal; import <newest> if it has no version",
  },
  moduleUnsupported: {
    ...STEP,
    state: "unknown",
    seen: `${MODULE} <version> is in <runtime>, a pair that Microsoft's tables do not name`,
    meaning: "Microsoft's tables stop at PowerShell 7.3 for 3.0.0 to 3.4.0. It may work.",
    configured: set('"module": {"version": "<newest>"}'),
    byHand: "import <newest>",
  },
  moduleOtherVersion: {
    ...STEP,
    state: "wrong",
    seen: `${MODULE} <version> is in <runtime>, the configuration says <expected>`,
    meaning: "Somebody imported another version, or the configuration was not applied yet.",
    byHand: "apply the configuration: terraform apply",
  },
  moduleConflict: {
    ...STEP,
    state: "wrong",
    seen: "<conflict>",
    meaning: `${MODULE} and Microsoft Graph PowerShell bring their own copies of one authentication library. Jobs fail with: Method not found: '…WithBroker(…)', or '…WithLogging(…)'.`,
    byHand: "choose versions that work together, or call Microsoft Graph by REST with a token of the identity",
  },
  runtimeRetired: {
    ...STEP,
    state: "wrong",
    seen: "<runtime> has been out of support since <day>",
    meaning: "It still runs, without corrections, until Azure switches it off.",
    configured: set('"module": {"runtimes": ["7.6"]} (or "5.1")'),
    byHand: "import the module into 5.1 or 7.6, and move the runbooks there",
  },
  prerequisitesMissing: {
    ...STEP,
    state: "missing",
    seen: "PackageManagement and PowerShellGet are not in <runtime>",
    meaning:
      "Each connection needs PackageManagement and PowerShellGet. An import from the portal brings them along, one through the API does not. Jobs say: The term 'Update-ModuleManifest' is not recognized.",
    configured: set('"module": {"prerequisites": true}'),
    byHand: IMPORT_REQUIRED_MODULES,
  },
  prerequisiteMissing: {
    ...STEP,
    state: "missing",
    seen: "<module> is not in <runtime>",
    meaning: "Each connection needs PackageManagement and PowerShellGet. Only one of them is there.",
    byHand: "import <module> <needed>",
  },
  prerequisitesImporting: {
    ...STEP,
    state: "unknown",
    seen: "<module> in <runtime> is still being imported (<error>)",
    meaning: "An import takes some minutes. Until then a connection fails.",
    byHand: "wait some minutes, and run doctor again",
  },
  prerequisitesPreview: {
    ...STEP,
    state: "wrong",
    seen: "<module> <version> is in <runtime>",
    meaning:
      "PowerShellGet 3 and previews break the connection: Could not load file or assembly 'Newtonsoft.Json, Version=13.0.0.0'.",
    byHand: `${IMPORT_REQUIRED_MODULES}, in the place of it`,
  },
  prerequisitesFailed: {
    ...STEP,
    state: "wrong",
    seen: "the import of <module> in <runtime> is not done: <error>",
    meaning: "Each connection needs PackageManagement and PowerShellGet.",
    byHand: `${IMPORT_REQUIRED_MODULES}, again`,
  },
  commandFailed: {
    ...STEP,
    state: "wrong",
    seen: "the run command <command> that installs the module ended with <result>: <error>",
    meaning:
      "Most often the machine does not reach www.powershellgallery.com or packages.microsoft.com, or it is stopped.",
    byHand: "give the machine outbound access to the internet, start it, and apply again",
  },
  commandUnknown: {
    ...STEP,
    state: "unknown",
    seen: "Azure does not say how the run command <command> ended that installs the module",
    meaning: "That Azure set the command up says nothing of how it ran.",
    byHand: `run inside the machine: Get-InstalledModule ${MODULE}`,
  },
  commandUnread: {
    ...STEP,
    state: "unknown",
    isUnreadable: true,
    seen: "how the run command <command> ended, which installs the module, could not be read: <reason>",
    meaning: "That Azure set the command up says nothing of how it ran.",
    byHand: "<remedy>",
  },
  commandNone: {
    ...STEP,
    state: "unknown",
    seen: "Azure does not show what is installed in a machine, and no run command of a stack installed the module",
    meaning: "A module that was installed by hand inside a machine can only be seen there.",
    byHand: `run inside the machine: Get-InstalledModule ${MODULE}`,
  },
} as const satisfies { readonly [name: string]: FindingKind };
