import type { DirectoryRole } from "../directory-rights/directory-role";
import type { ExchangeConnection } from "../exchange-online/exchange-connection";
import { ExchangeOnline } from "../exchange-online/exchange-online";
import type { ManagedIdentity } from "../identity/managed-identity";
import type { GraphPermission } from "../directory-rights/graph-permission";
import { MicrosoftGraph } from "../directory-rights/microsoft-graph";
import { quoted, quotedForTerraform } from "../powershell/quote";
import { guardedId } from "../text/guarded-id";
import { literal, terraformText } from "../text/terraform-text";
import { GUID } from "../validation/text-rule";

/** The script for the permission and the roles. */
export interface GrantScriptProps {
  /** The identity that gets the permission and the roles. */
  readonly identity: ManagedIdentity;

  /** The roles. */
  readonly directoryRoles: DirectoryRole[];

  /**
   * The application permissions of Microsoft Graph.
   *
   * @default - none
   */
  readonly graphPermissions?: GraphPermission[];

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
    const permissions = props.graphPermissions ?? [];
    const { organization, cloud } = props.connection;
    const environment = cloud.graphEnvironment === undefined ? "" : ` -Environment ${cloud.graphEnvironment}`;
    const body = terraformText`$exchangeOnline = Get-MgServicePrincipal -Filter "AppId eq '${ExchangeOnline.APPLICATION_ID}'"
if (-not $exchangeOnline) {
    throw 'This tenant has no service principal of Office 365 Exchange Online. Add it once: New-MgServicePrincipal -AppId ${ExchangeOnline.APPLICATION_ID}'
}
${permissions.length > 0 ? graphLookup(permissions) : ""}
function Get-Permission {
    Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principalId -All |
        Where-Object { $_.AppRoleId -eq $appRoleId -and $_.ResourceId -eq $exchangeOnline.Id }
}
if (-not (Get-Permission)) {
    $null = New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principalId -PrincipalId $principalId -AppRoleId $appRoleId -ResourceId $exchangeOnline.Id
    Write-Output 'Granted Exchange.ManageAsApp.'
}
${permissions.length > 0 ? GRAPH_GRANTS : ""}${roles.length > 0 ? ROLE_LOOKUP : ""}${roles.join("")}
Get-Permission | Format-Table -Property @('Id', 'AppRoleId', 'ResourceDisplayName')
${permissions.length > 0 ? GRAPH_LISTING : ""}${roles.length > 0 ? ROLE_LISTING : ""}`;
    this.script = terraformText`# Grants Exchange.ManageAsApp${permissions.length > 0 ? ", permissions of Microsoft Graph" : ""}${roles.length > 0 ? " and Microsoft Entra roles" : ""} to a managed identity, with Microsoft Graph PowerShell. An
# administrator of the directory runs it once; a second run changes nothing.
$ErrorActionPreference = 'Stop'
$principalId = '${props.identity._principalIdInScript}'
$appRoleId = '${ExchangeOnline.MANAGE_AS_APP_ROLE_ID}'

Connect-MgGraph -Scopes @(${scopes.map(quoted).join(", ")}) -TenantId ${quotedForTerraform(organization)}${environment} -ContextScope Process -NoWelcome
try {
${indented(body)}}
finally {
    # The sign-in was for this window and for this script only.
    $null = Disconnect-MgGraph
}
`;
  }
}

/* What stands inside a block of PowerShell. */
function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "    ");
}

/* Every name is looked up before anything is granted. */
function graphLookup(permissions: GraphPermission[]): string {
  return terraformText`
$graph = Get-MgServicePrincipal -Filter "AppId eq '${MicrosoftGraph.APPLICATION_ID}'"
$graphRoles = @()
foreach ($name in @(${permissions.map(({ name }) => quotedForTerraform(name)).join(", ")})) {
    $role = $graph.AppRoles | Where-Object { $_.Value -ceq $name }
    if (-not $role) {
        $near = @($graph.AppRoles | Where-Object { $_.Value -like ($name.Split('.')[0] + '.*') } | ForEach-Object { $_.Value } | Sort-Object)
        throw ('Microsoft Graph has no application permission ' + $name + '. Names near it: ' + ($near -join ', '))
    }
    $graphRoles += $role
}
`;
}

const GRAPH_GRANTS = literal(`
function Get-GraphPermission {
    Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principalId -All | Where-Object { $_.ResourceId -eq $graph.Id }
}
foreach ($role in $graphRoles) {
    if (-not (Get-GraphPermission | Where-Object { $_.AppRoleId -eq $role.Id })) {
        $null = New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principalId -PrincipalId $principalId -AppRoleId $role.Id -ResourceId $graph.Id
        Write-Output ('Granted ' + $role.Value + '.')
    }
}
`);

const ROLE_LOOKUP = literal(`
function Get-Role {
    Get-MgRoleManagementDirectoryRoleAssignment -Filter "principalId eq '$principalId'" -All
}
`);

const ROLE_LISTING = literal(`Get-Role | Format-Table -Property @('Id', 'RoleDefinitionId', 'DirectoryScopeId')
`);

const GRAPH_LISTING = literal(`Get-GraphPermission | Format-Table -Property @('Id', 'AppRoleId', 'ResourceDisplayName')
`);

function assignment(role: DirectoryRole): string {
  const id = `'${guardedId(role.templateId, `^${GUID}$`)}'`;
  const scope = `'${guardedId(role.scope, `^/(?:administrativeUnits/${GUID})?$`)}'`;
  return terraformText`if (-not (Get-Role | Where-Object { $_.RoleDefinitionId -eq ${id} -and $_.DirectoryScopeId -eq ${scope} })) {
    $null = New-MgRoleManagementDirectoryRoleAssignment -PrincipalId $principalId -RoleDefinitionId ${id} -DirectoryScopeId ${scope}
    Write-Output ('Assigned ' + ${quotedForTerraform(role.name)} + ' for ' + ${scope} + '.')
}
`;
}
