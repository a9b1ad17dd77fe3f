import type { ITerraformDependable } from "cdktf";
import { AutomationAccount } from "@cdktf/provider-azurerm/lib/automation-account";
import { DataAzurermAutomationAccount } from "@cdktf/provider-azurerm/lib/data-azurerm-automation-account";
import type { Construct } from "constructs";
import { warnOfUnprotectedAdoption } from "../../azure/adoption-warning";
import type { BoundHostIdentity } from "../../identity/bound-host-identity";
import { HostIdentity } from "../../identity/host-identity";
import type { IUserAssignedIdentity } from "../../identity/i-user-assigned-identity";
import type { ManagedIdentity } from "../../identity/managed-identity";
import { HostResourceGroup } from "../../resource-group/host-resource-group";
import { ImportBlock } from "../../terraform/import-block";
import { type AdoptedHostProps, reportExistingHost } from "../host-props";
import { mergedIdentity } from "../identity-block";
import { assertSystemAssigned, ownHost } from "../own-identity";
import { AutomationAccountBase } from "./automation-account-base";
import { AUTOMATION_ACCOUNT_NAME } from "./automation-account-name";

/* Everything of the account but its identity. */
const IGNORED_CHANGES = [
  "location",
  "sku_name",
  "local_authentication_enabled",
  "public_network_access_enabled",
  "encryption",
  "tags",
];

/** An existing Automation account that Terraform imports. Internal: programs call `AutomationAccountHost.adopt`. */
export class AdoptedAutomationAccount extends AutomationAccountBase {
  public readonly hostId: string;
  public readonly hostName: string;
  public readonly resourceGroupName: string;
  public readonly userAssignedIdentity?: IUserAssignedIdentity;
  public readonly importId: string;
  public readonly dependables: ITerraformDependable[];
  public readonly _key: string[];

  private readonly resource: AutomationAccount;
  private readonly identity: BoundHostIdentity;
  private readonly names: { readonly name: string; readonly resourceGroupName: string };
  private ownIdentity?: ManagedIdentity;
  private knownLocation?: string;

  /** `resourceGroup` is the object for the account's group, if another step reads it too. */
  public constructor(
    scope: Construct,
    id: string,
    props: AdoptedHostProps,
    resourceGroup: HostResourceGroup = HostResourceGroup.fromExisting(props.resourceGroupName),
  ) {
    super(scope, id, props.provider);
    reportExistingHost(this, props, AUTOMATION_ACCOUNT_NAME);
    const { name, provider, tags, protect } = props;
    const group = resourceGroup._bind(this, "ResourceGroup", { provider });
    const identity = props.identity ?? HostIdentity.systemAssigned();
    this.identity = identity._bind(this, "Identity", { resourceGroup, group, tags, protect, provider });
    this.userAssignedIdentity = this.identity.userAssigned;
    this.names = { name, resourceGroupName: group.name };
    const current = new DataAzurermAutomationAccount(this, "Current", { ...this.names, provider });
    this.resource = new AutomationAccount(this, "Resource", {
      ...this.names,
      // Required by the provider and ignored: the account keeps its location and its SKU.
      location: group.location,
      skuName: "Basic",
      identity: mergedIdentity(current, this.identity),
      lifecycle: { preventDestroy: protect ?? true, ignoreChanges: IGNORED_CHANGES },
      provider,
    });
    this.importId = `${group.id}/providers/Microsoft.Automation/automationAccounts/${name}`;
    new ImportBlock(this.resource, this.importId, provider);
    this.hostId = this.resource.id;
    this.hostName = this.resource.name;
    this.resourceGroupName = this.resource.resourceGroupName;
    this.dependables = [this.resource];
    this._key = ownHost(this, "automation account", group.givenName, name, provider);
    warnOfUnprotectedAdoption(this, protect);
  }

  public get systemAssignedIdentity(): ManagedIdentity {
    assertSystemAssigned(this, this.identity);
    this.ownIdentity ??= this._ownIdentity(this.resource);
    return this.ownIdentity;
  }

  public get location(): string {
    // Not by the resource's attributes: a read that waits for the account's update would replace what lies in it.
    this.knownLocation ??= this._readLocation(this.names.name, this.names.resourceGroupName);
    return this.knownLocation;
  }
}
