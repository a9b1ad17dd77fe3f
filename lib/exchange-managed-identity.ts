import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { DirectoryRole } from "./directory-role/directory-role";
import { DirectoryRoleAssignment } from "./directory-role/directory-role-assignment";
import { ExchangeConnection } from "./exchange-online/exchange-connection";
import type { ExchangeCloud } from "./exchange-online/exchange-cloud";
import { ExchangeOnline } from "./exchange-online/exchange-online";
import { ManageAsAppGrant } from "./exchange-online/manage-as-app-grant";
import type { IExchangeModule } from "./exchange-module/exchange-module";
import type { ExchangeHost } from "./host/exchange-host";
import type { IExchangeHost } from "./host/i-exchange-host";
import { HostIdentity } from "./identity/host-identity";
import type { ManagedIdentity } from "./identity/managed-identity";
import { checkExchangeManagedIdentity, chosenRuntimes, warnOfChoices } from "./exchange-managed-identity-checks";
import { chosenVersion, type ExchangeModuleChoice } from "./exchange-module/exchange-module-choice";

/** What an `ExchangeManagedIdentity` is made of. */
export interface ExchangeManagedIdentityProps {
  /** The tenant's initial domain, such as `contoso.onmicrosoft.com`; never a custom one. */
  readonly organization: string;

  /**
   * The cloud that the tenant lives in.
   *
   * @default ExchangeCloud.PUBLIC
   */
  readonly cloud?: ExchangeCloud;

  /** The Azure resource that runs PowerShell: new, read or taken over. */
  readonly host: ExchangeHost;

  /** The identity that it carries. Where it is a user-assigned one, permission and roles are that one's. */
  readonly identity: HostIdentity;

  /**
   * The Exchange Online PowerShell module.
   *
   * @default - the newest version that the host's usual runtime can hold
   */
  readonly module?: ExchangeModuleChoice;

  /** The Microsoft Entra roles of the identity; at least one. */
  readonly directoryRoles: DirectoryRole[];

  /**
   * Tags of everything that is made and takes tags; never of what is adopted, nor of runtime environments, which a
   * changed tag would replace.
   *
   * @default - none
   */
  readonly tags?: { [name: string]: string };

  /**
   * Whether Terraform refuses to destroy the host and the identity.
   *
   * @default - true for what is adopted, else false
   */
  readonly protect?: boolean;

  /**
   * The azurerm provider, of everything in Azure.
   *
   * @default - the stack's default one
   */
  readonly azurerm?: TerraformProvider;

  /**
   * The azuread provider, of everything in the directory.
   *
   * @default - the stack's default one
   */
  readonly azuread?: TerraformProvider;
}

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

  /** The permission Exchange.ManageAsApp. */
  public readonly grant: ManageAsAppGrant;

  /** The assignments of the roles, in the order given. */
  public readonly roleAssignments: DirectoryRoleAssignment[];

  /** The tenant, and the command that connects to it. */
  public readonly connection: ExchangeConnection;

  /** For `dependsOn` of whatever is to connect: the module, the permission and the roles. */
  public readonly dependables: ITerraformDependable[];

  /**
   * @throws an `Error` named `ExchangeInputError` that tells everything which Azure, Microsoft Entra or Exchange
   *   Online would refuse of the properties
   */
  public constructor(scope: Construct, id: string, props: ExchangeManagedIdentityProps) {
    checkExchangeManagedIdentity(scope, id, props);
    super(scope, id);
    const { azurerm, azuread, tags, protect } = props;
    const inAzure = { tags, protect, provider: azurerm };

    // User-assigned step 1: create a user-assigned managed identity.
    const group = props.host._resourceGroup._bind(this, "ResourceGroup", inAzure);
    const identity = props.identity._bind(this, "Identity", { group, ...inAzure });

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
      this.host.addExchangeModule(`Module${runtime.version}`, { ...props.module, version, runtime }),
    );

    // Step 4 (5): grant the Exchange.ManageAsApp permission.
    const exchangeOnline = ExchangeOnline.fromTenant(this, "ExchangeOnline", { provider: azuread });
    this.grant = new ManageAsAppGrant(this, "ManageAsApp", {
      exchangeOnline,
      identity: this.identity,
      provider: azuread,
    });

    // Step 5 (6): assign Microsoft Entra roles.
    this.roleAssignments = props.directoryRoles.map(
      (role) =>
        new DirectoryRoleAssignment(this, `Role-${role._key(this)}`, {
          principal: this.identity,
          role,
          provider: azuread,
        }),
    );

    this.connection = new ExchangeConnection({ ...props, identity: this.identity });
    this.dependables = [...this.modules, this.grant, ...this.roleAssignments].flatMap((step) => step.dependables);
    warnOfChoices(this, props);
  }

  /** The command that has to be the first of every script that connects. */
  public get connectCommand(): string {
    return this.connection.command;
  }
}
