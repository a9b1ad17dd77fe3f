import { isExchangeCommand } from "cdktf-exchange-managed-identity/internal";
import { IMPORT_REQUIRED_MODULES } from "./shared-words";

/** A message that people meet, what causes it and what cures it. */
export interface KnownText {
  /** The message, shortened with … */
  readonly text: string;
  readonly pattern: RegExp;
  /** Whether only a script that connects to Exchange Online prints it. */
  readonly isExchanges: boolean;
  /** What the same words mean nothing of: another service's answer. */
  readonly notWith?: RegExp;
  /** Whether the text names a command of Exchange Online, as the first group of the pattern. */
  readonly namesCommand?: boolean;
  /** Whether a permission or a role that is too young causes it. */
  readonly mayBeYoung?: boolean;
  readonly cause: string;
  readonly fix: string;
}

/* The answers of other services, which say 401 and 403 too. */
const OTHER_SERVICES =
  /graph\.(?:microsoft|windows)|microsoftgraph|\bMg[A-Z]\w+|vault\.(?:azure|usgovcloudapi)|key ?vault|\.(?:blob|table|queue|file)\.core\.|storage account|sharepoint\.|management\.(?:azure|usgovcloudapi|chinacloudapi)|dev\.azure\.com|api\.interfaces\.records\.teams|\bPnP/i;

/** What scripts and jobs print. The first one that fits counts: the more exact ones stand in front. */
export const JOB_TEXTS: readonly KnownText[] = [
  {
    text: "The role assigned to application … isn't supported in this scenario. …",
    pattern: /role assigned to application .* isn.t supported in this scenario/i,
    isExchanges: true,
    mayBeYoung: true,
    cause:
      "the permission is there, and no supported role or role group; or the token is from before the role was assigned",
    fix: "assign one of the supported roles, and wait: up to a day if something connected before",
  },
  {
    text: "Method not found: '…WithBroker(…)', '…WithLogging(…)'",
    pattern: /Method not found:.*(?:WithBroker|WithLogging)/is,
    isExchanges: true,
    cause:
      "ExchangeOnlineManagement loads another copy of one authentication library than Microsoft Graph PowerShell or Az.Accounts",
    fix: "pin versions that work together and import the other module first, or call the other service by REST",
  },
  {
    text: "RuntimeBroker; AzureIdentityAccessTokenProvider..ctor; Could not load file or assembly 'Azure.Core, …', 'Microsoft.Identity.Client, …'",
    pattern:
      /RuntimeBroker|AzureIdentityAccessTokenProvider\.\.ctor|Could not load file or assembly '(?:Azure\.(?:Core|Identity)|Microsoft\.Identity\.Client)|Assembly with same name is already loaded/i,
    isExchanges: false,
    cause: "two modules of the session bring different copies of one authentication library",
    fix: "pin versions that work together, import Microsoft Graph or Az.Accounts first, or call the other service by REST",
  },
  {
    text: "IDX12729: Unable to decode the header …",
    pattern: /IDX12729/i,
    isExchanges: false,
    cause:
      "ExchangeOnlineManagement and Microsoft Graph PowerShell in one session, in versions that do not work together",
    fix: "choose 3.4.0 with Microsoft Graph 2.22.0, or 3.7.0 and later alone, or call Graph by REST",
  },
  {
    text: "Unable to find type [Microsoft.Exchange.Management.RestApiClient.ExchangeEnvironment].",
    pattern: /Unable to find type \[Microsoft\.Exchange\.Management\.RestApiClient/i,
    isExchanges: true,
    cause:
      "a version of the module that does not load in this runtime (reported for 3.5.1), or an import that is not whole",
    fix: "import another version of ExchangeOnlineManagement that the runtime supports",
  },
  {
    text: "Cannot process command because of one or more missing mandatory parameters: …",
    pattern: /missing mandatory parameters?|because the parameter .{0,80} is mandatory/i,
    isExchanges: false,
    cause: "a run does not give what the script's param block says is mandatory",
    fix: 'give it in "parameters" of the runbook, or make it optional',
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
    text: "Failed to acquire managed identity token: … 400 (Bad Request), No User Assigned or Delegated Managed Identity found",
    pattern:
      /managed identity.{0,300}(?:\b400\b|bad ?request)|No (?:User Assigned|Managed) .{0,40}Identity (?:was )?found|Identity not found/i,
    isExchanges: false,
    cause:
      "-ManagedIdentityAccountId names an identity that the host does not carry, or a principal id in the place of the client id",
    fix: "write the client id of an identity of the host, or leave it out for the host's own",
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
    pattern: /is not allowed to call ['"]?([A-Za-z]+-[A-Za-z]+)|The term '([A-Za-z]+-[A-Za-z]+)' is not recognized/i,
    isExchanges: false,
    namesCommand: true,
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
    notWith: OTHER_SERVICES,
    mayBeYoung: true,
    cause: "the permission is missing, or younger than half an hour",
    fix: "grant Exchange.ManageAsApp and wait half an hour; for one person New-ServicePrincipal in Exchange Online cured it",
  },
  {
    text: "403 (Forbidden) from Connect-ExchangeOnline",
    pattern: /HttpStatusCode=403|\(403\)|\bForbidden\b/i,
    isExchanges: false,
    notWith: OTHER_SERVICES,
    mayBeYoung: true,
    cause: "the identity has the permission, and no role that covers Exchange Online",
    fix: "assign one of the supported roles; Security Administrator alone does not cover what Exchange Administrator does",
  },
];

/** A known text, and the line that it was found in. */
export interface FoundText {
  readonly known: KnownText;
  readonly line: string;
}

/**
 * The first known text in the lines of a job.
 *
 * @param concerns whether the runbook connects to Exchange Online, as far as anybody knows
 * @param defines whether the script has a command of this name itself
 */
export function knownTextIn(
  lines: readonly string[],
  concerns: boolean,
  defines: (command: string) => boolean,
): FoundText | undefined {
  // What is behind a text may stand on the next lines: an address, the name of the service.
  const whole = lines.join(" ").slice(0, 10_000);
  for (const known of JOB_TEXTS.filter(({ isExchanges }) => isExchanges || concerns)) {
    const line = lines.find((candidate) => isIn(candidate.slice(0, 10_000), known, defines));
    if (line !== undefined && known.notWith?.test(whole) !== true) {
      return { known, line };
    }
  }
  return undefined;
}

function isIn(line: string, { pattern, namesCommand }: KnownText, defines: (command: string) => boolean): boolean {
  const found = pattern.exec(line);
  const command = found?.slice(1).find((group) => group !== undefined) ?? "";
  return found !== null && (namesCommand !== true || (isExchangeCommand(command) && !defines(command)));
}
