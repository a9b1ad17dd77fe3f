import { type ExchangeHost, HostIdentity, HostResourceGroup } from "cdktf-exchange-managed-identity";
import type { IdentityConfiguration } from "../config/identity-schema";
import { hostKindOf } from "../hosts/host-kinds";
import type { Conversion } from "./conversion";
import type { StackVariables } from "./stack-variables";
type GroupConfiguration = IdentityConfiguration["resourceGroup"];

/** The host of an identity. */
export function hostOf(
  { host, resourceGroup }: IdentityConfiguration,
  variables: StackVariables,
  conversion: Conversion,
): ExchangeHost {
  const kind = hostKindOf(host.type);
  const existing = { name: host.name, resourceGroup: HostResourceGroup.fromExisting(resourceGroup.name) };
  if (host.existing) {
    return kind.fromExisting(existing);
  }
  return host.adopt
    ? kind.adopt(existing)
    : kind.create(host, { resourceGroup: groupOf(resourceGroup), variables, conversion });
}

/** The identity that the host carries. */
export function hostIdentityOf({ identity }: IdentityConfiguration): HostIdentity {
  if (identity.type === "systemAssigned") {
    return HostIdentity.systemAssigned();
  }
  const { name, resourceGroup } = identity;
  const existing = { name, resourceGroup: resourceGroup && HostResourceGroup.fromExisting(resourceGroup.name) };
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
