import type { ITerraformDependable } from "cdktf";
import type { AutomationAccount } from "@cdktf/provider-azurerm/lib/automation-account";
import type { Construct } from "constructs";
import { HostIdentity } from "../identity/host-identity";
import type { ManagedIdentity } from "../identity/managed-identity";
import type { IUserAssignedIdentity } from "../identity/user-assigned-identity";
import { type BoundResourceGroup, HostResourceGroup } from "../resource-group/host-resource-group";
import { warnOfUnprotectedAdoption } from "../terraform/adoption-warning";
import { azurerm } from "../terraform/bindings";
import { ImportBlock } from "../terraform/import-block";
import { AutomationAccountBase, ownIdentityOf } from "./automation-account";
import { checkAutomationAccountName } from "./automation-account-name";
import type { ExistingAutomationAccountProps } from "./existing-automation-account";
import { keptIdentity } from "./host-identity-expressions";
import { refusePlace } from "../resource-group/place";
import { locationOf } from "./host-location";

/** An Automation account that exists and that Terraform takes over. */
export interface AdoptedAutomationAccountProps extends ExistingAutomationAccountProps {
  /**
   * The identity that it is to carry, beside those that it carries already.
   *
   * @default HostIdentity.systemAssigned()
   */
  readonly identity?: HostIdentity;

  /**
   * Tags of an identity that is made with it; the account keeps its own.
   *
   * @default - none
   */
  readonly tags?: { [name: string]: string };

  /**
   * Whether Terraform refuses to destroy it.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/* Everything of the account but its identity. */
const NOT_OURS = [
  "location",
  "sku_name",
  "local_authentication_enabled",
  "public_network_access_enabled",
  "encryption",
  "tags",
];

/** An Automation account that Terraform takes over. Internal; programs say `AutomationAccountHost.adopt`. */
export class AdoptedAutomationAccount extends AutomationAccountBase {
  public readonly hostId: string;
  public readonly hostName: string;
  public readonly resourceGroupName: string;
  public readonly idBefore: string;
  public readonly dependables: ITerraformDependable[];

  private readonly account: AutomationAccount;
  private ownIdentity?: ManagedIdentity;
  private readLocation?: string;
  private readonly place: { readonly hostName: string; readonly resourceGroupName: string };

  /** `boundGroup` is the account's group where the stack reads it already. */
  public constructor(
    scope: Construct,
    id: string,
    props: AdoptedAutomationAccountProps,
    boundGroup?: BoundResourceGroup,
  ) {
    refusePlace(scope, id, props, checkAutomationAccountName);
    super(scope, id, props.provider);
    const { name, provider } = props;
    const group =
      boundGroup ?? HostResourceGroup.existing(props.resourceGroupName)._bind(this, "ResourceGroup", { provider });
    const identity = (props.identity ?? HostIdentity.systemAssigned())._bind(this, "Identity", { group, ...props });
    const before = new azurerm.DataAzurermAutomationAccount(this, "Before", {
      name,
      resourceGroupName: group.name,
      provider,
    });
    this.account = new azurerm.AutomationAccount(this, "Resource", {
      name,
      resourceGroupName: group.name,
      // Required by the provider and ignored: an account stays where and what it is.
      location: group.location,
      skuName: "Basic",
      identity: keptIdentity(before, identity.systemAssigned, identity.userAssigned),
      lifecycle: { preventDestroy: props.protect ?? true, ignoreChanges: NOT_OURS },
      provider,
    });
    this.idBefore = `${group.id}/providers/Microsoft.Automation/automationAccounts/${name}`;
    new ImportBlock(this.account, this.idBefore, provider);
    // Not by the resource's own attributes: a read that waits for a change of the account would replace what lies in it.
    this.place = { hostName: name, resourceGroupName: group.name };
    this.hostId = this.account.id;
    this.hostName = this.account.name;
    this.resourceGroupName = this.account.resourceGroupName;
    this.dependables = [this.account];
    warnOfUnprotectedAdoption(this, props.protect);
  }

  public get systemAssignedIdentity(): ManagedIdentity {
    this.ownIdentity ??= ownIdentityOf(this, this.account, this.provider);
    return this.ownIdentity;
  }

  public get location(): string {
    this.readLocation ??= locationOf(this, "Microsoft.Automation/automationAccounts", this.place, this.provider);
    return this.readLocation;
  }

  public requireUserAssignedIdentity(_identity: IUserAssignedIdentity): void {
    // It is taken over with it.
  }
}
