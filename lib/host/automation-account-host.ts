import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { AutomationAccount } from "@cdktf/provider-azurerm/lib/automation-account";
import type { Construct } from "constructs";
import type { ExchangeModuleOptions, IExchangeModule } from "../exchange-module/exchange-module";
import { PowerShellRuntime } from "../exchange-module/powershell-runtime";
import { HostIdentity } from "../identity/host-identity";
import type { ManagedIdentity } from "../identity/managed-identity";
import type { IUserAssignedIdentity } from "../identity/user-assigned-identity";
import { Problems } from "../problem/problems";
import { checkLocation, type HostResourceGroup } from "../resource-group/host-resource-group";
import { azurerm } from "../terraform/bindings";
import { AdoptedAutomationAccount, type AdoptedAutomationAccountProps } from "./adopted-automation-account";
import { AutomationAccountBase, ownIdentityOf } from "./automation-account";
import { checkAutomationAccountName } from "./automation-account-name";
import { ExistingAutomationAccount, type ExistingAutomationAccountProps } from "./existing-automation-account";
import { newIdentity } from "./host-identity-expressions";
import type { IExchangeHost } from "./i-exchange-host";

/** What a new Automation account is, wherever its identity comes from. */
export interface NewAutomationAccountProps {
  /** The name: 6 to 50 letters, digits and `-`, the first and the last a letter or a digit. */
  readonly name: string;

  /** The group that it lies in. */
  readonly resourceGroup: HostResourceGroup;

  /**
   * The Azure location.
   *
   * @default - the group's
   */
  readonly location?: string;

  /**
   * Whether webhooks, DSC and agent-based workers may sign in with the account's keys.
   *
   * @default false
   */
  readonly localAuthentication?: boolean;

  /**
   * Whether the account can be reached from public networks.
   *
   * @default true
   */
  readonly publicNetworkAccess?: boolean;
}

/** What an `AutomationAccountHost` is made of. */
export interface AutomationAccountHostProps extends NewAutomationAccountProps {
  /**
   * The identity that it carries.
   *
   * @default HostIdentity.systemAssigned()
   */
  readonly identity?: HostIdentity;

  /**
   * Tags of the account, and of a group and an identity that are made with it.
   *
   * @default - none
   */
  readonly tags?: { [name: string]: string };

  /**
   * Whether Terraform refuses to destroy it.
   *
   * @default false
   */
  readonly protect?: boolean;

  /**
   * The azurerm provider.
   *
   * @default - the stack's default one
   */
  readonly provider?: TerraformProvider;
}

/**
 * An Azure Automation account with a managed identity.
 *
 * @see guide, system-assigned step 1 and user-assigned step 2: create Azure Automation accounts
 */
export class AutomationAccountHost extends AutomationAccountBase {
  /**
   * An account that exists and is only read. Terraform checks, before it writes anything, that it carries the identity
   * that is asked of it.
   *
   * @throws an `Error` named `ExchangeInputError` for a name that Azure would refuse
   */
  public static fromExisting(scope: Construct, id: string, props: ExistingAutomationAccountProps): IExchangeHost {
    return new ExistingAutomationAccount(scope, id, props);
  }

  /**
   * An account that exists and that Terraform takes over, to switch an identity on. It only ever adds the identity:
   * those that are there stay, and every other argument is ignored.
   *
   * @throws an `Error` named `ExchangeInputError` for a name that Azure would refuse
   */
  public static adopt(scope: Construct, id: string, props: AdoptedAutomationAccountProps): IExchangeHost {
    return new AdoptedAutomationAccount(scope, id, props);
  }

  public readonly hostId: string;
  public readonly hostName: string;
  public readonly resourceGroupName: string;
  public readonly location: string;
  public readonly idBefore?: string = undefined;
  public readonly dependables: ITerraformDependable[];

  /** The Terraform resource. */
  public readonly resource: AutomationAccount;

  private ownIdentity?: ManagedIdentity;

  /** @throws an `Error` named `ExchangeInputError` for a name or a location that Azure would refuse */
  public constructor(scope: Construct, id: string, props: AutomationAccountHostProps) {
    const problems = new Problems();
    problems.note("name", checkAutomationAccountName(props.name));
    problems.note("location", props.location === undefined ? undefined : checkLocation(props.location));
    props.resourceGroup._check(problems, "resourceGroup");
    problems.raise(scope, id);
    super(scope, id, props.provider);

    const { provider, tags, protect } = props;
    const group = props.resourceGroup._bind(this, "ResourceGroup", { provider, tags });
    const identity = (props.identity ?? HostIdentity.systemAssigned())._bind(this, "Identity", { group, ...props });
    this.resource = new azurerm.AutomationAccount(this, "Resource", {
      name: props.name,
      resourceGroupName: group.name,
      location: props.location ?? group.location,
      skuName: "Basic",
      identity: newIdentity(identity.systemAssigned, identity.userAssigned),
      localAuthenticationEnabled: props.localAuthentication ?? false,
      publicNetworkAccessEnabled: props.publicNetworkAccess ?? true,
      tags,
      lifecycle: protect ? { preventDestroy: true } : undefined,
      provider,
    });
    this.hostId = this.resource.id;
    this.hostName = this.resource.name;
    this.resourceGroupName = this.resource.resourceGroupName;
    this.location = this.resource.location;
    this.dependables = [this.resource];
  }

  public get systemAssignedIdentity(): ManagedIdentity {
    this.ownIdentity ??= ownIdentityOf(this, this.resource, this.provider);
    return this.ownIdentity;
  }

  public requireUserAssignedIdentity(_identity: IUserAssignedIdentity): void {
    // It was made with it.
  }

  public override addExchangeModule(id: string, options: ExchangeModuleOptions = {}): IExchangeModule {
    const runtime = options.runtime ?? PowerShellRuntime.V5_1;
    // Nobody else has put them there, as they may have in the 5.1 of an account that was there before.
    const prerequisites = options.prerequisites ?? (runtime === PowerShellRuntime.V5_1 ? true : undefined);
    return super.addExchangeModule(id, { ...options, runtime, prerequisites });
  }
}
