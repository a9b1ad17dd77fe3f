import type { TerraformProvider } from "cdktf";
import type { OperatingSystem } from "../exchange-module/virtual-machine";
import type { HostIdentity } from "../identity/host-identity";
import { type Problems, propertyOf } from "../problem/problems";
import { checkLocation, type HostResourceGroup } from "../resource-group/host-resource-group";
import type { VirtualMachineImage } from "./virtual-machine-image";
import { checkAdminUsername, checkVirtualMachineName, checkVirtualMachineSize } from "./virtual-machine-name";
import type { VirtualMachineNetwork } from "./virtual-machine-network";

/** What a new virtual machine is, whatever its operating system, and wherever its identity comes from. */
export interface NewVirtualMachineProps {
  /**
   * The name, which is the computer's too. Windows: 1 to 15 letters, digits and `-`; Linux: 1 to 64 letters, digits,
   * `-` and `.`.
   */
  readonly name: string;

  /** The group that it lies in, with the network that is made for it. */
  readonly resourceGroup: HostResourceGroup;

  /** The network that is made for it, or the subnet that it joins. */
  readonly network: VirtualMachineNetwork;

  /**
   * The name of the administrator's account.
   *
   * @default "azureadmin"
   */
  readonly adminUsername?: string;

  /**
   * The size, such as `Standard_B2s`.
   *
   * @default "Standard_B2s_v2", two cores and 8 GiB
   */
  readonly size?: string;

  /**
   * The image, of generation 2.
   *
   * @default - Windows Server 2025, or Ubuntu Server 24.04 LTS
   */
  readonly image?: VirtualMachineImage;

  /**
   * The Azure location of the machine and of a network that is made for it.
   *
   * @default - the group's
   */
  readonly location?: string;

  /**
   * Whether it starts with secure boot and a virtual TPM. An image of generation 1 cannot.
   *
   * @default true
   */
  readonly trustedLaunch?: boolean;

  /**
   * Whether its disks are encrypted on the host too. Not every size can, and the subscription has to be registered for
   * it (`az feature register --namespace Microsoft.Compute --name EncryptionAtHost`).
   *
   * @default false
   */
  readonly encryptionAtHost?: boolean;
}

/** What a construct of a new virtual machine takes beside it. */
export interface VirtualMachineHostOptions {
  /**
   * The identity that it carries.
   *
   * @default HostIdentity.systemAssigned()
   */
  readonly identity?: HostIdentity;

  /**
   * Tags of the machine, and of a network, a group and an identity that are made with it.
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

/** Notes what Azure would refuse of a new virtual machine. Internal. */
export function checkNewVirtualMachine(
  problems: Problems,
  property: string,
  system: OperatingSystem,
  props: NewVirtualMachineProps,
): void {
  const at = (name: string) => propertyOf(property, name);
  problems.note(at("name"), checkVirtualMachineName(system, props.name));
  problems.note(at("location"), props.location === undefined ? undefined : checkLocation(props.location));
  problems.note(
    at("adminUsername"),
    props.adminUsername === undefined ? undefined : checkAdminUsername(system, props.adminUsername),
  );
  problems.note(at("size"), props.size === undefined ? undefined : checkVirtualMachineSize(props.size));
  props.resourceGroup._check(problems, at("resourceGroup"));
  props.network._check(problems, property, props.name);
}
