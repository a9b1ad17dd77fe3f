import { OperatingSystem } from "../exchange-module/virtual-machine";
import type { Problems } from "../problem/problems";
import { checkResourceGroupName, HostResourceGroup } from "../resource-group/host-resource-group";
import { AdoptedVirtualMachine } from "./adopted-virtual-machine";
import type { ExistingHostProps } from "./exchange-host";
import { ExistingVirtualMachine } from "./existing-virtual-machine";
import { HostKind } from "./host-kind";
import type { HostSource } from "./host-source";
import {
  checkNewLinuxVirtualMachine,
  LinuxVirtualMachineHost,
  type NewLinuxVirtualMachineProps,
} from "./linux-virtual-machine-host";
import type { NewVirtualMachineProps } from "./new-virtual-machine-props";
import { checkExistingVirtualMachineName } from "./virtual-machine-name";
import {
  checkNewWindowsVirtualMachine,
  type NewWindowsVirtualMachineProps,
  WindowsVirtualMachineHost,
} from "./windows-virtual-machine-host";

/** A new Windows virtual machine before it is in a stack. Internal. */
export function newWindowsVirtualMachine(props: NewWindowsVirtualMachineProps): HostSource {
  return {
    ...sourceOf(OperatingSystem.WINDOWS, props),
    check: (problems, property) => checkNewWindowsVirtualMachine(problems, property, props),
    make: (scope, id, { group, ...options }) =>
      new WindowsVirtualMachineHost(scope, id, { ...props, ...options, resourceGroup: HostResourceGroup._of(group) }),
  };
}

/** A new Linux virtual machine before it is in a stack. Internal. */
export function newLinuxVirtualMachine(props: NewLinuxVirtualMachineProps): HostSource {
  return {
    ...sourceOf(OperatingSystem.LINUX, props),
    check: (problems, property) => checkNewLinuxVirtualMachine(problems, property, props),
    make: (scope, id, { group, ...options }) =>
      new LinuxVirtualMachineHost(scope, id, { ...props, ...options, resourceGroup: HostResourceGroup._of(group) }),
  };
}

/** A virtual machine that is only read, before it is in a stack. Internal. */
export function existingVirtualMachine(system: OperatingSystem, props: ExistingHostProps): HostSource {
  return {
    ...sourceThere(system, props),
    isOnlyRead: true,
    make: (scope, id, { provider }) => new ExistingVirtualMachine(scope, id, system, { ...props, provider }),
  };
}

/** A virtual machine that is taken over, before it is in a stack. Internal. */
export function adoptedVirtualMachine(system: OperatingSystem, props: ExistingHostProps): HostSource {
  return {
    ...sourceThere(system, props),
    make: (scope, id, { group, ...options }) =>
      new AdoptedVirtualMachine(scope, id, system, { ...props, ...options }, group),
  };
}

function sourceOf(system: OperatingSystem, { name, resourceGroup, network }: NewVirtualMachineProps) {
  return { kind: KIND[system], group: resourceGroup, name, joinsSubnet: network._isJoined };
}

function sourceThere(system: OperatingSystem, props: ExistingHostProps) {
  return {
    kind: KIND[system],
    group: HostResourceGroup.existing(props.resourceGroupName),
    name: props.name,
    check: (problems: Problems, property: string) => {
      problems.note(`${property}.name`, checkExistingVirtualMachineName(props.name));
      problems.note(`${property}.resourceGroupName`, checkResourceGroupName(props.resourceGroupName));
    },
  };
}

const KIND: { readonly [system in OperatingSystem]: HostKind } = {
  [OperatingSystem.WINDOWS]: HostKind.WINDOWS,
  [OperatingSystem.LINUX]: HostKind.LINUX,
};
