import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  DirectoryRole,
  ExchangeConnection,
  ExchangeRoleGroup,
  ExchangeRoleGroupScript,
  GrantScript,
  ManagedIdentity,
} from "../../lib";
import { INSTALL_MODULE_SCRIPT } from "../../lib/exchange-module/scripts/install-module-script";
import {
  PREPARE_WINDOWS_POWERSHELL_SCRIPT,
  windowsModuleScript,
} from "../../lib/exchange-module/scripts/windows-module-script";
import { connectionScript, verificationScript } from "../../lib/runbook/connection-script";
import { newStack, temporaryFolder } from "../helpers/stack";
import { CLIENT_ID, PRINCIPAL_ID } from "../helpers/ids";

const identity = ManagedIdentity.fromPrincipal({
  principalId: PRINCIPAL_ID,
  clientId: CLIENT_ID,
});
const connection = new ExchangeConnection({ organization: "contoso.onmicrosoft.com", identity });

/* PowerShell 7, or on Windows the Windows PowerShell that every machine has. */
const SHELLS = ["pwsh", ...(process.platform === "win32" ? ["powershell"] : [])];
const found = SHELLS.filter((shell) => spawnSync(shell, ["-NoProfile", "-Command", "exit 0"]).status === 0);
const [SHELL = ""] = found;
const hasPowerShell = found.length > 0;
console.log(
  hasPowerShell
    ? `The generated scripts are run in ${SHELL}.`
    : "Skipped: there is no PowerShell on this machine to run the generated scripts.",
);
const withPowerShell = hasPowerShell ? describe : describe.skip;

function run(...parts: string[]): { status: number | null; output: string } {
  // From a file: `-Command -` reads its input statement by statement, and never ends a block over several lines.
  const file = join(temporaryFolder(), "script.ps1");
  // Windows PowerShell 5.1 reads a file without a mark in another encoding.
  writeFileSync(file, `\uFEFF${parts.join("\n")}\nexit $LASTEXITCODE\n`);
  const { status, stdout, stderr } = spawnSync(SHELL, ["-NoProfile", "-NonInteractive", "-File", file], {
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { status, output: stdout + stderr };
}

const exchangeOnline = (behaviour: string) => `
$global:attempts = 0; $global:slept = 0
function Start-Sleep { param($Seconds) $global:slept += $Seconds }
function Connect-ExchangeOnline {
    param([switch] $ManagedIdentity, [string] $Organization, [string] $ManagedIdentityAccountId)
    $global:attempts++
    ${behaviour}
    Write-Output "connected $Organization $ManagedIdentityAccountId"
}
function Get-AcceptedDomain { [pscustomobject] @{ Name = 'contoso.onmicrosoft.com' } }
function Disconnect-ExchangeOnline { param([switch] $Confirm) Write-Output 'disconnected' }
`;
const report = 'Write-Output "attempts $global:attempts slept $global:slept"';
const runbook = connectionScript(connection) + verificationScript();

withPowerShell("the runbook, run", () => {
  test("connects after it was refused twice, and says so each time", () => {
    const { output } = run(exchangeOnline("if ($global:attempts -le 2) { throw 'UnAuthorized' }"), runbook, report);
    expect(output.match(/Exchange Online answered UnAuthorized/g)).toHaveLength(2);
    expect(output).toContain("connected contoso.onmicrosoft.com cccccccc-0000-1111-2222-dddddddddddd");
    expect(output).toContain("disconnected");
    expect(output).toContain("attempts 3 slept 120");
  });

  test("gives up after half an hour with the usual causes", () => {
    const { output } = run(
      exchangeOnline("throw 'UnAuthorized'"),
      `try { ${runbook} } catch { "gave up: $_" }`,
      report,
    );
    expect(output).toContain("gave up: Exchange Online still answers UnAuthorized after 30 minutes.");
    expect(output).toContain("attempts 31 slept 1800");
    expect(output).not.toContain("contoso.onmicrosoft.com\n");
  });

  test("fails at once on any other error", () => {
    const { output } = run(
      exchangeOnline("throw 'no such organization'"),
      `try { ${runbook} } catch { "failed: $_" }`,
      report,
    );
    expect(output).toContain("failed: no such organization");
    expect(output).toContain("attempts 1 slept 0");
  });

  test("disconnects even when its command fails", () => {
    const broken = "function Get-AcceptedDomain { throw 'forbidden' }";
    const { output } = run(exchangeOnline(""), broken, `try { ${runbook} } catch { "failed: $_" }`);
    expect(output).toContain("disconnected");
    expect(output).toContain("failed: forbidden");
  });
});

const exchangeAdministration = `
$global:principals = @(); $global:groups = @('View-Only Organization Management'); $global:members = @{}; $global:writes = 0
function Get-ServicePrincipal { $global:principals }
function New-ServicePrincipal {
    param($AppId, $ObjectId, $DisplayName)
    $global:writes++
    $new = [pscustomobject] @{ AppId = $AppId; ObjectId = $ObjectId; DisplayName = $DisplayName; Identity = $ObjectId; Guid = $ObjectId; Name = $ObjectId }
    $global:principals += $new; $new
}
function Get-ConnectionInformation { [pscustomobject] @{ State = 'Connected'; Organization = 'contoso.onmicrosoft.com' } }
function Get-AcceptedDomain { [pscustomobject] @{ DomainName = 'contoso.onmicrosoft.com' } }
function Get-RoleGroup { param($ResultSize) $global:groups | ForEach-Object { [pscustomobject] @{ Name = $_ } } }
function New-RoleGroup {
    param($Name, $Roles, $CustomRecipientWriteScope, $ManagedBy)
    $global:writes++; $global:groups += $Name; Write-Output "made $Name with $($Roles -join '+') in $CustomRecipientWriteScope"
}
function Get-RoleGroupMember { param($Identity) $global:members[$Identity] | Where-Object { $_ } | ForEach-Object { [pscustomobject] @{ Name = $_ } } }
function Add-RoleGroupMember { param($Identity, $Member) $global:writes++; $global:members[$Identity] = @($global:members[$Identity]) + $Member }
function Get-ManagementRoleAssignment { param($RoleAssignee) [pscustomobject] @{ Role = 'a role'; RoleAssigneeName = $RoleAssignee; CustomRecipientWriteScope = '' } }
`;

withPowerShell("the script for role groups, run", () => {
  test("does it all once, and nothing when it runs again", () => {
    const { script } = new ExchangeRoleGroupScript(newStack(), "RoleGroups", {
      identity,
      connection,
      displayName: "Contoso's",
      roleGroups: [
        ExchangeRoleGroup.fromExisting("View-Only Organization Management"),
        ExchangeRoleGroup.create({ name: "Mine", roles: ["Mail Recipients"], recipientScope: "Germany" }),
      ],
    });
    const writes = 'Write-Output "writes $global:writes"';
    const { output } = run(exchangeAdministration, script, writes, script, writes);
    expect(output.match(/writes 4/g)).toHaveLength(2);
    expect(output).toContain("Registered Contoso's in Exchange Online.");
    expect(output.trimEnd()).toContain("Mine");
  });
});

const graph = `
$global:grants = @(); $global:assignments = @(); $global:writes = 0
function Connect-MgGraph { param($Scopes, $TenantId, $Environment, [switch] $NoWelcome) }
function Get-MgServicePrincipal { param($Filter) [pscustomobject] @{ Id = 'exchange-online' } }
function Get-MgServicePrincipalAppRoleAssignment { param($ServicePrincipalId, [switch] $All) $global:grants }
function New-MgServicePrincipalAppRoleAssignment {
    param($ServicePrincipalId, $PrincipalId, $AppRoleId, $ResourceId)
    $global:writes++; $global:grants += [pscustomobject] @{ Id = 'g'; AppRoleId = $AppRoleId; ResourceId = $ResourceId; ResourceDisplayName = 'Office 365 Exchange Online' }
}
function Get-MgRoleManagementDirectoryRoleAssignment { param($Filter, [switch] $All) $global:assignments }
function New-MgRoleManagementDirectoryRoleAssignment {
    param($PrincipalId, $RoleDefinitionId, $DirectoryScopeId)
    $global:writes++; $global:assignments += [pscustomobject] @{ Id = 'r'; RoleDefinitionId = $RoleDefinitionId; DirectoryScopeId = $DirectoryScopeId }
}
`;

withPowerShell("the script that grants, run", () => {
  test("grants once, changes nothing when it runs again, and shows both", () => {
    const { script } = new GrantScript({
      identity,
      connection,
      directoryRoles: [DirectoryRole.GLOBAL_READER, DirectoryRole.SECURITY_READER],
    });
    const writes = 'Write-Output "writes $global:writes"';
    const { output } = run(graph, script, writes, script, writes);
    expect(output.match(/writes 3/g)).toHaveLength(2);
    expect(output).toContain("Granted Exchange.ManageAsApp.");
    expect(output).toContain(DirectoryRole.SECURITY_READER.templateId);
  });
});

withPowerShell("the scripts of virtual machines, read by PowerShell's own parser", () => {
  test.each([
    ["the module's", INSTALL_MODULE_SCRIPT],
    ["the one that prepares Windows PowerShell", PREPARE_WINDOWS_POWERSHELL_SCRIPT],
    ["a Windows machine's", windowsModuleScript("3.9.2")],
  ])("%s is sound", (_, script) => {
    const { output } = run(
      `$errors = $null; $tokens = $null`,
      `$null = [System.Management.Automation.Language.Parser]::ParseInput([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${Buffer.from(script).toString("base64")}')), [ref] $tokens, [ref] $errors)`,
      'Write-Output "errors $($errors.Count)"',
    );
    expect(output).toContain("errors 0");
  });
});
