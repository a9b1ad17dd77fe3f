import type { ITerraformDependable } from "cdktf";
import { DataAzurermVirtualMachine } from "@cdktf/provider-azurerm/lib/data-azurerm-virtual-machine";
import { LinuxVirtualMachine } from "@cdktf/provider-azurerm/lib/linux-virtual-machine";
import { WindowsVirtualMachine } from "@cdktf/provider-azurerm/lib/windows-virtual-machine";
import type { Construct } from "constructs";
import { warnOfUnprotectedAdoption } from "../../azure/adoption-warning";
import { OperatingSystem } from "../../azure/i-virtual-machine";
import type { BoundHostIdentity } from "../../identity/bound-host-identity";
import { HostIdentity } from "../../identity/host-identity";
import type { IUserAssignedIdentity } from "../../identity/i-user-assigned-identity";
import type { ManagedIdentity } from "../../identity/managed-identity";
import { HostResourceGroup } from "../../resource-group/host-resource-group";
import { ImportBlock } from "../../terraform/import-block";
import { type AdoptedHostProps, reportExistingHost } from "../host-props";
import { mergedIdentity } from "../identity-block";
import { assertSystemAssigned, ownHost } from "../own-identity";
import { ignoredChangesOf, placeholdersFor } from "./ignored-changes";
import { VirtualMachineBase, type VirtualMachineResource } from "./virtual-machine-base";
import { EXISTING_MACHINE_NAME } from "./virtual-machine-name";

/** An existing virtual machine that Terraform imports. Internal: programs call `adopt`. */
export class AdoptedVirtualMachine extends VirtualMachineBase {
  public readonly hostId: string;
  public readonly hostName: string;
  public readonly resourceGroupName: string;
  public readonly location: string;
  public readonly userAssignedIdentity?: IUserAssignedIdentity;
  public readonly dependables: ITerraformDependable[];
  public readonly _key: string[];

  private readonly resource: VirtualMachineResource;
  private readonly identity: BoundHostIdentity;
  private readonly names: { readonly name: string; readonly resourceGroupName: string };
  private ownIdentity?: ManagedIdentity;

  /** `resourceGroup` is the object for the machine's group, if another step reads it too. */
  public constructor(
    scope: Construct,
    id: string,
    operatingSystem: OperatingSystem,
    props: AdoptedHostProps,
    resourceGroup: HostResourceGroup = HostResourceGroup.fromExisting(props.resourceGroupName),
  ) {
    super(scope, id, { operatingSystem, provider: props.provider, tags: props.tags });
    reportExistingHost(this, props, EXISTING_MACHINE_NAME);
    const { name, provider, tags, protect } = props;
    const group = resourceGroup._bind(this, "ResourceGroup", { provider });
    const identity = props.identity ?? HostIdentity.systemAssigned();
    this.identity = identity._bind(this, "Identity", { resourceGroup, group, tags, protect, provider });
    this.userAssignedIdentity = this.identity.userAssigned;
    this.names = { name, resourceGroupName: group.name };
    const current = new DataAzurermVirtualMachine(this, "Current", { ...this.names, provider });
    const config = {
      ...this.names,
      ...placeholdersFor(group),
      location: current.location,
      identity: mergedIdentity(current, this.identity),
      lifecycle: { preventDestroy: protect ?? true, ignoreChanges: ignoredChangesOf(operatingSystem) },
      provider,
    };
    this.resource =
      operatingSystem === OperatingSystem.WINDOWS
        ? new WindowsVirtualMachine(this, "Resource", config)
        : new LinuxVirtualMachine(this, "Resource", config);
    new ImportBlock(this.resource, `${group.id}/providers/Microsoft.Compute/virtualMachines/${name}`, provider);
    this.hostId = this.resource.id;
    this.hostName = name;
    this.resourceGroupName = group.name;
    this.location = current.location;
    this.dependables = [this.resource];
    this._key = ownHost(this, "virtual machine", group.givenName, name, provider);
    warnOfUnprotectedAdoption(this, protect);
  }

  public get systemAssignedIdentity(): ManagedIdentity {
    assertSystemAssigned(this, this.identity);
    this.ownIdentity ??= this._ownIdentity(this.resource, this.names);
    return this.ownIdentity;
  }
}
