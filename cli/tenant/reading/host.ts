import * as z from "zod";
import { AUTOMATION_VERSION, groupOf, lastPart, readerOn } from "./azure-id";
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
  readonly kind: "automationAccount" | "virtualMachine";
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
  /** A `host.type` of the configuration. */
  readonly type: "automationAccount" | "windowsVirtualMachine" | "linuxVirtualMachine";
  readonly id: string;
  readonly name: string;
  /** The Azure location, as Azure writes it. */
  readonly location?: string;
  readonly identities: IdentityState[];
}

const TYPES = {
  automationAccount: { path: "Microsoft.Automation/automationAccounts", version: AUTOMATION_VERSION },
  virtualMachine: { path: "Microsoft.Compute/virtualMachines", version: "2024-03-01" },
};

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
function hostId({ kind, subscriptionId, resourceGroup, name }: HostTarget): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/${TYPES[kind].path}/${name}`;
}

/** Reads a host with its identities. */
export async function readHost(client: ReadClient, target: HostTarget): Promise<Reading<HostState>> {
  const id = hostId(target);
  const found = await client.get("resourceManager", {
    path: `${encodePath(id)}?api-version=${TYPES[target.kind].version}`,
    right: readerOn(groupOf(id)),
  });
  return shaped(found, hostAnswer, `${target.name}`, (value) => hostOf(value, target.kind));
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
  kind: HostTarget["kind"],
  subscriptionId: string,
): Promise<Reading<HostState[]>> {
  const found = await client.list("resourceManager", {
    path: `/subscriptions/${subscriptionId}/providers/${TYPES[kind].path}?api-version=${TYPES[kind].version}`,
    right: readerOn(`/subscriptions/${subscriptionId}`),
  });
  return mapReading(entriesOf(found, hostAnswer, "the hosts"), (values) => values.map((value) => hostOf(value, kind)));
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

function hostOf(answer: z.infer<typeof hostAnswer>, kind: HostTarget["kind"]): HostState {
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
    type: kind === "automationAccount" ? kind : isLinux ? "linuxVirtualMachine" : "windowsVirtualMachine",
    id,
    name,
    location,
    identities: [...own, ...others],
  };
}

function encodePath(id: string): string {
  return id.split("/").map(encodeURIComponent).join("/");
}
