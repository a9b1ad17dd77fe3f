import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { ManagedIdentity } from "../identity/managed-identity";
import { PrincipalReadiness } from "../identity/principal-readiness";
import { quoted, quotedForTerraform } from "../powershell/quote";
import { Problems } from "../problem/problems";
import { azuread } from "../terraform/bindings";
import { literalText } from "../terraform/literal-text";
import type { ExchangeRoleGroup } from "./exchange-role-group";

/** What an `ExchangeRoleGroupScript` is made of. */
export interface ExchangeRoleGroupScriptProps {
  /** The identity that becomes a member. */
  readonly identity: ManagedIdentity;

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
 * The PowerShell script that makes a managed identity a member of role groups of Exchange Online. No provider can do
 * it: an Exchange administrator runs the script once. Run again it changes nothing.
 *
 * @see https://learn.microsoft.com/powershell/exchange/app-only-auth-powershell-v2
 */
export class ExchangeRoleGroupScript extends Construct {
  /** The script. Terraform fills in the ids. */
  public readonly script: string;

  /** @throws an `Error` named `ExchangeInputError` for no group, or one that is there twice */
  public constructor(scope: Construct, id: string, props: ExchangeRoleGroupScriptProps) {
    const problems = new Problems();
    const names = props.roleGroups.map(({ name }) => name.toLowerCase());
    const twice = props.roleGroups.find(({ name }, index) => names.indexOf(name.toLowerCase()) !== index);
    problems.note(
      "roleGroups",
      names.length === 0 || twice
        ? {
            given: twice?.name ?? [],
            allowed: "one role group or more, each once",
            remedy: "name each role group once",
          }
        : undefined,
    );
    problems.raise(scope, id);
    super(scope, id);
    const clientId = props.identity.clientId ?? this.readClientId(props);
    this.script = [
      header(clientId, props),
      ...props.roleGroups.map((group) => literalText(membership(group))),
      literalText(listing(props.roleGroups)),
    ].join("\n");
  }

  /* Only its service principal knows the client id of a system-assigned identity. */
  private readClientId({ identity, provider }: ExchangeRoleGroupScriptProps): string {
    const principals = new azuread.DataAzureadServicePrincipals(this, "Principal", {
      objectIds: [identity.principalId],
      ignoreMissing: true,
      provider,
      lifecycle: {
        postcondition: [
          {
            condition: "${length(self.service_principals) == 1}",
            errorMessage:
              "The identity is not in the directory yet, which takes seconds to minutes after it is made. Apply again in a minute.",
          },
        ],
      },
    });
    principals.dependsOn = PrincipalReadiness.of(this).dependenciesOf(identity);
    return principals.servicePrincipals.get(0).clientId;
  }
}

function header(clientId: string, { identity, displayName }: ExchangeRoleGroupScriptProps): string {
  return `# Makes a managed identity a member of role groups of Exchange Online. An Exchange administrator runs it once, after
# Connect-ExchangeOnline; run again it changes nothing.
$ErrorActionPreference = 'Stop'
$applicationId = '${clientId}'
$principalId = '${identity.principalId}'
$displayName = ${quotedForTerraform(displayName)}

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

function membership(group: ExchangeRoleGroup): string {
  const name = quoted(group.name);
  const add = `if (-not (Test-Member ${name})) {
    try {
        Add-RoleGroupMember -Identity ${name} -Member $principalId
        Write-Output ('Added ' + $displayName + ' to ' + ${name} + '.')
    }
    catch {
        if ("$($_.Exception.Message)" -notmatch 'already a member') { throw }
    }
}
`;
  if (!group.roles) {
    return add;
  }
  const scope = group.recipientScope === undefined ? "" : ` -CustomRecipientWriteScope ${quoted(group.recipientScope)}`;
  return `if (-not (Get-RoleGroup -ResultSize Unlimited | Where-Object { $_.Name -eq ${name} })) {
    $null = New-RoleGroup -Name ${name} -Roles @(${group.roles.map(quoted).join(", ")})${scope} -ManagedBy 'Organization Management'
    Write-Output ('Made the role group ' + ${name} + '.')
}
${add}`;
}

function listing(groups: ExchangeRoleGroup[]): string {
  const names = groups.map(({ name }) => quoted(name)).join(", ");
  return `foreach ($group in @(${names})) {
    Get-ManagementRoleAssignment -RoleAssignee $group | Format-Table -Property @('Role', 'RoleAssigneeName', 'CustomRecipientWriteScope')
}
`;
}
