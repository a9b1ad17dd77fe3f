import { ExchangeHost } from "../lib/host/exchange-host";
import { HostIdentity } from "../lib/identity/host-identity";
import { HostResourceGroup } from "../lib/resource-group/host-resource-group";
import type { GroupConfiguration, HostConfiguration, HostIdentityConfiguration } from "./configuration";

/** The host that the configuration describes. */
export function exchangeHost(host: HostConfiguration): ExchangeHost {
  const { name, group, location, localAuthentication, publicNetworkAccess } = host;
  const place = { name, resourceGroupName: group.name };
  switch (host.standing) {
    case "existing":
      return ExchangeHost.existingAutomationAccount(place);
    case "adopted":
      return ExchangeHost.adoptedAutomationAccount(place);
    case "new":
      return ExchangeHost.automationAccount({
        name,
        resourceGroup: resourceGroup(group),
        location,
        localAuthentication,
        publicNetworkAccess,
      });
  }
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
