import {
  DirectoryRole,
  ExchangeConnection,
  ExchangeManagementRole,
  ExchangeRoleGroup,
  ExchangeRoleGroupScript,
  GrantScript,
  GraphPermission,
  ManagedIdentity,
} from "../../lib";
import {
  INSTALL_ADDITIONAL_MODULE_SCRIPT,
  INSTALL_MODULE_SCRIPT,
} from "../../lib/exchange-module/scripts/install-module-script";
import {
  PREPARE_WINDOWS_POWERSHELL_SCRIPT,
  windowsModuleScript,
} from "../../lib/exchange-module/scripts/windows-module-script";
import { connectionScript, verificationScript } from "../../lib/runbook/connection-script";
import { standIn } from "../helpers/cmdlets";
import { powerShellParser } from "../helpers/powershell";
import { runIn, type Shell, shellsHere } from "../helpers/powershell-shell";
import { newStack } from "../helpers/stack";
import { CLIENT_ID, PRINCIPAL_ID, UNIT_ID } from "../helpers/ids";

const identity = ManagedIdentity.fromPrincipal({
  principalId: PRINCIPAL_ID,
  clientId: CLIENT_ID,
});
const connection = new ExchangeConnection({ organization: "contoso.onmicrosoft.com", identity });

const SHELLS = shellsHere();
console.log(
  SHELLS.length > 0
    ? `The generated scripts are run in ${SHELLS.map(({ name, version }) => `${name} ${version}`).join(" and ")}.`
    : "Skipped: there is no PowerShell on this machine to run the generated scripts.",
);
const NONE: Shell = { name: "none", version: "" };
const inEachShell = SHELLS.length > 0 ? describe.each(SHELLS) : describe.skip.each([NONE]);

const exchangeOnline = (behaviour: string) => `
$global:attempts = 0; $global:slept = 0
function Start-Sleep {
    param($Seconds)
    $global:slept += $Seconds
}
${standIn(
  "Connect-ExchangeOnline",
  `$global:attempts++
    ${behaviour}
    Write-Output "connected $Organization $ManagedIdentityAccountId"`,
)}
${standIn("Get-AcceptedDomain", "[pscustomobject] @{ Name = 'contoso.onmicrosoft.com' }")}
${standIn("Disconnect-ExchangeOnline", "Write-Output 'disconnected'")}
`;
const report = 'Write-Output "attempts $global:attempts slept $global:slept"';
const runbook = connectionScript(connection) + verificationScript();

inEachShell("the runbook, run in $name $version", (shell) => {
  const run = (...parts: string[]) => runIn(shell, parts.join("\n"));

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
$global:principals = @(); $global:groups = @('View-Only Organization Management'); $global:members = @{}; $global:roles = @(); $global:writes = 0
${[
  standIn("Get-ServicePrincipal", "$global:principals"),
  standIn(
    "New-ServicePrincipal",
    `$global:writes++
    $new = [pscustomobject] @{ AppId = $AppId; ObjectId = $ObjectId; DisplayName = $DisplayName; Identity = $ObjectId; Guid = $ObjectId; Name = $ObjectId }
    $global:principals += $new; $new`,
  ),
  standIn(
    "Get-ConnectionInformation",
    "[pscustomobject] @{ State = 'Connected'; Organization = 'contoso.onmicrosoft.com' }",
  ),
  standIn("Get-AcceptedDomain", "[pscustomobject] @{ DomainName = 'contoso.onmicrosoft.com' }"),
  standIn("Get-RoleGroup", "$global:groups | ForEach-Object { [pscustomobject] @{ Name = $_ } }"),
  standIn(
    "New-RoleGroup",
    `$global:writes++; $global:groups += $Name; Write-Output "created $Name with $($Roles -join '+') in $CustomRecipientWriteScope"`,
  ),
  standIn(
    "Get-RoleGroupMember",
    "$global:members[$Identity] | Where-Object { $_ } | ForEach-Object { [pscustomobject] @{ Name = $_ } }",
  ),
  standIn(
    "Add-RoleGroupMember",
    "$global:writes++; $global:members[$Identity] = @($global:members[$Identity]) + $Member",
  ),
  standIn(
    "Get-ManagementRoleAssignment",
    `$global:roles | Where-Object {
        $_.RoleAssigneeName -eq $RoleAssignee -and (-not $Role -or $_.Role -eq $Role) -and
        (-not $RecipientAdministrativeUnitScope -or $_.RecipientAdministrativeUnitScope -eq $RecipientAdministrativeUnitScope)
    }`,
  ),
  standIn(
    "New-ManagementRoleAssignment",
    `$global:writes++
    $global:roles += [pscustomobject] @{ Role = $Role; RoleAssigneeName = $App; CustomResourceScope = $CustomResourceScope; RecipientAdministrativeUnitScope = $RecipientAdministrativeUnitScope }`,
  ),
].join("")}`;

inEachShell("the script for role groups, run in $name $version", (shell) => {
  const run = (...parts: string[]) => runIn(shell, parts.join("\n"));

  test("does it all once, and nothing when it runs again", () => {
    const { script } = new ExchangeRoleGroupScript(newStack(), "RoleGroups", {
      identity,
      connection,
      displayName: "Contoso's",
      roleGroups: [
        ExchangeRoleGroup.fromExisting("View-Only Organization Management"),
        ExchangeRoleGroup.create({ name: "Mine", roles: ["Mail Recipients"], recipientScope: "Germany" }),
      ],
      managementRoles: [
        ExchangeManagementRole.VIEW_ONLY_CONFIGURATION,
        ExchangeManagementRole.VIEW_ONLY_CONFIGURATION.scopedTo("Sales"),
        ExchangeManagementRole.MAIL_RECIPIENTS.inAdministrativeUnit(UNIT_ID),
      ],
    });
    const writes = 'Write-Output "writes $global:writes"';
    const { output } = run(exchangeAdministration, script, writes, script, writes);
    expect(output.match(/writes 7/g)).toHaveLength(2);
    expect(output).toContain("Registered Contoso's in Exchange Online.");
    expect(output.trimEnd()).toContain("Mine");
  });
});

const graph = `
$global:grants = @(); $global:assignments = @(); $global:writes = 0
${[
  standIn("Connect-MgGraph", ""),
  standIn(
    "Get-MgServicePrincipal",
    `if ($Filter -like '*00000003-0000-0000-c000-000000000000*') {
        [pscustomobject] @{ Id = 'graph'; AppRoles = @([pscustomobject] @{ Id = 'u'; Value = 'User.Read.All' }, [pscustomobject] @{ Id = 'x'; Value = 'User.ReadWrite.All' }) }
    }
    else {
        [pscustomobject] @{ Id = 'exchange-online' }
    }`,
  ),
  standIn("Get-MgServicePrincipalAppRoleAssignment", "$global:grants"),
  standIn(
    "New-MgServicePrincipalAppRoleAssignment",
    "$global:writes++; $global:grants += [pscustomobject] @{ Id = 'g'; AppRoleId = $AppRoleId; ResourceId = $ResourceId; ResourceDisplayName = 'Office 365 Exchange Online' }",
  ),
  standIn("Get-MgRoleManagementDirectoryRoleAssignment", "$global:assignments"),
  standIn(
    "New-MgRoleManagementDirectoryRoleAssignment",
    "$global:writes++; $global:assignments += [pscustomobject] @{ Id = 'r'; RoleDefinitionId = $RoleDefinitionId; DirectoryScopeId = $DirectoryScopeId }",
  ),
].join("")}`;

test("the stand-ins for the documented cmdlets are sound PowerShell", async () => {
  const parse = await powerShellParser();
  for (const script of [exchangeOnline("throw 'UnAuthorized'"), exchangeAdministration, graph]) {
    expect(parse(script).hasError).toBe(false);
  }
});

inEachShell("the script that grants, run in $name $version", (shell) => {
  const run = (...parts: string[]) => runIn(shell, parts.join("\n"));

  test("grants once, changes nothing when it runs again, and shows both", () => {
    const { script } = new GrantScript({
      identity,
      connection,
      directoryRoles: [DirectoryRole.GLOBAL_READER, DirectoryRole.SECURITY_READER],
      graphPermissions: [GraphPermission.USER_READ_ALL],
    });
    const writes = 'Write-Output "writes $global:writes"';
    const { output } = run(graph, script, writes, script, writes);
    expect(output.match(/writes 4/g)).toHaveLength(2);
    expect(output).toContain("Granted Exchange.ManageAsApp.");
    expect(output).toContain("Granted User.Read.All.");
    expect(output).toContain(DirectoryRole.SECURITY_READER.templateId);
  });

  test("grants nothing if Microsoft Graph does not know a permission, and names those near it", () => {
    const { script } = new GrantScript({
      identity,
      connection,
      directoryRoles: [DirectoryRole.GLOBAL_READER],
      graphPermissions: [GraphPermission.of("User.Reed.All")],
    });
    const { output } = run(graph, `try { ${script} } catch { "failed: $_" }`, 'Write-Output "writes $global:writes"');
    expect(output).toContain(
      "no application permission User.Reed.All. Names near it: User.Read.All, User.ReadWrite.All",
    );
    expect(output).toContain("writes 0");
  });
});

inEachShell("the scripts of virtual machines, read by the parser of $name $version", (shell) => {
  const run = (...parts: string[]) => runIn(shell, parts.join("\n"));

  test.each([
    ["the module's", INSTALL_MODULE_SCRIPT],
    ["another module's", INSTALL_ADDITIONAL_MODULE_SCRIPT],
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
