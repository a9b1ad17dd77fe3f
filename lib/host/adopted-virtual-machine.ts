import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { OperatingSystem } from "../exchange-module/virtual-machine";
import { HostIdentity } from "../identity/host-identity";
import type { ManagedIdentity } from "../identity/managed-identity";
import type { IUserAssignedIdentity } from "../identity/user-assigned-identity";
import { type BoundResourceGroup, HostResourceGroup } from "../resource-group/host-resource-group";
import { warnOfUnprotectedAdoption } from "../terraform/adoption-warning";
import { ImportBlock } from "../terraform/import-block";
import { compute } from "../terraform/virtual-machine-bindings";
import type { ExistingVirtualMachineProps } from "./existing-virtual-machine";
import { keptIdentity } from "./host-identity-expressions";
import { ownIdentityOfMachine, VirtualMachineBase, type VirtualMachineResource } from "./virtual-machine-host";
import { notOursOf, placeholdersFor } from "./virtual-machine-left-alone";
import { refusePlace } from "../resource-group/place";
import { checkExistingVirtualMachineName } from "./virtual-machine-name";

/** A virtual machine that exists and that Terraform takes over. */
export interface AdoptedVirtualMachineProps extends ExistingVirtualMachineProps {
  /**
   * The identity that it is to carry, beside those that it carries already.
   *
   * @default HostIdentity.systemAssigned()
   */
  readonly identity?: HostIdentity;

  /**
   * Tags of an identity that is made with it, and of the command that installs the module; the machine keeps its own.
   *
   * @default - none
   */
  readonly tags?: { [name: string]: string };

  /**
   * Whether Terraform refuses to destroy it. Destroyed, its disk would go too.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/** A virtual machine that Terraform takes over. Internal; programs say `adopt`. */
export class AdoptedVirtualMachine extends VirtualMachineBase {
  public readonly hostId: string;
  public readonly hostName: string;
  public readonly resourceGroupName: string;
  public readonly location: string;
  public readonly dependables: ITerraformDependable[];

  private readonly machine: VirtualMachineResource;
  private readonly place: { readonly name: string; readonly resourceGroupName: string };
  private readonly provider: ExistingVirtualMachineProps["provider"];
  private ownIdentity?: ManagedIdentity;

  /** `boundGroup` is the machine's group where the stack reads it already. */
  public constructor(
    scope: Construct,
    id: string,
    operatingSystem: OperatingSystem,
    props: AdoptedVirtualMachineProps,
    boundGroup?: BoundResourceGroup,
  ) {
    refusePlace(scope, id, props, checkExistingVirtualMachineName);
    super(scope, id, { ...props, operatingSystem });
    const { name, provider } = props;
    const group =
      boundGroup ?? HostResourceGroup.existing(props.resourceGroupName)._bind(this, "ResourceGroup", { provider });
    const identity = (props.identity ?? HostIdentity.systemAssigned())._bind(this, "Identity", { group, ...props });
    this.place = { name, resourceGroupName: group.name };
    this.provider = provider;
    const before = new compute.DataVirtualMachine(this, "Before", { ...this.place, provider });
    const config = {
      ...this.place,
      ...placeholdersFor(group),
      location: before.location,
      identity: keptIdentity(before, identity.systemAssigned, identity.userAssigned),
      lifecycle: { preventDestroy: props.protect ?? true, ignoreChanges: notOursOf(operatingSystem) },
      provider,
    };
    this.machine =
      operatingSystem === OperatingSystem.WINDOWS
        ? new compute.WindowsVirtualMachine(this, "Resource", config)
        : new compute.LinuxVirtualMachine(this, "Resource", config);
    new ImportBlock(this.machine, `${group.id}/providers/Microsoft.Compute/virtualMachines/${name}`, provider);
    this.hostId = this.machine.id;
    this.hostName = name;
    this.resourceGroupName = group.name;
    this.location = before.location;
    this.dependables = [this.machine];
    warnOfUnprotectedAdoption(this, props.protect);
  }

  public get systemAssignedIdentity(): ManagedIdentity {
    this.ownIdentity ??= ownIdentityOfMachine(this, this.machine, this.place, this.provider);
    return this.ownIdentity;
  }

  public requireUserAssignedIdentity(_identity: IUserAssignedIdentity): void {
    // It is taken over with it.
  }
}
