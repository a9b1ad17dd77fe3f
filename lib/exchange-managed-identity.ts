import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type DeploymentPermissions, deploymentPermissionsOf } from "./deployment-permissions";
import { DirectoryRoleAssignment } from "./directory-role/directory-role-assignment";
import { warnOfRole } from "./directory-role/role-warnings";
import { type ExchangeManagedIdentityProps, GrantsBy } from "./exchange-managed-identity-props";
import {
  checkRunbookRuntime,
  checkRuntimes,
  importFindings,
  NO_RUNBOOK,
  roleFindings,
  typeFindings,
  warnOfChoices,
} from "./exchange-managed-identity-rules";
import type { IExchangeModule } from "./exchange-module/exchange-module";
import { PowerShellRuntime } from "./exchange-module/powershell-runtime";
import { ExchangeCloud } from "./exchange-online/exchange-cloud";
import { ExchangeConnection } from "./exchange-online/exchange-connection";
import { ExchangeOnline } from "./exchange-online/exchange-online";
import { ExchangeRoleGroupScript } from "./exchange-online/exchange-role-group-script";
import { ManageAsAppGrant } from "./exchange-online/manage-as-app-grant";
import { GrantScript } from "./grant-script";
import { automationAccountOf } from "./host/automation-account/i-automation-account-host";
import type { IExchangeHost } from "./host/i-exchange-host";
import { resolveIdentity } from "./host/resolve-identity";
import type { ManagedIdentity } from "./identity/managed-identity";
import { ExchangeRunbook } from "./runbook/exchange-runbook";
import { InputValidation } from "./validation/input-validation";

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

  /** The role assignments, in the order given; none if Terraform does not assign them here. */
  public readonly roleAssignments: DirectoryRoleAssignment[];

  /** The script that grants the permission and assigns the roles; undefined without `GrantsBy.SCRIPT`. */
  public readonly grantScript?: string;

  /** The script that makes the identity a member of its role groups; undefined if there are none. */
  public readonly roleGroupScript?: string;

  /** The tenant, and the command that connects to it. */
  public readonly connection: ExchangeConnection;

  /** The runbook that connects; undefined if there is none. */
  public readonly runbook?: ExchangeRunbook;

  private readonly props: ExchangeManagedIdentityProps;
  private readonly validation: InputValidation;

  /**
   * @throws an `Error` named `ExchangeInputError` that reports everything in the properties that Azure, Microsoft Entra
   *   or Exchange Online would refuse
   */
  public constructor(scope: Construct, id: string, props: ExchangeManagedIdentityProps) {
    super(scope, id);
    typeFindings(props).report(this);
    this.props = props;
    this.validation = InputValidation.collect(this);
    const runtimes = props.module?.runtimes;

    // Step 1: create a user-assigned identity, and a resource with the managed identity.
    this.host = this.createHost();

    // Step 2: the id of the managed identity.
    this.identity = resolveIdentity(this, this.host, props.identity);

    // Step 3: add the Exchange Online PowerShell module.
    const moduleRuntimes = runtimes ?? [this.host.supportedRuntimes[0]];
    this.modules = this.addModules(moduleRuntimes);

    this.connection = this.connect();

    // Step 4: grant the Exchange.ManageAsApp permission.
    this.grant = this.grantPermission();

    // Step 5: assign Microsoft Entra roles, or make the identity a member of role groups.
    this.roleAssignments = this.assignRoles();
    this.grantScript = this.createGrantScript();
    this.roleGroupScript = this.createRoleGroupScript();

    // Connect.
    this.runbook = this.addRunbook(moduleRuntimes);

    importFindings(props).report(this);
    this.validation._finish();
    warnOfChoices(this, props, moduleRuntimes);
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

  private get rights(): ITerraformDependable[] {
    return [...(this.grant?.dependables ?? []), ...this.roleAssignments.flatMap(({ dependables }) => dependables)];
  }

  private createHost(): IExchangeHost {
    const { host, identity, tags, protect, azurerm: provider } = this.props;
    const resourceGroup = host._resourceGroup;
    if (resourceGroup) {
      // The identity comes first, and has the group of the host unless it has its own.
      const group = this.validation._step("host", () => resourceGroup._bind(this, "ResourceGroup", { provider, tags }));
      this.validation._step("identity", () =>
        identity._bind(this, "Identity", { resourceGroup, group, tags, protect, provider }),
      );
    }
    this.validation._add("identity", host._isExisting ? identity._checkOnExistingHost() : undefined);
    return this.validation._step("host", () => host._create(this, "Host", { identity, tags, protect, provider }));
  }

  private addModules(runtimes: PowerShellRuntime[]): IExchangeModule[] {
    const { module, adopt } = this.props;
    this.validation._add("module.runtimes", checkRuntimes(runtimes));
    return [...new Set(runtimes)].map((runtime, index) => {
      const rename = (property: string) =>
        ({ runtime: `module.runtimes[${index}]`, adopt: "adopt.modules" })[property] ?? `module.${property}`;
      return this.validation._step(rename, () =>
        this.host.addExchangeModule(`Module${runtime.version}`, {
          version: module?.version ?? PowerShellRuntime.newestModuleFor(runtimes),
          prerequisites: module?.prerequisites,
          contentUri: module?.contentUri,
          contentHash: module?.contentHash,
          adopt: adopt?.modules,
          runtime,
        }),
      );
    });
  }

  private connect(): ExchangeConnection {
    const { organization, cloud = ExchangeCloud.PUBLIC } = this.props;
    const finding = cloud.organizationRule.check(organization);
    this.validation._add("organization", finding);
    // The steps that follow need a connection even if its organization was refused.
    return new ExchangeConnection({
      organization: finding ? `contoso.${cloud.domain}` : organization,
      cloud,
      identity: this.identity,
    });
  }

  private grantPermission(): ManageAsAppGrant | undefined {
    const { grants = GrantsBy.TERRAFORM, adopt, azuread: provider } = this.props;
    if (grants !== GrantsBy.TERRAFORM) {
      return undefined;
    }
    const rename = () => "adopt.manageAsAppAssignmentId";
    return this.validation._step(
      rename,
      () =>
        new ManageAsAppGrant(this, "ManageAsApp", {
          exchangeOnline: ExchangeOnline.fromTenant(this, "ExchangeOnline", { provider }),
          identity: this.identity,
          adoptAssignmentId: adopt?.manageAsAppAssignmentId,
          provider,
        }),
    );
  }

  private assignRoles(): DirectoryRoleAssignment[] {
    const { directoryRoles = [], adopt, azuread: provider } = this.props;
    const findings = roleFindings(this.props);
    findings.report(this);
    if (!this.grant || !this.validation._isValid) {
      return [];
    }
    return directoryRoles.map((role) => {
      const rename = () => `adopt.roleAssignmentIds["${role.label}"]`;
      return this.validation._step(
        rename,
        () =>
          new DirectoryRoleAssignment(this, `Role-${role._key(this)}`, {
            principal: this.identity,
            role,
            adoptAssignmentId: adopt?.roleAssignmentIds?.[role.label],
            provider,
          }),
      );
    });
  }

  private createGrantScript(): string | undefined {
    const { directoryRoles = [], grants } = this.props;
    if (grants !== GrantsBy.SCRIPT) {
      return undefined;
    }
    directoryRoles.forEach((role) => warnOfRole(this, role));
    return new GrantScript({ identity: this.identity, directoryRoles, connection: this.connection }).script;
  }

  private createRoleGroupScript(): string | undefined {
    const { exchangeRoleGroups: roleGroups, identity, host, azuread: provider } = this.props;
    if (!roleGroups) {
      return undefined;
    }
    const rename = (property: string) => property.replace("roleGroups", "exchangeRoleGroups");
    const displayName = identity._name ?? host._name;
    return this.validation._step(
      rename,
      () =>
        new ExchangeRoleGroupScript(this, "RoleGroups", {
          identity: this.identity,
          connection: this.connection,
          displayName,
          roleGroups,
          provider,
        }),
    ).script;
  }

  private addRunbook(runtimes: PowerShellRuntime[]): ExchangeRunbook | undefined {
    const { runbook, tags, azurerm: provider } = this.props;
    const account = automationAccountOf(this.host);
    if (!runbook) {
      return undefined;
    }
    if (!account) {
      this.validation._add("runbook", NO_RUNBOOK);
      return undefined;
    }
    this.validation._add("runbook.runtime", checkRunbookRuntime(runbook.runtime, runtimes));
    const module = this.modules.find(({ runtime }) => runtime === (runbook.runtime ?? runtimes[0])) ?? this.modules[0];
    if (!module) {
      return undefined;
    }
    return this.validation._step(
      "runbook",
      () =>
        new ExchangeRunbook(this, "Runbook", {
          account,
          module,
          connection: this.connection,
          name: runbook.name,
          script: runbook.script,
          schedule: runbook.schedule,
          dependsOn: this.rights,
          tags,
          provider,
        }),
    );
  }
}
