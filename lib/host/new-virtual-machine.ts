import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { OperatingSystem } from "../exchange-module/virtual-machine";
import { HostIdentity } from "../identity/host-identity";
import type { ManagedIdentity } from "../identity/managed-identity";
import type { IUserAssignedIdentity } from "../identity/user-assigned-identity";
import { network } from "../terraform/virtual-machine-bindings";
import { newIdentity } from "./host-identity-expressions";
import type { NewVirtualMachineProps, VirtualMachineHostOptions } from "./new-virtual-machine-props";
import { ownIdentityOfMachine, VirtualMachineBase, type VirtualMachineResource } from "./virtual-machine-host";
import { VirtualMachineImage } from "./virtual-machine-image";

const DEFAULT_ADMIN = "azureadmin";
const DEFAULT_SIZE = "Standard_B2s_v2";

/** What a new Windows and a new Linux virtual machine have in common. @internal */
export abstract class NewVirtualMachineBase extends VirtualMachineBase {
  public abstract readonly resource: VirtualMachineResource;

  /** @internal */
  protected readonly _parts: MachineParts;

  private readonly provider: VirtualMachineHostOptions["provider"];
  private ownIdentity?: ManagedIdentity;

  protected constructor(
    scope: Construct,
    id: string,
    system: OperatingSystem,
    props: NewVirtualMachineProps & VirtualMachineHostOptions,
  ) {
    super(scope, id, { ...props, operatingSystem: system });
    this.provider = props.provider;
    this._parts = partsOf(this, system, props);
  }

  public get hostId(): string {
    return this.resource.id;
  }

  public get hostName(): string {
    return this.resource.name;
  }

  public get resourceGroupName(): string {
    return this.resource.resourceGroupName;
  }

  public get location(): string {
    return this.resource.location;
  }

  public get dependables(): ITerraformDependable[] {
    return [this.resource, ...this._parts.wayOut];
  }

  public get systemAssignedIdentity(): ManagedIdentity {
    const { name, resourceGroupName } = this.resource;
    this.ownIdentity ??= ownIdentityOfMachine(this, this.resource, { name, resourceGroupName }, this.provider);
    return this.ownIdentity;
  }

  public requireUserAssignedIdentity(_identity: IUserAssignedIdentity): void {
    // It was made with it.
  }
}

/* What stands in the scope of a new machine of either system, and the arguments that are alike. */
type MachineParts = ReturnType<typeof partsOf>;

function partsOf(scope: Construct, system: OperatingSystem, props: NewVirtualMachineProps & VirtualMachineHostOptions) {
  const { name, provider, tags, protect } = props;
  const group = props.resourceGroup._bind(scope, "ResourceGroup", { provider, tags });
  const identity = (props.identity ?? HostIdentity.systemAssigned())._bind(scope, "Identity", { group, ...props });
  const place = { resourceGroupName: group.name, location: props.location ?? group.location, tags, provider };
  const { subnetId, wayOut } = props.network._bind(scope, "Network", { ...place, machineName: name });
  const card = new network.Interface(scope, "NetworkInterface", {
    ...place,
    name: `${name}-nic`,
    ipConfiguration: [{ name: "internal", subnetId, privateIpAddressAllocation: "Dynamic" }],
  });
  const image = props.image ?? DEFAULT_IMAGE[system];
  // Left out where it is off, which is what Azure takes for machines without it.
  const trustedLaunch = (props.trustedLaunch ?? true) || undefined;
  return {
    wayOut,
    image,
    config: {
      ...place,
      name,
      size: props.size ?? DEFAULT_SIZE,
      adminUsername: props.adminUsername ?? DEFAULT_ADMIN,
      networkInterfaceIds: [card.id],
      osDisk: { caching: "ReadWrite", storageAccountType: "StandardSSD_LRS" },
      sourceImageReference: image._reference,
      identity: newIdentity(identity.systemAssigned, identity.userAssigned),
      bootDiagnostics: {},
      secureBootEnabled: trustedLaunch,
      vtpmEnabled: trustedLaunch,
      encryptionAtHostEnabled: props.encryptionAtHost || undefined,
      lifecycle: { preventDestroy: protect || undefined },
    },
  };
}

const DEFAULT_IMAGE: { readonly [system in OperatingSystem]: VirtualMachineImage } = {
  [OperatingSystem.WINDOWS]: VirtualMachineImage.WINDOWS_SERVER_2025,
  [OperatingSystem.LINUX]: VirtualMachineImage.UBUNTU_24_04_LTS,
};
