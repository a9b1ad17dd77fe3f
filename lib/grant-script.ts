import type { DirectoryRole } from "./directory-role/directory-role";
import type { ExchangeConnection } from "./exchange-online/exchange-connection";
import { ExchangeOnline } from "./exchange-online/exchange-online";
import type { ManagedIdentity } from "./identity/managed-identity";
import { quoted, quotedForTerraform } from "./powershell/quote";
import { terraformText } from "./terraform/text";

/** The script for the permission and the roles. */
export interface GrantScriptProps {
  /** The identity that gets the permission and the roles. */
  readonly identity: ManagedIdentity;

  /** The roles. */
  readonly directoryRoles: DirectoryRole[];

  /** The tenant that the script signs in to. */
  readonly connection: ExchangeConnection;
}

/**
 * The PowerShell script that does the guide's last two steps with Microsoft Graph PowerShell, for pipelines that may
 * not grant: an administrator of the directory runs it once. A second run changes nothing.
 *
 * Guide: system-assigned steps 4 and 5; user-assigned steps 5 and 6.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class GrantScript {
  /** The script. Terraform fills in the id of the identity. */
  public readonly script: string;

  public constructor(props: GrantScriptProps) {
    const scopes = ["AppRoleAssignment.ReadWrite.All", "Application.Read.All"];
    const roles = props.directoryRoles.map(assignment);
    if (roles.length > 0) {
      scopes.push("RoleManagement.ReadWrite.Directory");
    }
    const { organization, cloud } = props.connection;
    const environment = cloud.graphEnvironment === undefined ? "" : ` -Environment ${cloud.graphEnvironment}`;
    this.script = terraformText`# Grants Exchange.ManageAsApp and Microsoft Entra roles to a managed identity, with Microsoft Graph PowerShell. An
# administrator of the directory runs it once; a second run changes nothing.
$ErrorActionPreference = 'Stop'
$principalId = '${props.identity.principalId}'
$appRoleId = '${ExchangeOnline.MANAGE_AS_APP_ROLE_ID}'

Connect-MgGraph -Scopes @(${scopes.map(quoted).join(", ")}) -TenantId ${quotedForTerraform(organization)}${environment} -NoWelcome
$exchangeOnline = Get-MgServicePrincipal -Filter "AppId eq '${ExchangeOnline.APPLICATION_ID}'"
if (-not $exchangeOnline) {
    throw 'This tenant has no service principal of Office 365 Exchange Online. Add it once: New-MgServicePrincipal -AppId ${ExchangeOnline.APPLICATION_ID}'
}

function Get-Permission {
    Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principalId -All |
        Where-Object { $_.AppRoleId -eq $appRoleId -and $_.ResourceId -eq $exchangeOnline.Id }
}
if (-not (Get-Permission)) {
    $null = New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principalId -PrincipalId $principalId -AppRoleId $appRoleId -ResourceId $exchangeOnline.Id
    Write-Output 'Granted Exchange.ManageAsApp.'
}

function Get-Role {
    Get-MgRoleManagementDirectoryRoleAssignment -Filter "principalId eq '$principalId'" -All
}
${roles.join("")}
Get-Permission | Format-Table -Property @('Id', 'AppRoleId', 'ResourceDisplayName')
Get-Role | Format-Table -Property @('Id', 'RoleDefinitionId', 'DirectoryScopeId')
`;
  }
}

function assignment(role: DirectoryRole): string {
  const id = quoted(role.templateId);
  const scope = quotedForTerraform(role.scope);
  return terraformText`if (-not (Get-Role | Where-Object { $_.RoleDefinitionId -eq ${id} -and $_.DirectoryScopeId -eq ${scope} })) {
    $null = New-MgRoleManagementDirectoryRoleAssignment -PrincipalId $principalId -RoleDefinitionId ${id} -DirectoryScopeId ${scope}
    Write-Output ('Assigned ' + ${quotedForTerraform(role.name)} + ' for ' + ${scope} + '.')
}
`;
}
