import { JOB_TEXTS } from "../../../cli/findings/known-texts";

/* As people report them. */
test.each([
  [
    0,
    "The role assigned to application 1234 isn't supported in this scenario. Please check online documentation for assigning correct Directory Roles to Azure AD Application for EXO App-Only Authentication.",
  ],
  [
    1,
    "Method not found: 'Microsoft.Identity.Client.PublicClientApplicationBuilder Microsoft.Identity.Client.Broker.BrokerExtension.WithBroker(Microsoft.Identity.Client.BrokerOptions)'.",
  ],
  [1, "Method not found: '!0 Microsoft.Identity.Client.BaseAbstractApplicationBuilder`1.WithLogging(…)'"],
  [
    2,
    "Could not load file or assembly 'System.Runtime, Version=8.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a'.",
  ],
  [3, "Could not load file or assembly 'Newtonsoft.Json, Version=13.0.0.0, Culture=neutral'"],
  [4, "Cannot find a cmdlet Update-Manifest"],
  [4, "The term 'Update-ModuleManifest' is not recognized as the name of a cmdlet"],
  [5, "The term 'Connect-ExchangeOnline' is not recognized as the name of a cmdlet"],
  [6, "Resource '1234' does not exist or one of its queried reference-property objects are not present."],
  [7, "Failed to acquire managed identity token: No connection could be made (169.254.169.254:80)"],
  [8, "Value cannot be null. Parameter name: Organization cannot be null for Managed Identity based connections."],
  [9, 'HttpStatusCode=401 "User is not allowed to call Get-Mailbox"'],
  [9, "The term 'Get-Mailbox' is not recognized as the name of a cmdlet"],
  [10, "Code: Authorization_RequestDenied Message: Insufficient privileges to complete the operation."],
  [11, "UnAuthorized (UnAuthorized)"],
  [12, "The remote server returned an error: (403) Forbidden."],
])("the text %# is known by its cause", (index, text) => {
  expect(JOB_TEXTS.findIndex(({ pattern }) => pattern.test(text))).toBe(index);
});

test("other texts are not", () => {
  expect(JOB_TEXTS.find(({ pattern }) => pattern.test("The term 'Get-MgUser' is not recognized"))).toBeUndefined();
  expect(JOB_TEXTS.find(({ pattern }) => pattern.test("The disk is full."))).toBeUndefined();
});
