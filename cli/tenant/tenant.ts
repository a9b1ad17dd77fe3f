import { AutomationReader, type RunbookState, type RuntimeState } from "./automation-account";
import {
  type AppRoleAssignment,
  DirectoryReader,
  type DomainState,
  type ExchangeOnlineState,
  type RoleAssignment,
} from "./directory";
import { failedJobs, type FailedJob } from "./failed-jobs";
import { type HostState, type HostTarget, type IdentityState, readHost, readIdentity } from "./host";
import type { ReadClient } from "./read-client";
import type { Reading } from "./reading";
import { runCommands, type RunCommandState } from "./run-commands";

/** An identity, and what it is allowed to do. */
export interface IdentityRights extends IdentityState {
  /** Whether the host carries it. */
  readonly isOnHost: boolean;
  /** Absent if Microsoft Graph does not know the principal. */
  readonly permissions: Reading<AppRoleAssignment[]>;
  readonly roles: Reading<{ readonly own: RoleAssignment[]; readonly throughGroups?: RoleAssignment[] }>;
  /** When a role was given to it in the last half hour, if Microsoft Graph's audit log says so. */
  readonly newestRoleChange?: string;
}

/** Everything of a tenant that matters for one host. */
export interface TenantState {
  readonly host: Reading<HostState>;
  /** Those of the host, and the expected one. */
  readonly identities: IdentityRights[];
  /** Of an Automation account. */
  readonly runtimes: RuntimeState[];
  readonly runbooks: Reading<RunbookState[]>;
  readonly jobs: Reading<FailedJob[]>;
  /** Of a virtual machine. */
  readonly commands: Reading<RunCommandState[]>;
  readonly exchangeOnline: Reading<ExchangeOnlineState>;
  /** Who holds an app role of Exchange Online. */
  readonly holders: Reading<AppRoleAssignment[]>;
  readonly domains: Reading<DomainState[]>;
}

const ABSENT = { state: "absent" } as const;

/**
 * Reads a host, its identities and what they are allowed.
 *
 * @throws CannotRead without sign-in or network
 */
export async function readTenant(
  client: ReadClient,
  target: HostTarget,
  { expectedIdentityId, now }: { readonly expectedIdentityId?: string; readonly now: Date },
): Promise<TenantState> {
  const directory = new DirectoryReader(client);
  const [host, exchangeOnline, domains, expected] = await Promise.all([
    readHost(client, target),
    directory.exchangeOnline(),
    directory.domains(),
    expectedIdentityId === undefined ? ABSENT : readIdentity(client, expectedIdentityId),
  ]);
  const onHost = host.state === "read" ? host.value.identities : [];
  const isCarried = (id: string | undefined) =>
    onHost.some((identity) => identity.id?.toLowerCase() === id?.toLowerCase());
  const others = expected.state === "read" && !isCarried(expected.value.id) ? [expected.value] : [];
  const accountId = host.state === "read" && host.value.type === "automationAccount" ? host.value.id : undefined;
  const machineId = host.state === "read" && host.value.type !== "automationAccount" ? host.value.id : undefined;
  const automation = accountId === undefined ? undefined : new AutomationReader(client, accountId);
  const [identities, runtimes, runbooks, jobs, commands, holders] = await Promise.all([
    Promise.all([
      ...onHost.map((identity) => rightsOf(directory, identity, true, now)),
      ...others.map((identity) => rightsOf(directory, identity, false, now)),
    ]),
    automation?.runtimes() ?? [],
    automation?.runbooks({ withScripts: true }) ?? ABSENT,
    accountId === undefined ? ABSENT : failedJobs(client, accountId),
    machineId === undefined ? ABSENT : runCommands(client, machineId),
    exchangeOnline.state === "read" ? directory.holdersOf(exchangeOnline.value.id) : exchangeOnline,
  ]);
  return { host, identities, runtimes, runbooks, jobs, commands, exchangeOnline, holders, domains };
}

async function rightsOf(
  directory: DirectoryReader,
  identity: IdentityState,
  isOnHost: boolean,
  now: Date,
): Promise<IdentityRights> {
  const [permissions, roles, newestRoleChange] = await Promise.all([
    directory.permissionsOf(identity.principalId),
    directory.rolesOf(identity.principalId),
    directory.newestRoleChange(identity.principalId, now),
  ]);
  return { ...identity, isOnHost, permissions, roles, newestRoleChange };
}
