/** A message that people meet, what causes it and what cures it. */
export interface KnownText {
  /** The message, shortened with … */
  readonly text: string;
  readonly pattern: RegExp;
  readonly cause: string;
  readonly fix: string;
}

/** What scripts and jobs print. The first one that fits counts: the more exact ones stand in front. */
export const JOB_TEXTS: readonly KnownText[] = [
  {
    text: "The role assigned to application … isn't supported in this scenario. …",
    pattern: /role assigned to application .* isn.t supported in this scenario/i,
    cause:
      "the permission is there, and no supported role or role group; or the token is from before the role was assigned",
    fix: "assign one of the supported roles, and wait: up to a day if something connected before",
  },
  {
    text: "Method not found: '…WithBroker(…)', '…WithLogging(…)'",
    pattern: /Method not found:.*(?:WithBroker|WithLogging)/is,
    cause: "ExchangeOnlineManagement and Microsoft Graph PowerShell load two copies of one authentication library",
    fix: "pin versions that work together and import Microsoft Graph first, or call Graph by REST",
  },
  {
    text: "Could not load file or assembly 'System.Runtime, Version=8.0.0.0, …'",
    pattern: /Could not load file or assembly 'System\.Runtime, Version=8/i,
    cause: "a module for a newer .NET than the runtime has",
    fix: "run it in 7.6, or import an older module",
  },
  {
    text: "Could not load file or assembly 'Newtonsoft.Json, Version=13.0.0.0, …'",
    pattern: /Could not load file or assembly 'Newtonsoft\.Json, Version=13/i,
    cause: "a preview of PackageManagement or PowerShellGet in 7.1 or 7.2",
    fix: "import PackageManagement 1.4.8.1 and PowerShellGet 2.2.5",
  },
  {
    text: "Cannot find a cmdlet Update-Manifest; The term 'Update-ModuleManifest' is not recognized …",
    pattern: /Update-Manifest|Update-ModuleManifest/i,
    cause: "PackageManagement and PowerShellGet are not there",
    fix: 'set "module": {"prerequisites": true}, or import PackageManagement 1.4.8.1, then PowerShellGet 2.2.5',
  },
  {
    text: "The term 'Connect-ExchangeOnline' is not recognized …",
    pattern: /The term 'Connect-ExchangeOnline' is not recognized/i,
    cause: "ExchangeOnlineManagement is not in the runtime of the runbook",
    fix: 'name the runtime in "module.runtimes", or move the runbook',
  },
  {
    text: "Resource '…' does not exist or one of its queried reference-property objects are not present. (Request_ResourceNotFound)",
    pattern: /Request_ResourceNotFound|queried reference-property objects are not present/i,
    cause: "the client id in the place of the principal id, or a principal that is seconds old",
    fix: "use the principal (object) id; after a minute try again",
  },
  {
    text: "Failed to acquire managed identity token: … (169.254.169.254:80)",
    pattern: /169\.254\.169\.254|Failed to acquire managed identity token/i,
    cause: "not a machine in Azure: Azure Arc or on premises",
    fix: "run it on a host that is supported: an Automation account, or a virtual machine in Azure",
  },
  {
    text: "Value cannot be null. Parameter name: Organization cannot be null for Managed Identity based connections.",
    pattern: /Organization cannot be null for Managed Identity/i,
    cause: "-Organization is empty",
    fix: "give the tenant's initial domain",
  },
  {
    text: "HttpStatusCode=401 … \"User is not allowed to call Get-Mailbox\"; The term 'Get-Mailbox' is not recognized …, after connecting",
    pattern:
      /is not allowed to call|The term '(?:Get|Set|New|Remove|Add|Enable|Disable|Search|Start|Stop)-[A-Za-z]+' is not recognized/i,
    cause: "the role does not cover the command",
    fix: "assign another role, or use a role group of Exchange Online",
  },
  {
    text: "Code: Authorization_RequestDenied Message: Insufficient privileges to complete the operation.",
    pattern: /Authorization_RequestDenied|Insufficient privileges to complete the operation/i,
    cause: "who grants, or the script itself, lacks a right in Microsoft Graph",
    fix: "explain names the rights of the deployment; of a script: graphPermissions",
  },
  {
    text: "UnAuthorized (UnAuthorized)",
    pattern: /\bun ?authorized\b|HttpStatusCode=401|\(401\)/i,
    cause: "the permission is missing, or younger than half an hour",
    fix: "grant Exchange.ManageAsApp and wait half an hour; for one person New-ServicePrincipal in Exchange Online cured it",
  },
  {
    text: "403 (Forbidden) from Connect-ExchangeOnline",
    pattern: /HttpStatusCode=403|\(403\)|\bForbidden\b/i,
    cause: "the identity has the permission, and no role that covers Exchange Online",
    fix: "assign one of the supported roles; Security Administrator alone does not cover what Exchange Administrator does",
  },
];

/** What Terraform prints. */
export const TERRAFORM_TEXTS: readonly Omit<KnownText, "pattern">[] = [
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
    fix: "an administrator runs once `az ad sp create --id 00000002-0000-0ff1-ce00-000000000000`",
  },
  {
    text: "the import of a module failed",
    cause: "the package does not fit the runtime, or its address could not be read",
    fix: "the account, _Modules_, the module shows its error; then apply again",
  },
  {
    text: "ExchangeOnlineManagement … was not installed",
    cause: "the machine does not reach `www.powershellgallery.com` or `packages.microsoft.com`, or it is switched off",
    fix: "give it a way out, start it, apply again",
  },
  {
    text: "Instance cannot be destroyed",
    cause: "`protect` is on",
    fix: "see [removing everything](security.md#removing-everything)",
  },
];
