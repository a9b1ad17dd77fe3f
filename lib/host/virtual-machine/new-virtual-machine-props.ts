import type { OperatingSystem } from "../../azure/i-virtual-machine";
import type { HostResourceGroup } from "../../resource-group/host-resource-group";
import type { Findings } from "../../validation/findings";
import { addTypes, TRUE_OR_FALSE, instanceOf, optional } from "../../validation/type-check";
import { type NewHostOptions, addNewHostFindings } from "../host-props";
import { VirtualMachineImage } from "./virtual-machine-image";
import { ADMIN_USERNAME, MACHINE_SIZE, NEW_MACHINE_NAME } from "./virtual-machine-name";
import { VirtualMachineNetwork } from "./virtual-machine-network";

/** The settings of a new virtual machine of either operating system. */
export interface NewVirtualMachineProps {
  /**
   * The name, which is the computer's too. Windows: 1 to 15 letters, digits and `-`; Linux: 1 to 64 letters, digits,
   * `-` and `.`.
   */
  readonly name: string;

  /** The resource group of the machine and of a network that is created for it. */
  readonly resourceGroup: HostResourceGroup;

  /** A new network, or an existing subnet. */
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
   * The Azure location of the machine and of a network that is created for it.
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
   * Whether its disks are encrypted on the host too. Not every size supports it, and the subscription has to be
   * registered for it (`az feature register --namespace Microsoft.Compute --name EncryptionAtHost`).
   *
   * @default false
   */
  readonly encryptionAtHost?: boolean;
}

/** Checks what a new virtual machine takes. Returns whether the rest can be created. Internal. */
export function addNewMachineFindings(
  findings: Findings,
  system: OperatingSystem,
  props: NewVirtualMachineProps & NewHostOptions,
): void {
  addNewHostFindings(findings, props);
  findings.add("name", NEW_MACHINE_NAME[system].check(props.name));
  findings.add("adminUsername", ADMIN_USERNAME[system]._checkOptional(props.adminUsername));
  findings.add("size", MACHINE_SIZE._checkOptional(props.size));
  addTypes(findings, props, {
    trustedLaunch: optional(TRUE_OR_FALSE),
    encryptionAtHost: optional(TRUE_OR_FALSE),
    network: instanceOf(VirtualMachineNetwork, "VirtualMachineNetwork.create({ … })"),
  });
  const isImage = addTypes(findings, props, {
    image: optional(instanceOf(VirtualMachineImage, 'VirtualMachineImage.of("…")')),
  });
  findings.add("image", isImage ? props.image?._checkOn(system) : undefined);
}
