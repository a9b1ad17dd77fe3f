import * as z from "zod";
import { HOST_KINDS, type KnownHostKind } from "../../hosts/host-kinds";
import type { HostResource } from "../../hosts/host-resource";
import { groupOf, lastPart, readerOn } from "./azure-id";
import type { ReadClient } from "./read-client";
import {
  entriesOf,
  fields,
  fieldsWith,
  mapReading,
  maybeText,
  type Reading,
  type Unreadable,
  unreadable,
} from "./reading";

/** Which host is looked at. */
export interface HostTarget {
  readonly resource: HostResource;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

/** A managed identity that a host carries. */
export interface IdentityState {
  readonly kind: "systemAssigned" | "userAssigned";
  /** The resource id; undefined for the host's own. */
  readonly id?: string;
  /** Its name; of the host's own, the host's. */
  readonly name: string;
  readonly principalId: string;
  readonly clientId?: string;
  /** Why the client id is not known, where it should be. */
  readonly clientIdUnread?: Unreadable;
}

/** An Automation account or a virtual machine, as it is. */
export interface HostState {
  readonly kind: KnownHostKind;
  readonly id: string;
  readonly name: string;
  /** The Azure location, as Azure writes it. */
  readonly location?: string;
  readonly identities: IdentityState[];
}

const userAssigned = fields({ principalId: maybeText, clientId: maybeText });
const hostAnswer = fieldsWith({
  id: z.string(),
  name: maybeText,
  location: maybeText,
  identity: fields({
    type: maybeText,
    principalId: maybeText,
    userAssignedIdentities: z.record(z.string(), userAssigned).catch({}),
  }),
  properties: fields({
    storageProfile: fields({ osDisk: fields({ osType: maybeText }) }),
    osProfile: fields({ linuxConfiguration: z.unknown().optional() }),
  }),
});
const identityAnswer = fieldsWith({
  properties: fieldsWith({ principalId: z.string(), clientId: maybeText }),
});

/** The Azure resource id of a host. */
function hostId({ resource, subscriptionId, resourceGroup, name }: HostTarget): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/${resource.azureType}/${name}`;
}

/** Reads a host with its identities. */
export async function readHost(client: ReadClient, target: HostTarget): Promise<Reading<HostState>> {
  const id = hostId(target);
  const found = await client.get("resourceManager", {
    path: `${encodePath(id)}?api-version=${target.resource.apiVersion}`,
    right: readerOn(groupOf(id)),
  });
  return shaped(found, hostAnswer, `${target.name}`, (value) => hostOf(value, target.resource));
}

/** Reads the client id of a host's own identity, which the host does not name. */
export async function readOwnClientId(client: ReadClient, host: HostState): Promise<Reading<string>> {
  const found = await client.get("resourceManager", {
    path: `${encodePath(host.id)}/providers/Microsoft.ManagedIdentity/identities/default?api-version=2024-11-30`,
    right: readerOn(groupOf(host.id)),
  });
  const clientId = shaped(found, identityAnswer, "the identity", ({ properties }) => properties.clientId);
  return clientId.state === "read" && clientId.value === undefined
    ? unreadable("shape", "Azure names no client id of the identity")
    : (clientId as Reading<string>);
}

/** Reads all hosts of a kind in a subscription. */
export async function readHosts(
  client: ReadClient,
  resource: HostResource,
  subscriptionId: string,
): Promise<Reading<HostState[]>> {
  const found = await client.list("resourceManager", {
    path: `/subscriptions/${subscriptionId}/providers/${resource.azureType}?api-version=${resource.apiVersion}`,
    right: readerOn(`/subscriptions/${subscriptionId}`),
  });
  return mapReading(entriesOf(found, hostAnswer, "the hosts"), (values) =>
    values.map((value) => hostOf(value, resource)),
  );
}

/** Reads a user-assigned identity that a host may not carry. */
export async function readIdentity(client: ReadClient, id: string): Promise<Reading<IdentityState>> {
  const found = await client.get("resourceManager", {
    path: `${encodePath(id)}?api-version=2024-11-30`,
    right: readerOn(groupOf(id)),
  });
  return shaped(found, identityAnswer, "the identity", ({ properties }) => ({
    kind: "userAssigned",
    id,
    name: lastPart(id),
    principalId: properties.principalId,
    clientId: properties.clientId,
  }));
}

/* An answer in its shape; unreadable in another one. */
function shaped<S, T>(found: Reading<unknown>, shape: z.ZodType<S>, what: string, change: (value: S) => T): Reading<T> {
  if (found.state !== "read") {
    return found;
  }
  const read = shape.safeParse(found.value);
  return read.success
    ? { state: "read", value: change(read.data) }
    : unreadable("shape", `the answer about ${what} has another shape than Microsoft documents`);
}

function hostOf(answer: z.infer<typeof hostAnswer>, resource: HostResource): HostState {
  const { id, name = lastPart(id), location, identity, properties } = answer;
  const { storageProfile, osProfile } = properties;
  const isLinux = storageProfile.osDisk.osType
    ? /^linux$/i.test(storageProfile.osDisk.osType)
    : Boolean(osProfile.linuxConfiguration);
  // One without a principal is there, and its rights cannot be read.
  const hasOwn = identity.principalId !== undefined || /SystemAssigned/i.test(identity.type ?? "");
  const own: IdentityState[] = hasOwn
    ? [{ kind: "systemAssigned", name, principalId: identity.principalId ?? "" }]
    : [];
  const others = Object.entries(identity.userAssignedIdentities).map(
    ([identityId, { principalId = "", clientId }]): IdentityState => ({
      kind: "userAssigned",
      id: identityId,
      name: lastPart(identityId),
      principalId,
      clientId,
    }),
  );
  return {
    kind: kindOf(resource, isLinux ? "Linux" : "Windows"),
    id,
    name,
    location,
    identities: [...own, ...others],
  };
}

function kindOf(resource: HostResource, system: "Windows" | "Linux"): KnownHostKind {
  const kinds = HOST_KINDS.filter((kind) => kind.resource.azureType === resource.azureType);
  return kinds.find(({ operatingSystem }) => operatingSystem === system) ?? kinds[0];
}

function encodePath(id: string): string {
  return id.split("/").map(encodeURIComponent).join("/");
}
