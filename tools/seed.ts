import { DirectoryRole } from "cdktf-exchange-managed-identity";
import type { IdentityConfiguration } from "../cli/config/identity-schema";
import { hostKindOf } from "../cli/hosts/host-kinds";
import { asObject } from "./loopback/answer";
import { GRAPH_PERMISSIONS, MANAGE_AS_APP } from "./loopback/directory";
import type { LoopbackAzure } from "./loopback/loopback-azure";

/** Puts into a tenant what a configuration says exists. */
export function seed(azure: LoopbackAzure, configuration: IdentityConfiguration): void {
  const { resourceGroup, host, adopt } = configuration;
  const identity = asUserAssigned(configuration.identity);
  const identityGroup = identity.resourceGroup ?? resourceGroup;
  for (const group of [resourceGroup, identityGroup].filter(({ existing }) => existing)) {
    azure.manager.put(azure.group(group.name), { location: "westeurope" });
  }
  const identityId = `${azure.group(identityGroup.name)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${identity.name ?? ""}`;
  if (identity.existing || identity.adopt) {
    azure.manager.put(identityId, { location: "westeurope" });
  }
  const kind = hostKindOf(host.type);
  const hostId = `${azure.group(resourceGroup.name)}/providers/${kind.resource.azureType}/${host.name}`;
  if (host.existing || host.adopt) {
    const type =
      { systemAssigned: "SystemAssigned", userAssigned: "UserAssigned" }[identity.type] ??
      "SystemAssigned, UserAssigned";
    const carried = { type, userAssignedIdentities: identity.name === undefined ? undefined : { [identityId]: {} } };
    azure.manager.put(hostId, {
      location: "westeurope",
      identity: host.existing || adopt?.manageAsAppAssignmentId !== undefined ? carried : undefined,
      properties: kind.azureProperties,
    });
  }
  const carrier = azure.manager.get(identity.name === undefined ? hostId : identityId);
  const principalId = String(asObject(carrier?.identity).principalId ?? asObject(carrier?.properties).principalId);
  const grant = (id: string, appRoleId: string | undefined, resourceId: string) => {
    const bare = id.replace(/^.*\//, "");
    azure.directory.grants.set(bare, { id: bare, appRoleId, principalId, resourceId });
  };
  if (adopt?.manageAsAppAssignmentId !== undefined) {
    grant(adopt.manageAsAppAssignmentId, MANAGE_AS_APP, azure.directory.exchangeOnlineId);
  }
  for (const [name, id] of Object.entries(adopt?.graphPermissionAssignmentIds ?? {})) {
    grant(id, GRAPH_PERMISSIONS[name], azure.directory.graphId);
  }
  for (const [label, id] of Object.entries(adopt?.roleAssignmentIds ?? {})) {
    const bare = id.replace(/^.*\//, "");
    const role = DirectoryRole.supported().find(({ name }) => label.startsWith(name));
    const directoryScopeId = label.slice(role?.name.length).trim() || "/";
    azure.directory.roleAssignments.set(bare, {
      id: bare,
      principalId,
      roleDefinitionId: role?.templateId,
      directoryScopeId,
    });
  }
  const others = (configuration.module?.additional ?? []).filter((module) => module.adopt ?? adopt?.modules);
  const adopted = [...(adopt?.modules ? ["ExchangeOnlineManagement"] : []), ...others.map(({ name }) => name)];
  for (const name of adopted) {
    for (const kind of ["modules", "powerShell72Modules"]) {
      azure.manager.put(`${hostId}/${kind}/${name}`, { properties: {} });
    }
  }
}

interface UserAssigned {
  readonly type: string;
  readonly name?: string;
  readonly existing?: boolean;
  readonly adopt?: boolean;
  readonly resourceGroup?: IdentityConfiguration["resourceGroup"];
}

function asUserAssigned(identity: IdentityConfiguration["identity"]): UserAssigned {
  return identity;
}
