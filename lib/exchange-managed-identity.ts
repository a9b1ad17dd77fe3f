import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { ApplicationPermissionGrant } from "./directory-rights/application-permission-grant";
import { resourceProvidersOf } from "./azure/resource-providers";
import { type DeploymentPermissions, deploymentPermissionsOf } from "./azure/deployment-permissions";
import type { DirectoryRoleAssignment } from "./directory-rights/directory-role-assignment";
import type { IExchangeModule } from "./exchange-module/exchange-module";
import { ExchangeCloud } from "./exchange-online/exchange-cloud";
import { ExchangeConnection } from "./exchange-online/exchange-connection";
import type { ManageAsAppGrant } from "./exchange-online/manage-as-app-grant";
import { automationAccountOf, type IExchangeHost } from "./host/i-exchange-host";
import { resolveIdentity } from "./host/resolve-identity";
import type { IdentityLock } from "./identity/identity-lock";
import type { ManagedIdentity } from "./identity/managed-identity";
import { addAlert, addDiagnostics, addRunbooks } from "./procedure/add-runbooks";
import { warnAboutChoices } from "./procedure/choice-warnings";
import { createHost, lockIdentity, withCheckedTags } from "./procedure/create-host";
import type { ExchangeManagedIdentityProps } from "./procedure/exchange-managed-identity-props";
import {
  assignRoles,
  createGrantScript,
  createRoleGroupScript,
  grantGraphPermissions,
  grantManageAsApp,
} from "./procedure/grant-rights";
import { installModules } from "./procedure/install-modules";
import type { Procedure } from "./procedure/procedure";
import { roleHints, warnAboutRoles } from "./procedure/role-coverage";
import { importFindings } from "./procedure/role-findings";
import { automationOnlyFindings } from "./procedure/runbook-findings";
import { EXCHANGE_MANAGED_IDENTITY } from "./procedure/types";
import type { ExchangeRunbook } from "./runbook/exchange-runbook";
import type { RunbookAlert } from "./runbook/runbook-alert";
import type { RunbookDiagnostics } from "./runbook/runbook-diagnostics";
import { InputValidation, reportProblems, throwProblems } from "./validation/input-validation";

/**
 * A managed identity that connects to Exchange Online PowerShell: the whole procedure of the guide.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class ExchangeManagedIdentity extends Construct {
  /** The Azure resource that carries the identity. */
  public readonly host: IExchangeHost;

  /** The identity that has the permission and the roles. */
  public readonly identity: ManagedIdentity;

  /** The module, once for each runtime. */
  public readonly modules: IExchangeModule[];

  /** The permission Exchange.ManageAsApp; undefined if Terraform does not grant it here. */
  public readonly grant?: ManageAsAppGrant;

  /** The permissions of Microsoft Graph, in the order given; none if Terraform does not grant them here. */
  public readonly graphPermissionGrants: ApplicationPermissionGrant[];

  /** The role assignments, in the order given; none if Terraform does not assign them here. */
  public readonly roleAssignments: DirectoryRoleAssignment[];

  /** The script that grants the permission and assigns the roles; undefined without `GrantsBy.SCRIPT`. */
  public readonly grantScript?: string;

  /** The script for the identity's role groups and management roles of Exchange Online; undefined if there are none. */
  public readonly roleGroupScript?: string;

  /** The tenant, and the command that connects to it. */
  public readonly connection: ExchangeConnection;

  /** The runbooks, in the order given. */
  public readonly runbooks: ExchangeRunbook[];

  /** The diagnostic setting of the account; undefined if there is none. */
  public readonly diagnostics?: RunbookDiagnostics;

  /** The alert on the jobs of the runbooks; undefined if there is none. */
  public readonly alert?: RunbookAlert;

  /** The lock of the user-assigned identity; undefined if there is none. */
  public readonly lock?: IdentityLock;

  /** @internal What could be less or simpler, for a person who asks. */
  public readonly _hints: string[];

  /**
   * @throws an `Error` named `ExchangeInputError` that reports everything in the properties that Azure, Microsoft Entra
   *   or Exchange Online would refuse
   */
  public constructor(scope: Construct, id: string, props: ExchangeManagedIdentityProps) {
    super(scope, id);
    throwProblems(this, EXCHANGE_MANAGED_IDENTITY(props));
    const validation = InputValidation.collect(this);
    const procedure: Procedure = { scope: this, props: withCheckedTags(this, props), validation };

    // Step 1: create a user-assigned identity, and a resource with the managed identity.
    this.host = createHost(procedure);
    this.lock = lockIdentity(procedure);

    // Step 2: the id of the managed identity.
    this.identity = resolveIdentity(this, this.host, props.identity);

    // Step 3: add the Exchange Online PowerShell module.
    const runtimes = props.module?.runtimes ?? [this.host.supportedRuntimes[0]];
    this.modules = installModules(procedure, this.host, runtimes);

    this.connection = this.connect(procedure);

    // Step 4: grant the Exchange.ManageAsApp permission, and those of Microsoft Graph.
    this.grant = grantManageAsApp(procedure, this.identity);
    this.graphPermissionGrants = grantGraphPermissions(procedure, this.identity);

    // Step 5: assign Microsoft Entra roles, or role groups and roles of Exchange Online.
    this.roleAssignments = assignRoles(procedure, this.identity, this.grant);
    this.grantScript = createGrantScript(procedure, this.identity, this.connection);
    this.roleGroupScript = createRoleGroupScript(procedure, this.identity, this.connection);

    // Connect.
    const account = automationAccountOf(this.host);
    const { modules, connection, rights } = this;
    this.runbooks = account ? addRunbooks(procedure, { account, runtimes, modules, connection, rights }) : [];
    this.diagnostics = account && addDiagnostics(procedure, account);
    this.alert = account && addAlert(procedure, account, this.runbooks);
    if (!account) {
      automationOnlyFindings(props).report(this);
    }

    importFindings(props).report(this);
    reportProblems(this, validation.close());
    warnAboutChoices(this, props, runtimes);
    warnAboutRoles(this, props);
    this._hints = roleHints(props);
  }

  /** The command that has to be the first of every script that connects. */
  public get connectCommand(): string {
    return this.connection.command;
  }

  /** For `dependsOn` of whatever connects: the module, the permission and the roles. */
  public get dependables(): ITerraformDependable[] {
    return [...this.modules.flatMap((module) => module.dependables), ...this.rights];
  }

  /** The rights of the principal that deploys this construct. */
  public get requiredDeploymentPermissions(): DeploymentPermissions {
    return deploymentPermissionsOf(this);
  }

  /**
   * The Azure resource providers, such as `Microsoft.Automation`, that the subscription has to have registered. azurerm 5
   * registers none by itself: give them to its `resourceProvidersToRegister`.
   */
  public get requiredResourceProviders(): string[] {
    return resourceProvidersOf(this);
  }

  private get rights(): ITerraformDependable[] {
    const grants = [...(this.grant ? [this.grant] : []), ...this.graphPermissionGrants, ...this.roleAssignments];
    return grants.flatMap(({ dependables }) => dependables);
  }

  private connect({ props, validation }: Procedure): ExchangeConnection {
    const { organization, cloud = ExchangeCloud.PUBLIC } = props;
    const finding = cloud._organizationRule.check(organization);
    validation.add("organization", finding);
    // The steps that follow need a connection even if its organization was refused.
    return new ExchangeConnection({
      organization: finding ? `contoso.${cloud.domain}` : organization,
      cloud,
      identity: this.identity,
    });
  }
}
