import { ExchangeHost } from "../lib/host/exchange-host";
import { VirtualMachineImage } from "../lib/host/virtual-machine-image";
import { VirtualMachineNetwork } from "../lib/host/virtual-machine-network";
import { HostIdentity } from "../lib/identity/host-identity";
import { HostResourceGroup } from "../lib/resource-group/host-resource-group";
import type { GroupConfiguration, HostConfiguration, HostIdentityConfiguration } from "./configuration";
import type { StackVariables } from "./stack-variables";

/** The host that the configuration describes. */
export function exchangeHost(host: HostConfiguration, variables: StackVariables): ExchangeHost {
  const place = { name: host.name, resourceGroupName: host.group.name };
  switch (host.type) {
    case "automationAccount":
      return {
        existing: () => ExchangeHost.existingAutomationAccount(place),
        adopted: () => ExchangeHost.adoptedAutomationAccount(place),
        new: () => ExchangeHost.automationAccount({ ...newHost(host), ...accountSettings(host) }),
      }[host.standing]();
    case "windowsVirtualMachine":
      return {
        existing: () => ExchangeHost.existingWindowsVirtualMachine(place),
        adopted: () => ExchangeHost.adoptedWindowsVirtualMachine(place),
        new: () =>
          ExchangeHost.windowsVirtualMachine({ ...newMachine(host), adminPassword: variables.adminPassword() }),
      }[host.standing]();
    case "linuxVirtualMachine":
      return {
        existing: () => ExchangeHost.existingLinuxVirtualMachine(place),
        adopted: () => ExchangeHost.adoptedLinuxVirtualMachine(place),
        new: () =>
          ExchangeHost.linuxVirtualMachine({ ...newMachine(host), adminSshPublicKey: variables.adminSshPublicKey() }),
      }[host.standing]();
  }
}

function newHost({ name, group, location }: HostConfiguration) {
  return { name, resourceGroup: resourceGroup(group), location };
}

function accountSettings({ localAuthentication, publicNetworkAccess }: HostConfiguration) {
  return { localAuthentication, publicNetworkAccess };
}

function newMachine(host: HostConfiguration) {
  const { image, network, subnetId = "", ...settings } = host.machine ?? {};
  return {
    ...newHost(host),
    ...settings,
    image: image === undefined ? undefined : VirtualMachineImage.of(image),
    network: network ? VirtualMachineNetwork.create(network) : VirtualMachineNetwork.subnet(subnetId),
  };
}

/** The identity that the configuration describes. */
export function hostIdentity({ systemAssigned, userAssigned }: HostIdentityConfiguration): HostIdentity {
  if (!userAssigned) {
    return HostIdentity.systemAssigned();
  }
  const identity = userAssignedIdentity(userAssigned);
  return systemAssigned ? identity.withSystemAssigned() : identity;
}

function userAssignedIdentity(identity: NonNullable<HostIdentityConfiguration["userAssigned"]>): HostIdentity {
  const { name, group, location } = identity;
  switch (identity.standing) {
    case "existing":
      return HostIdentity.existingUserAssigned({ name, resourceGroupName: group?.name });
    case "adopted":
      return HostIdentity.adoptedUserAssigned({ name, resourceGroupName: group?.name });
    case "new":
      return HostIdentity.userAssigned({ name, resourceGroup: group && resourceGroup(group), location });
  }
}

function resourceGroup({ name, location }: GroupConfiguration): HostResourceGroup {
  return location === undefined ? HostResourceGroup.existing(name) : HostResourceGroup.create({ name, location });
}
