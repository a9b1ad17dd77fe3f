import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { DeploymentPermissions } from "./deployment/deployment-permissions";
import { permissionsFor } from "./deployment/deployment-permissions";
import { GrantScript } from "./deployment/grant-script";
import { DirectoryRoleAssignment } from "./directory-role/directory-role-assignment";
import { warnOfRole } from "./directory-role/role-warnings";
import { checkExchangeManagedIdentity, chosenRuntimes } from "./exchange-managed-identity-checks";
import { type ExchangeManagedIdentityProps, GrantsBy } from "./exchange-managed-identity-props";
import { warnOfChoices } from "./exchange-managed-identity-warnings";
import type { IExchangeModule } from "./exchange-module/exchange-module";
import { chosenVersion } from "./exchange-module/exchange-module-choice";
import { ExchangeConnection } from "./exchange-online/exchange-connection";
import { ExchangeOnline } from "./exchange-online/exchange-online";
import { ExchangeRoleGroupScript } from "./exchange-online/exchange-role-group-script";
import { ManageAsAppGrant } from "./exchange-online/manage-as-app-grant";
import type { IExchangeHost } from "./host/i-exchange-host";
import { HostIdentity } from "./identity/host-identity";
import type { ManagedIdentity } from "./identity/managed-identity";
import { ExchangeRunbook } from "./runbook/exchange-runbook";

/**
 * A managed identity that connects to Exchange Online PowerShell: the whole procedure of the guide.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class ExchangeManagedIdentity extends Construct {
  /** The resource that carries the identity. */
  public readonly host: IExchangeHost;

  /** The identity that holds permission and roles. */
  public readonly identity: ManagedIdentity;

  /** The module, once for each runtime. */
  public readonly modules: IExchangeModule[];

  /** The permission Exchange.ManageAsApp; undefined where a script grants it. */
  public readonly grant?: ManageAsAppGrant;

  /** The assignments of the roles, in the order given; none where a script assigns them. */
  public readonly roleAssignments: DirectoryRoleAssignment[];

  /** The script that grants permission and roles; undefined where Terraform does. */
  public readonly grantScript?: string;

  /** The script that makes the identity a member of its role groups; undefined without such. */
  public readonly roleGroupScript?: string;

  /** The tenant, and the command that connects to it. */
  public readonly connection: ExchangeConnection;

  /** The runbook that connects; undefined where there is none. */
  public readonly runbook?: ExchangeRunbook;

  /** For `dependsOn` of whatever is to connect: the module, the permission and the roles. */
  public readonly dependables: ITerraformDependable[];

  /** What the principal needs that applies it. */
  public readonly requiredDeploymentPermissions: DeploymentPermissions;

  /**
   * @throws an `Error` named `ExchangeInputError` that tells everything which Azure, Microsoft Entra or Exchange
   *   Online would refuse of the properties
   */
  public constructor(scope: Construct, id: string, props: ExchangeManagedIdentityProps) {
    checkExchangeManagedIdentity(scope, id, props);
    super(scope, id);
    const { azurerm, azuread, tags, protect, adopt } = props;
    const inAzure = { tags, protect, provider: azurerm };

    // User-assigned step 1: create a user-assigned managed identity.
    const group = props.host._resourceGroup._bind(this, "ResourceGroup", inAzure);
    const identity = props.identity._bind(this, "Identity", {
      group,
      groupOfHost: props.host._resourceGroup,
      ...inAzure,
    });

    // Step 1 (2): create a resource with the managed identity.
    this.host = props.host._bind(this, "Host", { group, identity: HostIdentity._of(identity), ...inAzure });

    // Step 2 (3): the id of the managed identity.
    if (identity.userAssigned) {
      this.host.requireUserAssignedIdentity(identity.userAssigned);
    }
    if (identity.systemAssigned && props.host._isOnlyRead) {
      void this.host.systemAssignedIdentity;
    }
    this.identity = identity.userAssigned?.managedIdentity ?? this.host.systemAssignedIdentity;

    // Step 3 (4): add the Exchange Online PowerShell module.
    const runtimes = chosenRuntimes(props);
    const version = chosenVersion(props.module, runtimes);
    this.modules = runtimes.map((runtime) =>
      this.host.addExchangeModule(`Module${runtime.version}`, {
        ...props.module,
        adopt: adopt?.modules,
        version,
        runtime,
      }),
    );

    // Step 4 (5): grant the Exchange.ManageAsApp permission. Step 5 (6): assign Microsoft Entra roles.
    const roles = props.directoryRoles ?? [];
    if (props.grants === GrantsBy.SCRIPT) {
      this.grantScript = new GrantScript({ identity: this.identity, directoryRoles: roles }).script;
      this.roleAssignments = [];
      roles.forEach((role) => warnOfRole(this, role));
    } else {
      this.grant = new ManageAsAppGrant(this, "ManageAsApp", {
        exchangeOnline: ExchangeOnline.fromTenant(this, "ExchangeOnline", { provider: azuread }),
        identity: this.identity,
        adoptAssignmentId: adopt?.manageAsAppAssignmentId,
        provider: azuread,
      });
      this.roleAssignments = roles.map(
        (role) =>
          new DirectoryRoleAssignment(this, `Role-${role._key(this)}`, {
            principal: this.identity,
            role,
            adoptAssignmentId: adopt?.roleAssignmentIds?.[role.label],
            provider: azuread,
          }),
      );
    }

    // Instead of a directory role, or beside one: role groups of Exchange Online.
    if (props.exchangeRoleGroups) {
      this.roleGroupScript = new ExchangeRoleGroupScript(this, "RoleGroups", {
        identity: this.identity,
        displayName: props.identity._name ?? props.host._name,
        roleGroups: props.exchangeRoleGroups,
        provider: azuread,
      }).script;
    }

    this.connection = new ExchangeConnection({ ...props, identity: this.identity });
    const rights = [...(this.grant ? [this.grant] : []), ...this.roleAssignments].flatMap((step) => step.dependables);
    this.dependables = [...this.modules.flatMap((module) => module.dependables), ...rights];
    if (props.runbook && this.host.automationAccount) {
      this.runbook = new ExchangeRunbook(this, "Runbook", {
        ...props.runbook,
        account: this.host.automationAccount,
        module: this.modules[runtimes.indexOf(props.runbook.runtime ?? runtimes[0])],
        connection: this.connection,
        dependsOn: rights,
        tags,
        provider: azurerm,
      });
    }
    this.requiredDeploymentPermissions = permissionsFor({
      grantsByTerraform: this.grant !== undefined,
      assignsRoles: this.roleAssignments.length > 0,
      readsPrincipal: this.roleGroupScript !== undefined && this.identity.clientId === undefined,
      createsGroup: props.host._resourceGroup._isCreated || props.identity._createsGroup,
      usesIdentityElsewhere: props.identity._isElsewhere,
      joinsSubnet: props.host._joinsSubnet,
    });
    warnOfChoices(this, props);
  }

  /** The command that has to be the first of every script that connects. */
  public get connectCommand(): string {
    return this.connection.command;
  }
}
