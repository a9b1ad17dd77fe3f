import type { ManagedIdentity } from "../identity/managed-identity";
import { quotedForTerraform } from "../powershell/quote";
import { guardedId } from "../text/guarded-id";
import { literal, terraformText } from "../text/terraform-text";
import { GUID } from "../validation/text-rule";
import type { ExchangeConnection } from "./exchange-connection";
import type { ExchangeManagementRole } from "./exchange-management-role";
import type { ExchangeRoleGroup } from "./exchange-role-group";

/* The steps of the script that an Exchange administrator runs. */

/** What the start of the script is made of. Internal. */
export interface HeaderProps {
  readonly identity: ManagedIdentity;
  readonly clientId: string;
  readonly displayName: string;
  readonly connection: ExchangeConnection;
  readonly roleGroups: ExchangeRoleGroup[];
  readonly managementRoles: ExchangeManagementRole[];
}

/** Creates the groups that are new, and makes the identity a member of each. */
export function roleGroupSteps(groups: ExchangeRoleGroup[]): string[] {
  const changes = groups.map((group) => (group.roles ? creation(group, group.roles) : "") + membership(group));
  return groups.length === 0 ? [] : [membershipTest(), ...changes, listing(groups)];
}

/** Assigns each management role. */
export function managementRoleSteps(roles: ExchangeManagementRole[]): string[] {
  return roles.length === 0 ? [] : [...roles.map(assignment), LISTING_OF_ASSIGNMENTS];
}

/** The start of the script: the ids, the check of the organization, and the identity's service principal. */
export function scriptHeader(props: HeaderProps): string {
  const { identity, clientId, displayName, connection, roleGroups, managementRoles } = props;
  const { organization, cloud } = connection;
  const environment =
    cloud.exchangeEnvironment === undefined ? "" : ` -ExchangeEnvironmentName ${cloud.exchangeEnvironment}`;
  return terraformText`${what(roleGroups, managementRoles)} An Exchange administrator connects first, and runs
# it once: Connect-ExchangeOnline${environment}
# A second run changes nothing.
$ErrorActionPreference = 'Stop'
$organization = ${quotedForTerraform(organization)}
$applicationId = '${clientId}'
$principalId = '${identity._principalIdInScript}'
$displayName = ${quotedForTerraform(displayName)}

$connected = @(Get-ConnectionInformation | Where-Object { $_.State -eq 'Connected' } | ForEach-Object { $_.Organization })
if ($connected.Count -eq 0) { throw 'Connect first: Connect-ExchangeOnline${environment}' }
$domains = @(Get-AcceptedDomain | ForEach-Object { "$($_.DomainName)" })
if ($domains -notcontains $organization) {
    throw ('This session is connected to ' + ($connected -join ', ') + ', not to ' + $organization + '. Disconnect-ExchangeOnline, then Connect-ExchangeOnline${environment} as an administrator of that organization.')
}

$principal = Get-ServicePrincipal | Where-Object { $_.ObjectId -eq $principalId }
if (-not $principal) {
    $principal = New-ServicePrincipal -AppId $applicationId -ObjectId $principalId -DisplayName $displayName
    Write-Output "Registered $displayName in Exchange Online."
}
`;
}

function membershipTest(): string {
  return literal(`function Test-Member([string] $group) {
    $ids = @($principalId, $principal.Identity, $principal.Guid, $principal.Name) | Where-Object { $_ } | ForEach-Object { "$_" }
    foreach ($member in @(Get-RoleGroupMember -Identity $group)) {
        foreach ($id in @($member.ExternalDirectoryObjectId, $member.Identity, $member.Guid, $member.Name)) {
            if ($id -and $ids -contains "$id") { return $true }
        }
    }
    return $false
}
`);
}

/* A group that exists under the name may be somebody else's: it has to be what would have been created. */
function creation(group: ExchangeRoleGroup, roles: string[]): string {
  const name = quotedForTerraform(group.name);
  const scope = quotedForTerraform(group.recipientScope ?? "");
  const limit = group.recipientScope === undefined ? "" : ` -CustomRecipientWriteScope ${scope}`;
  return terraformText`$wanted = @(${roles.map(quotedForTerraform).join(", ")})
if (Get-RoleGroup -ResultSize Unlimited | Where-Object { $_.Name -eq ${name} }) {
    $assigned = @(Get-ManagementRoleAssignment -RoleAssignee ${name} | Where-Object { "$($_.RoleAssignmentDelegationType)" -notlike 'Delegating*' })
    $roles = @($assigned | ForEach-Object { "$($_.Role)" })
    $other = @($roles | Where-Object { $wanted -notcontains $_ }) + @($wanted | Where-Object { $roles -notcontains $_ })
    $otherScopes = @($assigned | ForEach-Object { "$($_.CustomRecipientWriteScope)" } | Where-Object { $_ -ne ${scope} })
    if ($other.Count -gt 0 -or $otherScopes.Count -gt 0) {
        throw ('There is a role group ' + ${name} + ' already, which differs in: ' + (($other + $otherScopes) -join ', ') + '. Choose another name, or change the group to what the configuration says. Nothing was changed in it.')
    }
}
else {
    $null = New-RoleGroup -Name ${name} -Roles $wanted${limit} -ManagedBy 'Organization Management'
    Write-Output ('Created the role group ' + ${name} + '.')
}
`;
}

function membership(group: ExchangeRoleGroup): string {
  const name = quotedForTerraform(group.name);
  return terraformText`if (-not (Test-Member ${name})) {
    try {
        Add-RoleGroupMember -Identity ${name} -Member $principalId
        Write-Output ('Added ' + $displayName + ' to ' + ${name} + '.')
    }
    catch {
        if ("$($_.Exception.Message)" -notmatch 'already a member') { throw }
    }
}
`;
}

function listing(groups: ExchangeRoleGroup[]): string {
  const names = groups.map(({ name }) => quotedForTerraform(name)).join(", ");
  return terraformText`foreach ($group in @(${names})) {
    Get-ManagementRoleAssignment -RoleAssignee $group | Format-Table -Property @('Role', 'RoleAssigneeName', 'CustomRecipientWriteScope')
}
`;
}

function assignment(role: ExchangeManagementRole): string {
  const name = quotedForTerraform(role.name);
  const { filter, limit } = limitOf(role);
  return terraformText`if (-not (Get-ManagementRoleAssignment -RoleAssignee $principalId -AssignmentMethod Direct -Role ${name}${filter})) {
    $null = New-ManagementRoleAssignment -App $principalId -Role ${name}${limit}
    Write-Output ('Assigned the management role ' + ${name} + ' to ' + $displayName + '.')
}
`;
}

/* Another limit of the same role is another assignment. */
function limitOf({ recipientScope, administrativeUnit }: ExchangeManagementRole): { filter: string; limit: string } {
  if (administrativeUnit !== undefined) {
    const unit = terraformText` -RecipientAdministrativeUnitScope '${guardedId(administrativeUnit, `^${GUID}$`)}'`;
    return { filter: unit, limit: unit };
  }
  if (recipientScope !== undefined) {
    const scope = quotedForTerraform(recipientScope);
    return {
      filter: terraformText` | Where-Object { "$($_.CustomResourceScope)" -eq ${scope} }`,
      limit: terraformText` -CustomResourceScope ${scope}`,
    };
  }
  return {
    filter: literal(" | Where-Object { -not $_.CustomResourceScope -and -not $_.RecipientAdministrativeUnitScope }"),
    limit: "",
  };
}

const LISTING_OF_ASSIGNMENTS =
  literal(`Get-ManagementRoleAssignment -RoleAssignee $principalId -AssignmentMethod Direct | Format-Table -Property @('Role', 'RoleAssigneeName', 'CustomResourceScope')
`);

function what(roleGroups: ExchangeRoleGroup[], managementRoles: ExchangeManagementRole[]): string {
  if (managementRoles.length === 0) {
    return "# Makes a managed identity a member of role groups of Exchange Online.";
  }
  return roleGroups.length === 0
    ? "# Assigns management roles of Exchange Online to a managed identity."
    : "# Makes a managed identity a member of role groups of Exchange Online, and assigns management roles to it.";
}
