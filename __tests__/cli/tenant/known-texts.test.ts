import { knownTextIn } from "../../../cli/tenant/findings/known-texts";

const known = (text: string, concerns = true, defines: string[] = []) =>
  knownTextIn(text.split("\n"), concerns, (command) => defines.includes(command));

/* As people report them. */
test.each<[string, string]>([
  [
    "The role assigned to application 1234 isn't supported in this scenario. Please check online documentation for assigning correct Directory Roles to Azure AD Application for EXO App-Only Authentication.",
    "no supported role or role group",
  ],
  [
    "Method not found: 'Microsoft.Identity.Client.PublicClientApplicationBuilder Microsoft.Identity.Client.Broker.BrokerExtension.WithBroker(Microsoft.Identity.Client.BrokerOptions)'.",
    "than Microsoft Graph PowerShell or Az.Accounts",
  ],
  [
    "Method not found: '!0 Microsoft.Identity.Client.BaseAbstractApplicationBuilder`1.WithLogging(…)'",
    "authentication library",
  ],
  ["Could not load file or assembly 'System.Runtime, Version=8.0.0.0, Culture=neutral'.", "a newer .NET"],
  [
    "Could not load file or assembly 'Newtonsoft.Json, Version=13.0.0.0, Culture=neutral'",
    "a preview of PackageManagement",
  ],
  ["Could not load file or assembly 'Azure.Core, Version=1.44.1.0, Culture=neutral'", "different copies"],
  [
    "Method not found: 'Void Microsoft.Graph.Authentication.AzureIdentityAccessTokenProvider..ctor(…)'",
    "different copies",
  ],
  [
    "Object reference not set: Microsoft.Identity.Client.Platforms.Features.RuntimeBroker.RuntimeBroker",
    "different copies",
  ],
  ["IDX12729: Unable to decode the header '[PII of type 'System.String' is hidden.]'", "in one session"],
  [
    "Unable to find type [Microsoft.Exchange.Management.RestApiClient.ExchangeEnvironment].",
    "does not load in this runtime",
  ],
  [
    "Cannot process command because of one or more missing mandatory parameters: Days.",
    "what the script's param block says",
  ],
  ["Cannot find a cmdlet Update-Manifest", "PackageManagement and PowerShellGet are not there"],
  ["The term 'Update-ModuleManifest' is not recognized as the name of a cmdlet", "are not there"],
  ["The term 'Connect-ExchangeOnline' is not recognized as the name of a cmdlet", "not in the runtime"],
  [
    "Resource '1234' does not exist or one of its queried reference-property objects are not present.",
    "client id in the place",
  ],
  [
    "Failed to acquire managed identity token: No connection could be made (169.254.169.254:80)",
    "not a machine in Azure",
  ],
  ["Failed to acquire managed identity token: Response status code 400 (Bad Request).", "that the host does not carry"],
  [
    "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.",
    "that the host does not carry",
  ],
  [
    "Value cannot be null. Parameter name: Organization cannot be null for Managed Identity based connections.",
    "-Organization is empty",
  ],
  ['HttpStatusCode=401 "User is not allowed to call Get-Mailbox"', "the role does not cover"],
  ["The term 'Get-Mailbox' is not recognized as the name of a cmdlet", "the role does not cover"],
  [
    "Code: Authorization_RequestDenied Message: Insufficient privileges to complete the operation.",
    "lacks a right in Microsoft Graph",
  ],
  ["UnAuthorized (UnAuthorized)", "younger than half an hour"],
  ["The remote server returned an error: (403) Forbidden.", "no role that covers"],
])("%j is known by its cause", (text, cause) => {
  expect(known(text)?.known.cause).toContain(cause);
});

test.each([
  "The term 'Get-MgUser' is not recognized",
  "The term 'Get-MsolUser' is not recognized",
  "The term 'Set-CsUser' is not recognized",
  "The term 'Get-SPOSite' is not recognized",
  "The term 'Send-Report' is not recognized",
  "The disk is full.",
  "GET https://graph.microsoft.com/v1.0/users\nHTTP/1.1 403 Forbidden",
  "Response status code does not indicate success: 401 (Unauthorized).\n at https://contosovault.vault.azure.net/secrets",
  "The remote server returned an error: (403) Forbidden.\nhttps://contoso.blob.core.windows.net/reports",
  "Connect-PnPOnline: (401) Unauthorized",
])("%j is no matter of Exchange Online's", (text) => {
  expect(known(text)).toBeUndefined();
});

test("a function of the script is no matter of roles", () => {
  const text = "The term 'Get-Mailbox' is not recognized";
  expect(known(text, true, ["Get-Mailbox"])).toBeUndefined();
});

test("what any script prints says nothing of one that does not connect", () => {
  expect(known("UnAuthorized (UnAuthorized)", false)).toBeUndefined();
  expect(known("Organization cannot be null for Managed Identity based connections", false)).toBeDefined();
});

test("the line that was found is the one that is shown", () => {
  expect(known("At line:1 char:1\nUnAuthorized (UnAuthorized)\nat System")?.line).toBe("UnAuthorized (UnAuthorized)");
});
