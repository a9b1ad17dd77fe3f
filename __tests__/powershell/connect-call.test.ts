import fc from "fast-check";
import { ConnectCall } from "cdktf-exchange-managed-identity/internal";

const ID = "11111111-2222-3333-4444-555555555555";

describe("the calls of Connect-ExchangeOnline in a script", () => {
  test.each<[string, string, Partial<ConnectCall>[]]>([
    [
      "as the guide writes it",
      "Connect-ExchangeOnline -ManagedIdentity -Organization contoso.onmicrosoft.com",
      [{ usesManagedIdentity: true, organization: "contoso.onmicrosoft.com", accountId: undefined, isSplatted: false }],
    ],
    [
      "over several lines, in other letters, with quotes and a shortened name",
      `connect-exchangeonline -managedidentity:$true \`\r\n  -org 'contoso.onmicrosoft.com' -ManagedIdentityAccountId "${ID}"`,
      [{ usesManagedIdentity: true, organization: "contoso.onmicrosoft.com", accountId: ID }],
    ],
    [
      "with the module's name in front",
      "ExchangeOnlineManagement\\Connect-ExchangeOnline -ManagedIdentity",
      [{ usesManagedIdentity: true }],
    ],
    ["in a block", "try { Connect-ExchangeOnline -ManagedIdentity } catch { throw }", [{ usesManagedIdentity: true }]],
    ["its end", "Connect-ExchangeOnline -ManagedIdentity; Get-It -Organization a", [{ organization: undefined }]],
    ["a pipe", "Connect-ExchangeOnline -ManagedIdentity | Out-Null -Organization a", [{ organization: undefined }]],
    ["a comment behind it", "Connect-ExchangeOnline -ManagedIdentity # -Organization a", [{ organization: undefined }]],
    [
      "what a variable holds",
      "Connect-ExchangeOnline -ManagedIdentity -Organization $a.Name",
      [{ organization: "$a.Name" }],
    ],
    [
      "what a command gives",
      "Connect-ExchangeOnline -ManagedIdentity -Organization (Get-AutomationVariable -Name 'Domain')",
      [{ organization: "(Get-AutomationVariable -Name 'Domain')" }],
    ],
    ["switched off", "Connect-ExchangeOnline -ManagedIdentity:$false", [{ usesManagedIdentity: false }]],
    ["splatted", "Connect-ExchangeOnline @parameters", [{ isSplatted: true, usesManagedIdentity: false }]],
    [
      "two",
      "Connect-ExchangeOnline -ManagedIdentity\nConnect-ExchangeOnline -AppId 1",
      [{ usesManagedIdentity: true }, { usesManagedIdentity: false }],
    ],
    [
      "none in comments and texts",
      "# Connect-ExchangeOnline\n'Connect-ExchangeOnline'\n<# Connect-ExchangeOnline #>",
      [],
    ],
    [
      "with a certificate or a token",
      "Connect-ExchangeOnline -CertificateThumbprint A -AppId 1\nConnect-ExchangeOnline -AccessToken $t",
      [
        { usesCertificateOrToken: true, usesManagedIdentity: false },
        { usesCertificateOrToken: true, usesManagedIdentity: false },
      ],
    ],
    [
      "to another cloud",
      "Connect-ExchangeOnline -ManagedIdentity -ExchangeEnvironmentName O365USGovDoD",
      [{ environmentName: "O365USGovDoD", usesCertificateOrToken: false }],
    ],
    ["none where the name is an argument", "Get-Command Connect-ExchangeOnline -ErrorAction Stop", []],
    ["none in a list", "Import-Module ExchangeOnlineManagement -Function Connect-ExchangeOnline, Get-Mailbox", []],
    ...["param($a) ", "return ", ". ", "\ufeff", "\u00a0", "`\n", "if ($a) { 1 } "].map(
      (before): [string, string, Partial<ConnectCall>[]] => [
        `behind ${JSON.stringify(before)}`,
        `${before}Connect-ExchangeOnline -ManagedIdentity`,
        [{ usesManagedIdentity: true }],
      ],
    ),
    ["none as a key", "@{ a = 1; Connect-ExchangeOnline = 2 }", []],
    ["none in a declaration", "function Connect-ExchangeOnline { param() }", []],
    ["none on a continued line", "Get-Help `\n  Connect-ExchangeOnline", []],
    [
      "behind an operator, in brackets, as a value",
      "$null = Connect-ExchangeOnline -ManagedIdentity; (Connect-ExchangeOnline); & Connect-ExchangeOnline; if ($x) {\n  Connect-ExchangeOnline\n}",
      [{ usesManagedIdentity: true }, {}, {}, {}],
    ],
    ["none in longer names", "Connect-ExchangeOnlineShell\nDisconnect-ExchangeOnline", []],
  ])("%s", (_name, script, calls) => {
    expect(ConnectCall.inScript(script)).toMatchObject(calls);
    expect(ConnectCall.inScript(script)).toHaveLength(calls.length);
  });

  test("any text is read", () => {
    const piece = fc.constantFrom(
      "Connect-ExchangeOnline",
      " ",
      "-",
      "-Organization",
      ":",
      "'",
      '"',
      "@",
      "`",
      "\n",
      "(",
      ")",
      "{",
      "#",
      "$x",
      "a",
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        for (const call of ConnectCall.inScript(pieces.join(""))) {
          expect(typeof call.usesManagedIdentity).toBe("boolean");
        }
      }),
    );
  });
});
