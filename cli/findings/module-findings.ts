import type { FindingKind } from "./finding";

const STEP = { step: "Exchange Online module" } as const;

/** What can be wrong with the module: guide, system-assigned step 3 and user-assigned step 4. */
export const MODULE_FINDINGS = {
  moduleUnreadable: {
    ...STEP,
    state: "unknown",
    isUnreadable: true,
    seen: "the modules of <runtime> could not be read: <reason>",
    meaning: "The sign-in that looks lacks a right.",
    remedy: "give the sign-in the right that is named, and look again",
  },
  moduleMissing: {
    ...STEP,
    state: "missing",
    seen: "ExchangeOnlineManagement is not in <runtime>",
    meaning: "Every job ends with: The term 'Connect-ExchangeOnline' is not recognized.",
    remedy:
      'name <version> in "module.runtimes" and apply, or by hand: the account, Modules, Add a module, ExchangeOnlineManagement',
  },
  moduleImporting: {
    ...STEP,
    state: "unknown",
    seen: "ExchangeOnlineManagement in <runtime> is still being imported (<importing>)",
    meaning: "An import takes some minutes. Until then jobs do not find the module.",
    remedy: "wait some minutes, and look again",
  },
  moduleFailed: {
    ...STEP,
    state: "wrong",
    seen: "the import of ExchangeOnlineManagement in <runtime> failed: <error>",
    meaning: "The module is listed, and no job finds it. The message is the import's own.",
    remedy: "apply again, or by hand: delete the module from <runtime> and import a version that it supports",
  },
  moduleTooOld: {
    ...STEP,
    state: "wrong",
    seen: "ExchangeOnlineManagement <version> is in <runtime>",
    meaning: "Managed identities need 3.0.0 or later.",
    remedy: 'set "module": {"version": "<newest>"} and apply, or import <newest> by hand',
  },
  moduleTooNew: {
    ...STEP,
    state: "wrong",
    seen: "ExchangeOnlineManagement <version> is in <runtime>, which supports at most <newest>",
    meaning:
      "The import succeeds, and every job fails: Could not load file or assembly 'System.Runtime, Version=8.0.0.0'.",
    remedy:
      'set "module": {"version": "<newest>"}, or another runtime in "module.runtimes", and apply, or import <newest> by hand',
  },
  moduleUnsupported: {
    ...STEP,
    state: "unknown",
    seen: "ExchangeOnlineManagement <version> is in <runtime>, a pair that Microsoft's tables do not name",
    meaning: "Microsoft's tables stop at PowerShell 7.3 for 3.0.0 to 3.4.0. It may work.",
    remedy: 'set "module": {"version": "<newest>"} and apply, or import <newest> by hand',
  },
  moduleOtherVersion: {
    ...STEP,
    state: "wrong",
    seen: "ExchangeOnlineManagement <version> is in <runtime>, the configuration says <expected>",
    meaning: "Somebody imported another version, or the configuration was not applied yet.",
    remedy: "apply the configuration: terraform apply",
  },
  moduleConflict: {
    ...STEP,
    state: "wrong",
    seen: "<conflict>",
    meaning:
      "ExchangeOnlineManagement and Microsoft Graph PowerShell bring their own copies of one authentication library. Jobs fail with: Method not found: '…WithBroker(…)', or '…WithLogging(…)'.",
    remedy: "choose versions that work together, or call Microsoft Graph by REST with a token of the identity",
  },
  runtimeRetired: {
    ...STEP,
    state: "wrong",
    seen: "<runtime> is out of support since <day>",
    meaning: "It still runs, without corrections, until Azure switches it off.",
    remedy: 'set "runtimes": ["7.6"] (or "5.1") in "module", and move the runbooks there',
  },
  prerequisitesMissing: {
    ...STEP,
    state: "missing",
    seen: "<missing> not in <runtime>",
    meaning:
      "Each connection needs PackageManagement and PowerShellGet. An import from the portal brings them along, one through the API does not. Jobs say: The term 'Update-ModuleManifest' is not recognized.",
    remedy:
      'set "module": {"prerequisites": true} and apply, or import PackageManagement 1.4.8.1, then PowerShellGet 2.2.5',
  },
  prerequisitesPreview: {
    ...STEP,
    state: "wrong",
    seen: "<module> <version> is in <runtime>",
    meaning:
      "PowerShellGet 3 and previews break the connection: Could not load file or assembly 'Newtonsoft.Json, Version=13.0.0.0'.",
    remedy: "import PackageManagement 1.4.8.1 and PowerShellGet 2.2.5 instead",
  },
  prerequisitesFailed: {
    ...STEP,
    state: "wrong",
    seen: "the import of <module> in <runtime> is not done: <error>",
    meaning: "Each connection needs PackageManagement and PowerShellGet.",
    remedy: "import PackageManagement 1.4.8.1, then PowerShellGet 2.2.5, again",
  },
  commandFailed: {
    ...STEP,
    state: "wrong",
    seen: "the run command <command> that installs the module ended with <result>: <error>",
    meaning:
      "Most often the machine does not reach www.powershellgallery.com or packages.microsoft.com, or it is switched off.",
    remedy: "give the machine a way out to the internet, start it, and apply again",
  },
  commandNone: {
    ...STEP,
    state: "unknown",
    seen: "Azure does not show what is installed in a machine, and no run command of a stack installed the module",
    meaning: "A module that was installed by hand inside a machine can only be seen there.",
    remedy: "run inside the machine: Get-InstalledModule ExchangeOnlineManagement; or let the configuration install it",
  },
} as const satisfies { readonly [name: string]: FindingKind };
