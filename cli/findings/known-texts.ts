import { IMPORT_REQUIRED_MODULES } from "./shared-words";

/** A message that people meet, what causes it and what cures it. */
export interface KnownText {
  /** The message, shortened with … */
  readonly text: string;
  readonly pattern: RegExp;
  /** Whether only a script that connects to Exchange Online prints it. */
  readonly isExchanges: boolean;
  readonly cause: string;
  readonly fix: string;
}

/** What scripts and jobs print. The first one that fits counts: the more exact ones stand in front. */
export const JOB_TEXTS: readonly KnownText[] = [
  {
    text: "The role assigned to application … isn't supported in this scenario. …",
    pattern: /role assigned to application .* isn.t supported in this scenario/i,
    isExchanges: true,
    cause:
      "the permission is there, and no supported role or role group; or the token is from before the role was assigned",
    fix: "assign one of the supported roles, and wait: up to a day if something connected before",
  },
  {
    text: "Method not found: '…WithBroker(…)', '…WithLogging(…)'",
    pattern: /Method not found:.*(?:WithBroker|WithLogging)/is,
    isExchanges: true,
    cause: "ExchangeOnlineManagement and Microsoft Graph PowerShell load two copies of one authentication library",
    fix: "pin versions that work together and import Microsoft Graph first, or call Graph by REST",
  },
  {
    text: "Could not load file or assembly 'System.Runtime, Version=8.0.0.0, …'",
    pattern: /Could not load file or assembly 'System\.Runtime, Version=8/i,
    isExchanges: false,
    cause: "a module for a newer .NET than the runtime has",
    fix: "run it in 7.6, or import an older module",
  },
  {
    text: "Could not load file or assembly 'Newtonsoft.Json, Version=13.0.0.0, …'",
    pattern: /Could not load file or assembly 'Newtonsoft\.Json, Version=13/i,
    isExchanges: false,
    cause: "a preview of PackageManagement or PowerShellGet in 7.1 or 7.2",
    fix: IMPORT_REQUIRED_MODULES,
  },
  {
    text: "Cannot find a cmdlet Update-Manifest; The term 'Update-ModuleManifest' is not recognized …",
    pattern: /Update-Manifest|Update-ModuleManifest/i,
    isExchanges: true,
    cause: "PackageManagement and PowerShellGet are not there",
    fix: `set "module": {"prerequisites": true}, or ${IMPORT_REQUIRED_MODULES}`,
  },
  {
    text: "The term 'Connect-ExchangeOnline' is not recognized …",
    pattern: /The term 'Connect-ExchangeOnline' is not recognized/i,
    isExchanges: true,
    cause: "ExchangeOnlineManagement is not in the runtime of the runbook",
    fix: 'name the runtime in "module.runtimes", or move the runbook',
  },
  {
    text: "Resource '…' does not exist or one of its queried reference-property objects are not present. (Request_ResourceNotFound)",
    pattern: /Request_ResourceNotFound|queried reference-property objects are not present/i,
    isExchanges: false,
    cause: "the client id in the place of the principal id, or a principal that is seconds old",
    fix: "use the principal (object) id; after a minute try again",
  },
  {
    text: "Failed to acquire managed identity token: … (169.254.169.254:80)",
    pattern: /169\.254\.169\.254|Failed to acquire managed identity token/i,
    isExchanges: false,
    cause: "not a machine in Azure: Azure Arc or on premises",
    fix: "run it on a host that is supported: an Automation account, or a virtual machine in Azure",
  },
  {
    text: "Value cannot be null. Parameter name: Organization cannot be null for Managed Identity based connections.",
    pattern: /Organization cannot be null for Managed Identity/i,
    isExchanges: true,
    cause: "-Organization is empty",
    fix: "give the tenant's initial domain",
  },
  {
    text: "HttpStatusCode=401 … \"User is not allowed to call Get-Mailbox\"; The term 'Get-Mailbox' is not recognized …, after connecting",
    pattern:
      /is not allowed to call|The term '(?:Get|Set|New|Remove|Add|Enable|Disable|Search|Start|Stop)-(?!Mg|Az|PnP|Entra|AD)[A-Za-z]+' is not recognized/i,
    isExchanges: false,
    cause: "the role does not cover the command",
    fix: "assign another role, or use a role group of Exchange Online",
  },
  {
    text: "Code: Authorization_RequestDenied Message: Insufficient privileges to complete the operation.",
    pattern: /Authorization_RequestDenied|Insufficient privileges to complete the operation/i,
    isExchanges: false,
    cause: "who grants, or the script itself, lacks a right in Microsoft Graph",
    fix: "explain names the rights of the deployment; of a script: graphPermissions",
  },
  {
    text: "UnAuthorized (UnAuthorized)",
    pattern: /\bun ?authorized\b|HttpStatusCode=401|\(401\)/i,
    isExchanges: false,
    cause: "the permission is missing, or younger than half an hour",
    fix: "grant Exchange.ManageAsApp and wait half an hour; for one person New-ServicePrincipal in Exchange Online cured it",
  },
  {
    text: "403 (Forbidden) from Connect-ExchangeOnline",
    pattern: /HttpStatusCode=403|\(403\)|\bForbidden\b/i,
    isExchanges: false,
    cause: "the identity has the permission, and no role that covers Exchange Online",
    fix: "assign one of the supported roles; Security Administrator alone does not cover what Exchange Administrator does",
  },
];
