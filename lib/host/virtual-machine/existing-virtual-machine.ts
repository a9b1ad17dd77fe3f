import type { ITerraformDependable } from "cdktf";
import { DataAzurermVirtualMachine } from "@cdktf/provider-azurerm/lib/data-azurerm-virtual-machine";
import type { Construct } from "constructs";
import { hostKey } from "../../azure/host-key";
import type { OperatingSystem } from "../../azure/i-virtual-machine";
import type { BoundHostIdentity } from "../../identity/bound-host-identity";
import { HostIdentity } from "../../identity/host-identity";
import type { IUserAssignedIdentity } from "../../identity/i-user-assigned-identity";
import type { ManagedIdentity } from "../../identity/managed-identity";
import { HostResourceGroup } from "../../resource-group/host-resource-group";
import { type ExistingHostProps, reportExistingHost } from "../host-props";
import { identityPostconditions } from "../identity-block";
import { assertSystemAssigned, ownIdentity } from "../own-identity";
import { VirtualMachineBase } from "./virtual-machine-base";
import { EXISTING_MACHINE_NAME } from "./virtual-machine-name";

/** An existing virtual machine, which is only read. Internal: programs call `fromExisting`. */
export class ExistingVirtualMachine extends VirtualMachineBase {
  public readonly hostId: string;
  public readonly hostName: string;
  public readonly resourceGroupName: string;
  public readonly location: string;
  public readonly userAssignedIdentity?: IUserAssignedIdentity;
  public readonly dependables: ITerraformDependable[] = [];
  public readonly _key: string[];

  private readonly machine: DataAzurermVirtualMachine;
  private readonly identity: BoundHostIdentity;
  private ownIdentity?: ManagedIdentity;

  /** `resourceGroup` is the object for the machine's group, if another step reads it too. */
  public constructor(
    scope: Construct,
    id: string,
    operatingSystem: OperatingSystem,
    props: ExistingHostProps,
    resourceGroup: HostResourceGroup = HostResourceGroup.fromExisting(props.resourceGroupName),
  ) {
    super(scope, id, { operatingSystem, provider: props.provider });
    reportExistingHost(this, props, EXISTING_MACHINE_NAME);
    const { name, resourceGroupName, provider } = props;
    const group = resourceGroup._bind(this, "ResourceGroup", { provider });
    const identity = props.identity ?? HostIdentity.systemAssigned();
    this.identity = identity._bind(this, "Identity", { resourceGroup, group, provider });
    this.userAssignedIdentity = this.identity.userAssigned;
    this.machine = new DataAzurermVirtualMachine(this, "Resource", {
      name,
      resourceGroupName,
      lifecycle: { postcondition: identityPostconditions(this.identity) },
      provider,
    });
    this.hostId = this.machine.id;
    this.hostName = this.machine.name;
    this.resourceGroupName = this.machine.resourceGroupName;
    this.location = this.machine.location;
    this._key = hostKey("virtual machine", resourceGroupName, name, provider);
  }

  public get systemAssignedIdentity(): ManagedIdentity {
    assertSystemAssigned(this, this.identity);
    this.ownIdentity ??= ownIdentity(this, this.machine.identity.get(0).principalId);
    return this.ownIdentity;
  }
}
