import { DirectoryRole } from "cdktf-exchange-managed-identity";
import { nameOf } from "../diagnosis/identity";
import { initialDomain } from "../diagnosis/organization";
import { permissionOf, roleName, type SupportedRole, supportedRoles } from "../diagnosis/rights";
import { connectingRunbooks } from "../diagnosis/runbooks";
import { groupOf, type HostState, lastPart } from "../tenant/host";
import { valueOr } from "../tenant/reading";
import { CannotRead } from "../tenant/sign-in";
import type { IdentityRights, TenantState } from "../tenant/tenant";
import { discoveredModule } from "./discovered-module";

/** The entry of the configuration that adopts a set-up, and what a person has to know of it. */
export interface DiscoveredEntry {
  readonly entry: { readonly [key: string]: unknown };
  readonly notes: string[];
}

/** What a person decided beforehand. */
export interface Choices {
  readonly organization?: string;
  /** The roles to assign where none was found. */
  readonly role: readonly string[];
}

/**
 * The entry that adopts what is there and adds what is missing. A host that carries the identity is only read; one that
 * does not is adopted.
 *
 * @throws CannotRead if the organization is not known, or the identity lies in another subscription
 */
export function discoveredEntry(
  state: TenantState,
  host: HostState,
  identity: IdentityRights | undefined,
  choices: Choices,
): DiscoveredEntry {
  const organization = choices.organization ?? initialDomain(state.domains);
  if (organization === undefined) {
    const reason = state.domains.state === "unreadable" ? ` (${state.domains.reason})` : "";
    throw new CannotRead(`The tenant's initial domain could not be read${reason}. To do: give it with --organization`);
  }
  const module = discoveredModule(state, host);
  const rights = discoveredRights(identity, choices);
  const adopt = { ...rights.adopt, ...module.adopt };
  const runbooks = connectingRunbooks(state).map(({ runbook }) => runbook.name);
  return {
    entry: {
      organization,
      resourceGroup: { name: lastPart(groupOf(host.id)), existing: true },
      host: { type: host.type, name: host.name, [identity?.isOnHost ? "existing" : "adopt"]: true },
      identity: identityEntry(host, identity),
      module: module.module,
      ...rights.keys,
      ...(Object.keys(adopt).length > 0 ? { adopt } : {}),
    },
    notes: [
      ...(identity === undefined
        ? [`${host.name} has no identity: the entry switches its system-assigned one on.`]
        : []),
      ...module.notes,
      ...rights.notes,
      ...(runbooks.length > 0
        ? [`These runbooks connect, and are left alone: ${runbooks.join(", ")}. doctor judges them.`]
        : []),
    ],
  };
}

function identityEntry(host: HostState, identity: IdentityRights | undefined): object {
  if (identity?.id === undefined) {
    return { type: "systemAssigned" };
  }
  const [group, ofHost] = [groupOf(identity.id), groupOf(host.id)];
  if (group.split("/")[2]?.toLowerCase() !== ofHost.split("/")[2]?.toLowerCase()) {
    throw new CannotRead(
      `The identity ${identity.id} lies in another subscription than ${host.name}, which one stack cannot read. To do: choose another identity with --identity`,
    );
  }
  const elsewhere =
    group.toLowerCase() === ofHost.toLowerCase() ? {} : { resourceGroup: { name: lastPart(group), existing: true } };
  return { type: "userAssigned", name: identity.name, existing: true, ...elsewhere };
}

interface DiscoveredRights {
  readonly keys: object;
  readonly adopt: object;
  readonly notes: string[];
}

function discoveredRights(identity: IdentityRights | undefined, { role }: Choices): DiscoveredRights {
  const unreadable = [identity?.permissions, identity?.roles].find((reading) => reading?.state === "unreadable");
  if (unreadable?.state === "unreadable") {
    // What is there could not be adopted, and an apply would end in "already exists".
    return {
      keys: { grants: "elsewhere" },
      adopt: {},
      notes: [
        `Permission and roles could not be read (${unreadable.reason}): the entry leaves them alone, with "grants": "elsewhere".`,
      ],
    };
  }
  const permission = identity && permissionOf(identity);
  const held = identity ? supportedRoles(identity) : [];
  const adopted = held.filter((one) => isAdoptable(one));
  const own = identity ? valueOr(identity.roles, { own: [] }).own : [];
  const others = own.filter(({ id }) => !adopted.some(({ assignment }) => assignment.id === id));
  const roles =
    adopted.length > 0 ? adopted.map(({ role: found, assignment }) => roleEntry(found, assignment.scope)) : role;
  const otherPermissions = (identity ? valueOr(identity.permissions, []) : []).filter(
    ({ id }) => id !== permission?.id,
  );
  return {
    keys: { roles },
    adopt: {
      ...(permission ? { manageAsAppAssignmentId: permission.id } : {}),
      ...(adopted.length > 0
        ? {
            roleAssignmentIds: Object.fromEntries(
              adopted.map(({ role: found, assignment }) => [labelOf(found, assignment.scope), assignment.id]),
            ),
          }
        : {}),
    },
    notes: [
      ...(identity && permission === undefined
        ? [`${nameOf(identity)} does not have Exchange.ManageAsApp: the entry adds it.`]
        : []),
      ...(adopted.length === 0
        ? [
            `No role of its own was found: the entry adds ${role.join(", ")}. Name another one with --role; if role groups of Exchange Online give the rights, write exchangeRoleGroups instead.`,
          ]
        : []),
      ...(others.length > 0
        ? [`These roles are left alone: ${others.map((one) => `${roleName(one)} for ${one.scope}`).join(", ")}.`]
        : []),
      ...(otherPermissions.length > 0
        ? [
            `Other app roles are left alone: ${otherPermissions.map(({ resourceName, appRoleId }) => `${appRoleId} of ${resourceName}`).join(", ")}.`,
          ]
        : []),
    ],
  };
}

function isAdoptable({ role, assignment: { scope } }: SupportedRole): boolean {
  return scope === "/" || (role.takesScope && DirectoryRole.SCOPE.check(scope) === undefined);
}

function roleEntry(role: DirectoryRole, scope: string): string | object {
  return scope === "/" ? role.name : { name: role.name, scope };
}

function labelOf(role: DirectoryRole, scope: string): string {
  return (scope === "/" ? role : role.scopedTo(scope)).label;
}
