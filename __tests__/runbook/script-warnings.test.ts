import { ExchangeHost, GraphPermission, HostIdentity, HostResourceGroup, PowerShellRuntime } from "../../lib";
import { exchange } from "../helpers/exchange-in-code";
import { warningsOf } from "../helpers/scripts";

const OFF = { runbook: { connect: false } };
const { V5_1, V7_2, V7_4, V7_6 } = PowerShellRuntime;
const RETIRED = /has been out of support/;
const of = (script: string, options: Parameters<typeof warningsOf>[1] = {}) =>
  warningsOf(script, options).filter((warning) => !RETIRED.test(warning));

const userAssigned = { identity: HostIdentity.userAssigned({ name: "ContosoMI1" }) };
const both = { identity: HostIdentity.userAssigned({ name: "ContosoMI1" }).withSystemAssigned() };
const existing = {
  host: ExchangeHost.fromExistingAutomationAccount({
    name: "ContosoAzAuto1",
    resourceGroup: HostResourceGroup.fromExisting("RG"),
  }),
};

describe("how a script connects by itself", () => {
  test.each<[string, object, string | undefined]>([
    // Beside the inserted connection.
    [
      "Connect-ExchangeOnline -ManagedIdentity -Organization contoso.onmicrosoft.com",
      {},
      "is already connected at that point",
    ],
    ["Connect-ExchangeOnline", {}, "is already connected at that point"],
    [
      "if (-not (Get-ConnectionInformation)) { Connect-ExchangeOnline -ManagedIdentity -Organization contoso.onmicrosoft.com }",
      {},
      undefined,
    ],
    ["Connect-ExchangeOnline -ManagedIdentity -Organization fabrikam.onmicrosoft.com", {}, undefined],
    ["Connect-ExchangeOnline -ManagedIdentity -Organization $other", {}, undefined],
    ["Connect-ExchangeOnline -ManagedIdentity -Prefix Cloud -Organization contoso.onmicrosoft.com", {}, undefined],
    [
      "Connect-ExchangeOnline -ConnectionUri https://ps.compliance.protection.outlook.com/powershell-liveid/ -ManagedIdentity",
      {},
      undefined,
    ],
    ["Connect-ExchangeOnline @parameters", {}, undefined],
    ["Connect-ExchangeOnline -CertificateThumbprint A -AppId 1 -Organization contoso.onmicrosoft.com", {}, undefined],
    ["function Connect-ExchangeOnline { }\nConnect-ExchangeOnline", {}, undefined],
    ["function Never { Connect-ExchangeOnline }", {}, undefined],
    ["# Connect-ExchangeOnline\n'Connect-ExchangeOnline'", {}, undefined],
    ["if (Get-ConnectionInformation) { return }\nConnect-ExchangeOnline", {}, undefined],
    ["Disconnect-ExchangeOnline\nConnect-ExchangeOnline", {}, undefined],
    ["function Connect { Connect-ExchangeOnline }\nif ($x) { Connect }", {}, undefined],
    ["function Connect { Connect-ExchangeOnline }\nConnect", {}, "is already connected at that point"],
    ["Connect-ExchangeOnline -Credential $c -Prefix Old\nNew-UnifiedGroup", {}, undefined],
    // Instead of it.
    ["Connect-ExchangeOnline -ManagedIdentity -Organization contoso.onmicrosoft.com\nGet-Mailbox", OFF, undefined],
    [
      "Connect-ExchangeOnline -ManagedIdentity -Organization contoso.com",
      OFF,
      "names contoso.com, which is not the tenant's initial domain",
    ],
    ["Connect-ExchangeOnline -ManagedIdentity", OFF, "names no organization"],
    ["Connect-ExchangeOnline -Credential $c", OFF, "connects with a credential"],
    ["Connect-ExchangeOnline", OFF, "opens a sign-in"],
    ["Connect-ExchangeOnline -UserPrincipalName a@contoso.com", OFF, "opens a sign-in"],
    [
      "if ($x) { Connect-ExchangeOnline } else { Connect-ExchangeOnline -ManagedIdentity -Organization a.com }",
      OFF,
      undefined,
    ],
    ["Connect-ExchangeOnline -ManagedIdentity -Organization (Get-AutomationVariable Org)", OFF, undefined],
    ["Connect-ExchangeOnline -CertificateThumbprint A -AppId 1 -Organization contoso.com", OFF, undefined],
    ["Get-EXOMailbox", OFF, "calls Get-EXOMailbox in line 1, and nothing connects to Exchange Online"],
    ["function Get-Mailbox { 1 }\nGet-Mailbox", OFF, undefined],
    [". .\\Connect.ps1\nGet-Mailbox", OFF, undefined],
    ["Connect-MyTenant\nGet-Mailbox", OFF, undefined],
    ["Connect-AzAccount -Identity\nGet-Mailbox", OFF, "nothing connects to Exchange Online"],
    ["function Report { Get-Mailbox }\nReport", OFF, "calls Get-Mailbox in line 1, and nothing connects"],
    ["function Report { Get-Mailbox }\nGet-Date", OFF, undefined],
    ["Get-Date", OFF, undefined],
    [
      "Connect-ExchangeOnline -ManagedIdentity -Organization contoso.onmicrosoft.com",
      { ...OFF, change: userAssigned },
      "names no -ManagedIdentityAccountId",
    ],
    [
      "Connect-ExchangeOnline -ManagedIdentity -Organization contoso.onmicrosoft.com",
      { ...OFF, change: both },
      undefined,
    ],
    [
      "Connect-ExchangeOnline -ManagedIdentity -Organization contoso.onmicrosoft.com -ManagedIdentityAccountId 6f9619ff-8b86-d011-b42d-00c04fc964ff",
      OFF,
      "carries no user-assigned identity",
    ],
    [
      "Connect-ExchangeOnline -ManagedIdentity -Organization contoso.onmicrosoft.com -ManagedIdentityAccountId $id",
      OFF,
      undefined,
    ],
    [
      "Connect-ExchangeOnline -ManagedIdentity -Organization contoso.onmicrosoft.com -ManagedIdentityAccountId 6f9619ff-8b86-d011-b42d-00c04fc964ff",
      { ...OFF, change: existing },
      undefined,
    ],
  ])("%j %j: %s", (script, options, words) => {
    expect(of(script, options)).toEqual(words === undefined ? [] : [expect.stringContaining(words)]);
  });

  test("every warning that names the way out names the marker", () => {
    expect(of("Connect-ExchangeOnline")[0]).toContain('"# connect: exchange"');
  });

  test("commands that a managed identity cannot call are found in code, and only there", () => {
    const [group, compliance] = of("new-unifiedgroup -DisplayName x; Connect-IPPSSession");
    expect(group).toContain("calls New-UnifiedGroup, which does not work with a managed identity");
    expect(compliance).toContain("calls Connect-IPPSSession");
    expect(of("# New-UnifiedGroup\n'Connect-IPPSSession' <# Add-UnifiedGroupLinks #>\nGet-New-UnifiedGroup")).toEqual(
      [],
    );
    expect(
      of(
        "Connect-IPPSSession -CertificateThumbprint A -AppId 1\nConnect-IPPSSession -AccessToken $t\nConnect-IPPSSession @p",
      ),
    ).toEqual([]);
    expect(of("Connect-IPPSSession -UserPrincipalName a@contoso.com")).toHaveLength(1);
    // With a credential of its own the script is somebody else.
    expect(of("Connect-IPPSSession -Credential $c")).toEqual([]);
    expect(of("if ($c) { Connect-IPPSSession }")).toEqual([]);
    expect(of("function Never { New-UnifiedGroup }\nGet-It")).toEqual([]);
    expect(of("function One { Two }\nfunction Two { New-UnifiedGroup }\nOne")).toHaveLength(1);
    expect(of("function One { Two }\nfunction Two { New-UnifiedGroup; One }\nGet-It")).toEqual([]);
  });
});

describe("what a job cannot do", () => {
  test.each<[string, string | undefined]>([
    ["Get-It\n$x = Read-Host 'Name'", "calls Read-Host in line 2, which asks a person"],
    ["Get-It | Out-GridView", "opens a window"],
    ["Get-Credential", "Get-AutomationPSCredential"],
    ["Get-Credential -Credential $x", undefined],
    ["Connect-MgGraph -Scopes a, b", "Write Connect-MgGraph -Identity."],
    ["Connect-MgGraph", "Write Connect-MgGraph -Identity."],
    ["Connect-MgGraph -Identity", undefined],
    ["Connect-MgGraph -AccessToken $t", undefined],
    ["Connect-MgGraph -ClientId 1 -CertificateThumbprint 2", undefined],
    ["Connect-MgGraph @p", undefined],
    ["if ($c) { Connect-MgGraph -Identity } else { Connect-MgGraph -Scopes a }", undefined],
    // In a branch it may be for a person who runs the script by hand.
    ["if ($c) { Connect-MgGraph -Scopes a }", undefined],
    ["if ([Environment]::UserInteractive) { Read-Host }", undefined],
    ["function Ask { Read-Host }\nif ($c) { Ask }", undefined],
    ["do { $x = Read-Host } until ($x)", "calls Read-Host in line 1"],
    ["Get-It 2>&1\nRead-Host", "calls Read-Host in line 2"],
    ["param($Name = (Read-Host 'Name'))\nGet-It", undefined],
    [
      "function Connect-It { if ($PSPrivateMetadata.JobId) { Connect-MgGraph -Identity; return }\nConnect-MgGraph }\nConnect-It",
      undefined,
    ],
    ["Get-It | ogv", "calls ogv in line 1"],
    ["Connect-MicrosoftTeams -AadAccessToken $a -MsAccessToken $b -AccountId $c", undefined],
    ["Get-It | Export-Csv -NoTypeInformation C:\\Users\\me\\x.csv", "(C:\\Users\\me\\x.csv)"],
    ["try { $x = Read-Host } finally { }", "calls Read-Host in line 1"],
    ["function One { Two }\nfunction Two { Read-Host }\nOne", "calls Read-Host in line 2"],
    ["function One { Two }\nfunction Two { Read-Host }\nGet-It", undefined],
    ["Connect-MgGraph -Environment USGov -Scopes a", "Write Connect-MgGraph -Identity."],
    ["Connect-AzAccount -AccountId a@contoso.com", "Write Connect-AzAccount -Identity."],
    ["Connect-AzAccount", "Write Connect-AzAccount -Identity."],
    ["Connect-AzAccount -Identity -AccountId 1", undefined],
    ["Connect-MicrosoftTeams", "Write Connect-MicrosoftTeams -Identity"],
    ["function Read-Host { 1 }\nRead-Host", undefined],
    ["function Never { Read-Host }\nGet-It", undefined],
    ["function Ask { Read-Host }\nAsk", "calls Read-Host in line 1"],
    ["'Read-Host' # Read-Host", undefined],
    ["Get-It | Export-Csv -Path C:\\Users\\me\\x.csv", "(C:\\Users\\me\\x.csv)"],
    ['Get-It | Export-Csv "D:\\reports\\$(Get-Date).csv"', "with a path of a person's machine (D:\\reports\\)"],
    ["Get-It | Export-Csv \\\\server\\share\\x.csv", "a path of a person's machine"],
    ["Get-It | Export-Csv $env:TEMP\\x.csv", undefined],
    ["Get-It | Export-Csv .\\x.csv", undefined],
    ["Get-It | Export-Csv C:\\Temp\\x.csv", undefined],
  ])("%j: %s", (script, words) => {
    // What the runtime has no module for is another matter.
    expect(of(script, { change: existing })).toEqual(words === undefined ? [] : [expect.stringContaining(words)]);
  });

  test.each<[string, PowerShellRuntime, string | undefined]>([
    ["#Requires -Version 7.4\nGet-It", V5_1, "requires PowerShell 7.4"],
    ["#Requires -Version 5.1\nGet-It", V5_1, undefined],
    ["#Requires -Version 7.2.1\nGet-It", V7_2, undefined],
    ["#requires -Version 7\nGet-It", V7_6, undefined],
    ["# no #Requires -Version 9\nGet-It", V5_1, undefined],
    ["$x = '\n#Requires -Version 9\n'", V5_1, undefined],
    ["<#\n#Requires -Version 9\n#>\nGet-It", V5_1, undefined],
    ["#Requires -PSEdition Core\nGet-It", V5_1, "Choose 7.6"],
    ["#Requires -PSEdition Desktop\nGet-It", V7_6, "Choose 5.1"],
    ["#Requires -PSEdition Core\nGet-It", V7_6, undefined],
    ["#Requires -RunAsAdministrator\nGet-It", V5_1, "requires an administrator"],
  ])("%j in %s: %s", (script, runtime, words) => {
    expect(of(script, { runtime })).toEqual(words === undefined ? [] : [expect.stringContaining(words)]);
  });

  test.each<[string, string | undefined]>([
    ["$password = 'P@ssw0rd!'", "$password, in line 1"],
    ['$script:ClientSecret = "abc~123.def"', "$script:ClientSecret, in line 1"],
    ["ConvertTo-SecureString 'P@ssw0rd!' -AsPlainText -Force", "ConvertTo-SecureString"],
    ["ConvertTo-SecureString $x -AsPlainText -Force", undefined],
    ["$password = Get-AutomationVariable -Name 'Password'", undefined],
    ["$password = '<your password>'", undefined],
    ["$tokenUrl = 'https://login.microsoftonline.com/1/oauth2'", undefined],
    ["$secretName = 'mail-secret-1'", undefined],
    ["$passwordLength = '123456'", undefined],
    ["$secret = ''", undefined],
    ["$secret = 'kv_mail_secret'", undefined],
    ["ConvertTo-SecureString -AsPlainText 'P@ssw0rd!' -Force", "ConvertTo-SecureString"],
    ["ConvertTo-SecureString -AsPlainText -Force 'P@ssw0rd!'", "ConvertTo-SecureString"],
    ["'P@ssw0rd!' | ConvertTo-SecureString -AsPlainText -Force", "ConvertTo-SecureString"],
    ["param([string]$ClientSecret = 'abc~123.def')\nGet-It", "$ClientSecret, in line 1"],
    ["$passwordChars = 'abc0123456789'", undefined],
    ["$publicKeyToken = '31bf3856ad364e35'", undefined],
    ["$passwordLastSet = '2024-01-01'", undefined],
    ["$secretFormat = 'MM-dd-yyyy'", undefined],
    ["$tokenAudience = 'api://1f2e'", undefined],
    ["$token = 'api://1f2e'", undefined],
    ["$pwd = 'C:\\Temp\\1'", undefined],
    ["$password = 'vault-1.azure.net'", undefined],
    ["$credential.Password = 'P@ssw0rd!'", "$credential.Password, in line 1"],
    ["$body = @{ grant_type = 'x'\nclient_secret = 'abc~123.def' }", "client_secret, in line 2"],
  ])("a secret in a script is said, and never shown: %j", (script, words) => {
    const found = of(script);
    expect(found).toEqual(words === undefined ? [] : [expect.stringContaining(words)]);
    expect(found.join("")).not.toMatch(/P@ss|abc~/);
  });

  test.each(["workflow Get-All { Get-Mailbox }", "configuration Web { }"])("%j alone gets one warning", (script) => {
    expect(of(script)).toEqual([expect.stringContaining("The script only defines the")]);
  });
});

const GRAPH = { name: "Microsoft.Graph.Authentication", version: "2.30.0" };

describe("modules that a script asks for", () => {
  test.each<[string, object[], PowerShellRuntime, string | undefined]>([
    [
      "#Requires -Modules Microsoft.Graph.Users\nGet-It",
      [GRAPH],
      V7_4,
      '"additional": [{ "name": "Microsoft.Graph.Users", "version": "2.30.0" }]',
    ],
    ["Import-Module ImportExcel -MinimumVersion 7.8", [], V5_1, '{ "name": "ImportExcel", "version": "7.8" }'],
    ["using module PnP.PowerShell\nGet-It", [], V5_1, "in line 1"],
    ["Import-Module Microsoft.Graph.Authentication", [GRAPH], V7_4, undefined],
    [
      "Import-Module Microsoft.Graph.Authentication -MinimumVersion 2.35",
      [GRAPH],
      V7_4,
      "Install 2.35, or change the script",
    ],
    ["Import-Module Microsoft.Graph.Authentication -RequiredVersion 2.30.0", [GRAPH], V7_4, undefined],
    ["Import-Module ExchangeOnlineManagement", [], V5_1, undefined],
    [
      "#Requires -Modules @{ ModuleName = 'ExchangeOnlineManagement'; ModuleVersion = '3.10.0' }\nGet-It",
      [],
      V5_1,
      "Install 3.10.0",
    ],
    ["Import-Module Microsoft.PowerShell.Utility, PowerShellGet", [], V7_4, undefined],
    ["Import-Module Az.Accounts", [], V5_1, undefined],
    ["Import-Module Az.Accounts", [], V7_4, 'Add it: "module"'],
    ["Import-Module .\\own.psm1", [], V5_1, undefined],
    ["Install-Module ImportExcel -Force\nImport-Module ImportExcel", [], V5_1, undefined],
    ["Connect-MgGraph -Identity", [], V7_4, "of the module Microsoft.Graph.Authentication"],
    ["Invoke-MgGraphRequest -Uri x", [GRAPH], V7_4, undefined],
    ["if ($x) { Connect-MgGraph -Identity }", [], V7_4, undefined],
    ["Connect-PnPOnline -Url x -ManagedIdentity", [], V7_4, "of the module PnP.PowerShell"],
    [
      "Connect-PnPOnline -Url x -ManagedIdentity",
      [{ name: "SharePointPnPPowerShellOnline", version: "3.29.2101.0" }],
      V5_1,
      undefined,
    ],
    ["Import-Module ActiveDirectory", [], V5_1, "a part of Windows Server"],
    [
      "#Requires -Modules @{ ModuleName = 'Microsoft.Graph.Authentication'; MaximumVersion = '2.25.0' }",
      [GRAPH],
      V7_4,
      "Install 2.25.0",
    ],
  ])("%j with %j in %s: %s", (script, additional, runtime, words) => {
    const found = of(script, { additional, runtime }).filter((warning) => !/uses both/.test(warning));
    expect(found).toEqual(words === undefined ? [] : [expect.stringContaining(words)]);
  });

  test("what an existing account has besides is not known, and nothing is said", () => {
    expect(of("Import-Module ImportExcel", { change: existing })).toEqual([]);
    expect(of("Import-Module ImportExcel", { change: existing, runtime: V7_6 })).toHaveLength(1);
  });
});

describe("Exchange and Microsoft Graph in one session", () => {
  const both = (script: string, additional: object[], runtime = V7_4) => of(script, { additional, runtime });

  test("is said where the script uses both, and nowhere else", () => {
    expect(both("Get-Mailbox", [GRAPH])).toEqual([]);
    expect(both("Get-Mailbox\nConnect-MgGraph -Identity", [GRAPH])).toEqual([
      expect.stringContaining('put the line "# connect: exchange" into the script behind it'),
    ]);
    expect(both("Connect-MgGraph -Identity", [GRAPH], V7_4)).toHaveLength(1);
  });

  test("the way out works: Graph first, and the connection at the marker", () => {
    expect(both("Connect-MgGraph -Identity\n# connect: exchange\nGet-Mailbox", [GRAPH])).toEqual([]);
  });

  test("the order is that of the run, not that of the text", () => {
    expect(both("function Start { Connect-MgGraph -Identity }\n# connect: exchange\nStart", [GRAPH])).toHaveLength(1);
    expect(both("#Requires -Modules Microsoft.Graph.Authentication\nConnect-MgGraph -Identity", [GRAPH])).toEqual([]);
    expect(both("Get-AzureADUser", [{ name: "Az.Accounts", version: "2.30.0" }])).toEqual([]);
  });

  test("what is inferred is not called reported", () => {
    const [inferred] = both("Connect-MgGraph -Identity", [{ ...GRAPH, version: "2.33.0" }]);
    expect(inferred).toContain("(inferred: 3.9.0 with 2.30.0 and 3.10.1 with 2.40.0 were reported");
    expect(both("Connect-MgGraph -Identity", [GRAPH])[0]).toContain("in one session");
  });

  test("without a script of the runtime the modules are judged by themselves", () => {
    const { exchange: made } = exchange({
      module: { version: undefined, additional: [{ name: "Microsoft.Graph.Authentication", version: "2.20.0" }] },
      graphPermissions: [GraphPermission.of("User.Read.All")],
    });
    expect(
      made.node
        .findAll()
        .flatMap(({ node }) => node.metadata.map(({ data }) => String(data)))
        .join(),
    ).toContain("Microsoft Graph 2.20 fails there");
  });
});

test("many places are found in time", () => {
  const started = Date.now();
  expect(of("Read-Host\n".repeat(60_000))).toEqual([expect.stringContaining("in lines 1, 2, 3 and 59997 more")]);
  expect(Date.now() - started).toBeLessThan(10_000);
});
