import { AutomationReader, type RunbookState, type RuntimeState } from "./automation-account";
import {
  type AppRoleAssignment,
  DirectoryReader,
  type DomainState,
  type ExchangeOnlineState,
  type RolesState,
} from "./directory";
import { type HostState, type HostTarget, type IdentityState, readHost, readIdentity, readOwnClientId } from "./host";
import { JobsReader, type JobsState } from "./jobs";
import type { ReadClient } from "./read-client";
import { mapReading, type Reading, unreadable, valueOr } from "./reading";
import { unregisteredOf } from "./resource-providers";
import { runCommands, type RunCommandState } from "./run-commands";

/** An identity, and what it is allowed to do. */
export interface IdentityRights extends IdentityState {
  /** Whether the host carries it. */
  readonly isOnHost: boolean;
  /** Absent if Microsoft Graph does not know the principal. */
  readonly permissions: Reading<AppRoleAssignment[]>;
  readonly roles: Reading<RolesState>;
  /** Whether its principal may sign in. */
  readonly isEnabled: Reading<boolean>;
  /** When a role was assigned to it in the last hour, if Microsoft Graph's audit log says so. */
  readonly newestRoleChange?: string;
}

/** Everything of a tenant that matters for one host. */
export interface TenantState {
  readonly host: Reading<HostState>;
  /** Those of the host, and the expected one. */
  readonly identities: IdentityRights[];
  /** Of an Automation account. */
  readonly runtimes: readonly RuntimeState[];
  readonly runbooks: Reading<RunbookState[]>;
  readonly jobs: Reading<JobsState>;
  /** Of a virtual machine. */
  readonly commands: Reading<RunCommandState[]>;
  readonly exchangeOnline: Reading<ExchangeOnlineState>;
  /** Who holds an app role of Exchange Online. */
  readonly holders: Reading<AppRoleAssignment[]>;
  readonly domains: Reading<DomainState[]>;
  /** Those of the expected resource providers that the subscription has certainly not registered. */
  readonly unregistered: readonly string[];
}

const ABSENT = { state: "absent" } as const;

/** What is read besides the host. */
export interface ReadTenantOptions {
  readonly expectedIdentityId?: string;
  /** The Azure resource providers that the set-up needs. */
  readonly resourceProviders?: readonly string[];
  /** The runbooks that the configuration names. */
  readonly expectedRunbooks?: readonly string[];
  readonly now: Date;
}

/**
 * Reads a host, its identities and what they are allowed.
 *
 * @throws CannotRead without sign-in or network
 */
export async function readTenant(
  client: ReadClient,
  target: HostTarget,
  { expectedIdentityId, resourceProviders = [], expectedRunbooks = [], now }: ReadTenantOptions,
): Promise<TenantState> {
  const directory = new DirectoryReader(client);
  const [host, exchangeOnline, domains, unregistered, expected] = await Promise.all([
    readHost(client, target),
    directory.exchangeOnline(),
    directory.domains(),
    unregisteredOf(client, target.subscriptionId, resourceProviders),
    expectedIdentityId === undefined ? ABSENT : readIdentity(client, expectedIdentityId),
  ]);
  const onHost = host.state === "read" ? host.value.identities : [];
  const isCarried = (id: string | undefined) =>
    onHost.some((identity) => identity.id?.toLowerCase() === id?.toLowerCase());
  const others = expected.state === "read" && !isCarried(expected.value.id) ? [expected.value] : [];
  const hostId = host.state === "read" ? host.value.id : undefined;
  const accountId = target.resource.runsRunbooks ? hostId : undefined;
  const machineId = target.resource.takesRunCommands ? hostId : undefined;
  const automation = accountId === undefined ? undefined : new AutomationReader(client, accountId);
  const readRunbooks = async () => {
    const runbooks = (await automation?.runbooks({ withScripts: true })) ?? ABSENT;
    const names = [...new Set([...expectedRunbooks, ...runbooksOfInterest(runbooks)])];
    const jobs = accountId === undefined ? ABSENT : await new JobsReader(client, accountId).newest(names);
    return { runbooks, jobs };
  };
  const [identities, runtimes, { runbooks, jobs }, commands, holders] = await Promise.all([
    Promise.all([
      ...onHost.map(async (identity) => rightsOf(directory, await withIds(client, host, identity), true, now)),
      ...others.map((identity) => rightsOf(directory, identity, false, now)),
    ]),
    automation?.runtimes() ?? [],
    readRunbooks(),
    machineId === undefined ? ABSENT : runCommands(client, machineId),
    exchangeOnline.state === "read" ? directory.holdersOf(exchangeOnline.value.id) : exchangeOnline,
  ]);
  return { host, identities, runtimes, runbooks, jobs, commands, exchangeOnline, holders, domains, unregistered };
}

/* Those whose jobs say something of the connection: their scripts connect, or may. */
function runbooksOfInterest(runbooks: Reading<RunbookState[]>): string[] {
  return valueOr(runbooks, [])
    .filter(({ script }) =>
      script.state === "read" ? /Connect-ExchangeOnline/i.test(script.value) : script.state === "unreadable",
    )
    .map(({ name }) => name);
}

/* A host does not name the client id of its own identity, and may leave out the ids of others. */
async function withIds(client: ReadClient, host: Reading<HostState>, identity: IdentityState): Promise<IdentityState> {
  if (host.state !== "read" || (identity.clientId !== undefined && identity.principalId !== "")) {
    return identity;
  }
  const ids: Reading<Partial<IdentityState>> =
    identity.id === undefined
      ? mapReading(await readOwnClientId(client, host.value), (clientId) => ({ clientId }))
      : await readIdentity(client, identity.id);
  return ids.state === "read"
    ? {
        ...identity,
        clientId: ids.value.clientId,
        principalId: ids.value.principalId ?? identity.principalId,
        clientIdUnread: ids.value.clientId === undefined ? unreadable("shape", "Azure names no client id") : undefined,
      }
    : {
        ...identity,
        clientIdUnread: ids.state === "unreadable" ? ids : unreadable("shape", "Azure says that it is not there"),
      };
}

async function rightsOf(
  directory: DirectoryReader,
  identity: IdentityState,
  isOnHost: boolean,
  now: Date,
): Promise<IdentityRights> {
  if (identity.principalId === "") {
    const unread = identity.clientIdUnread ?? unreadable("shape", "Azure names no principal of the identity");
    return { ...identity, isOnHost, permissions: unread, roles: unread, isEnabled: unread };
  }
  const [permissions, roles, newestRoleChange, isEnabled] = await Promise.all([
    directory.permissionsOf(identity.principalId),
    directory.rolesOf(identity.principalId),
    directory.newestRoleChange(identity.principalId, new Date(now.getTime() - 3_600_000)),
    directory.isEnabled(identity.principalId),
  ]);
  return { ...identity, isOnHost, permissions, roles, newestRoleChange, isEnabled };
}
