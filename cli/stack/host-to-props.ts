import {
  ExchangeHost,
  HostIdentity,
  HostResourceGroup,
  type NetworkOutbound,
  VirtualMachineImage,
  VirtualMachineNetwork,
} from "cdktf-exchange-managed-identity";
import type { Conversion } from "./conversion";
import type { StackVariables } from "./stack-variables";
import type { IdentityConfiguration } from "../config/identity-schema";

type HostConfiguration = IdentityConfiguration["host"];
type GroupConfiguration = IdentityConfiguration["resourceGroup"];

/** The host of an identity. */
export function hostOf(
  configuration: IdentityConfiguration,
  variables: StackVariables,
  conversion: Conversion,
): ExchangeHost {
  const { host } = configuration;
  const resourceGroup = groupOf(configuration.resourceGroup);
  const existing = { name: host.name, resourceGroupName: configuration.resourceGroup.name };
  switch (host.type) {
    case "automationAccount":
      if (host.existing) {
        return ExchangeHost.fromExistingAutomationAccount(existing);
      }
      return host.adopt
        ? ExchangeHost.adoptAutomationAccount(existing)
        : ExchangeHost.automationAccount({
            name: host.name,
            resourceGroup,
            location: host.location,
            localAuthentication: host.localAuthentication,
            publicNetworkAccess: host.publicNetworkAccess,
          });
    case "windowsVirtualMachine":
      if (host.existing) {
        return ExchangeHost.fromExistingWindowsVirtualMachine(existing);
      }
      return host.adopt
        ? ExchangeHost.adoptWindowsVirtualMachine(existing)
        : ExchangeHost.windowsVirtualMachine({
            ...machineOf(host, resourceGroup, conversion),
            adminPassword: variables.adminPassword(),
          });
    case "linuxVirtualMachine":
      if (host.existing) {
        return ExchangeHost.fromExistingLinuxVirtualMachine(existing);
      }
      return host.adopt
        ? ExchangeHost.adoptLinuxVirtualMachine(existing)
        : ExchangeHost.linuxVirtualMachine({
            ...machineOf(host, resourceGroup, conversion),
            adminSshPublicKey: variables.adminSshPublicKey(),
          });
  }
}

/** The identity that the host carries. */
export function hostIdentityOf({ identity }: IdentityConfiguration): HostIdentity {
  if (identity.type === "systemAssigned") {
    return HostIdentity.systemAssigned();
  }
  const { name, resourceGroup } = identity;
  const existing = { name, resourceGroupName: resourceGroup?.name };
  const userAssigned = identity.existing
    ? HostIdentity.fromExistingUserAssigned(existing)
    : identity.adopt
      ? HostIdentity.adoptUserAssigned(existing)
      : HostIdentity.userAssigned({
          name,
          resourceGroup: resourceGroup && groupOf(resourceGroup),
          location: identity.location,
        });
  return identity.type === "systemAndUserAssigned" ? userAssigned.withSystemAssigned() : userAssigned;
}

function groupOf(group: GroupConfiguration): HostResourceGroup {
  return group.existing
    ? HostResourceGroup.fromExisting(group.name)
    : HostResourceGroup.create({ name: group.name, location: group.location });
}

function machineOf(
  host: Extract<HostConfiguration, { subnetId?: string; size?: string }>,
  resourceGroup: HostResourceGroup,
  conversion: Conversion,
) {
  const { name, location, size, adminUsername, trustedLaunch, encryptionAtHost, image, network, subnetId } = host;
  return {
    name,
    resourceGroup,
    location,
    size,
    adminUsername,
    trustedLaunch,
    encryptionAtHost,
    image: image === undefined ? undefined : conversion.attempt(["host", "image"], () => VirtualMachineImage.of(image)),
    network: network
      ? VirtualMachineNetwork.create({ ...network, outbound: network.outbound as NetworkOutbound | undefined })
      : VirtualMachineNetwork.fromSubnet(subnetId ?? ""),
  };
}
