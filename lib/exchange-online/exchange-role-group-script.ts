import type { TerraformProvider } from "cdktf";
import { DataAzureadServicePrincipals } from "@cdktf/provider-azuread/lib/data-azuread-service-principals";
import { Construct } from "constructs";
import type { ManagedIdentity } from "../identity/managed-identity";
import { PrincipalPropagation } from "../identity/principal-propagation";
import { READ_PRINCIPAL, requireDirectoryRight } from "../deployment-permissions";
import { quotedForTerraform } from "../powershell/quote";
import { terraformText } from "../terraform/text";
import { Findings } from "../validation/findings";
import type { ExchangeConnection } from "./exchange-connection";
import type { ExchangeRoleGroup } from "./exchange-role-group";

/** The script for role groups. */
export interface ExchangeRoleGroupScriptProps {
  /** The identity that becomes a member. */
  readonly identity: ManagedIdentity;

  /** The tenant. The script checks that it is connected to this organization before it changes anything. */
  readonly connection: ExchangeConnection;

  /** The name that Exchange Online shows for the identity. */
  readonly displayName: string;

  /** The groups; at least one, each once. */
  readonly roleGroups: ExchangeRoleGroup[];

  /**
   * The azuread provider, which knows the client id of a system-assigned identity.
   *
   * @default - the stack's default one
   */
  readonly provider?: TerraformProvider;
}

/**
 * The PowerShell script that makes a managed identity a member of role groups of Exchange Online. No provider can do it:
 * an Exchange administrator runs the script once. A second run changes nothing.
 *
 * @see https://learn.microsoft.com/powershell/exchange/app-only-auth-powershell-v2
 */
export class ExchangeRoleGroupScript extends Construct {
  /** The script. Terraform fills in the ids. */
  public readonly script: string;

  /** @throws an `Error` named `ExchangeInputError` for no group, or one that is named twice */
  public constructor(scope: Construct, id: string, props: ExchangeRoleGroupScriptProps) {
    super(scope, id);
    const findings = new Findings();
    const names = props.roleGroups.map(({ name }) => name.toLowerCase());
    const allowed = "one role group or more, each once";
    if (names.length === 0) {
      findings.add("roleGroups", { given: [], allowed, remedy: "name a role group, or leave the property out" });
    }
    names.forEach((name, index) => {
      const isTwice = names.indexOf(name) !== index;
      const given = props.roleGroups[index].name;
      findings.add(
        `roleGroups[${index}]`,
        isTwice ? { given, allowed, remedy: "name each role group once" } : undefined,
      );
    });
    findings.report(this);
    const clientId = props.identity.clientId ?? this.readClientId(props);
    const changes = props.roleGroups.map(
      (group) => (group.roles ? creation(group, group.roles) : "") + membership(group),
    );
    this.script = [header(clientId, props), ...changes, listing(props.roleGroups)].join("\n");
  }

  /* Only its service principal has the client id of a system-assigned identity. */
  private readClientId({ identity, provider }: ExchangeRoleGroupScriptProps): string {
    const principals = new DataAzureadServicePrincipals(this, "Principal", {
      objectIds: [identity.principalId],
      ignoreMissing: true,
      provider,
      lifecycle: {
        postcondition: [
          {
            condition: "${length(self.service_principals) == 1}",
            errorMessage:
              "The identity is not in the directory yet, which takes seconds to minutes after its creation. Apply again in a minute.",
          },
        ],
      },
    });
    principals.dependsOn = PrincipalPropagation.of(this).dependsOn(identity);
    requireDirectoryRight(this, READ_PRINCIPAL);
    return principals.servicePrincipals.get(0).clientId;
  }
}

function header(clientId: string, { identity, displayName, connection }: ExchangeRoleGroupScriptProps): string {
  const { organization, cloud } = connection;
  const environment =
    cloud.exchangeEnvironment === undefined ? "" : ` -ExchangeEnvironmentName ${cloud.exchangeEnvironment}`;
  return terraformText`# Makes a managed identity a member of role groups of Exchange Online. An Exchange administrator connects first, and runs
# it once: Connect-ExchangeOnline${environment}
# A second run changes nothing.
$ErrorActionPreference = 'Stop'
$organization = ${quotedForTerraform(organization)}
$applicationId = '${clientId}'
$principalId = '${identity.principalId}'
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

function Test-Member([string] $group) {
    $ids = @($principalId, $principal.Identity, $principal.Guid, $principal.Name) | Where-Object { $_ } | ForEach-Object { "$_" }
    foreach ($member in @(Get-RoleGroupMember -Identity $group)) {
        foreach ($id in @($member.ExternalDirectoryObjectId, $member.Identity, $member.Guid, $member.Name)) {
            if ($id -and $ids -contains "$id") { return $true }
        }
    }
    return $false
}
`;
}

function creation(group: ExchangeRoleGroup, roles: string[]): string {
  const name = quotedForTerraform(group.name);
  const scope =
    group.recipientScope === undefined ? "" : ` -CustomRecipientWriteScope ${quotedForTerraform(group.recipientScope)}`;
  return terraformText`if (-not (Get-RoleGroup -ResultSize Unlimited | Where-Object { $_.Name -eq ${name} })) {
    $null = New-RoleGroup -Name ${name} -Roles @(${roles.map(quotedForTerraform).join(", ")})${scope} -ManagedBy 'Organization Management'
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
