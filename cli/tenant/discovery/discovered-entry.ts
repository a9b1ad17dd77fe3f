import { initialDomain } from "../diagnosis/check-organization";
import { connectingRunbooks } from "../diagnosis/connecting-runbooks";
import { ADD_EXCHANGE_ONLINE } from "../findings/shared-words";
import { groupOf, lastPart } from "../reading/azure-id";
import type { HostState } from "../reading/host";
import { CannotRead } from "../reading/sign-in";
import type { IdentityRights, TenantState } from "../reading/tenant";
import { discoveredModule } from "./discovered-module";
import { discoveredRights } from "./discovered-rights";

/** The entry of the configuration that adopts a set-up, and what a person has to know of it. */
export interface DiscoveredEntry {
  readonly entry: { readonly [key: string]: unknown };
  readonly notes: readonly string[];
}

/** What a person decided beforehand. */
export interface Choices {
  readonly organization?: string;
  /** The roles to add; Global Reader where there is none, if left out. */
  readonly role?: readonly string[];
}

/**
 * The entry that adopts what is there and adds what is missing. A host that has the identity is only read; one that does
 * not is adopted.
 *
 * @throws CannotRead if the organization is not known, the identity is in another subscription, or Microsoft Graph does not
 *   know it
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
  if (identity?.permissions.state === "absent") {
    throw new CannotRead(
      `Microsoft Graph does not know the principal ${identity.principalId} of ${identity.name}: its rights could not be adopted, nor new ones granted. To do: wait a minute and try again; then remove the identity from the host and add it again`,
    );
  }
  const module = discoveredModule(state, host);
  const rights = discoveredRights(state, identity, choices.role);
  const adopt = { ...rights.adopt, ...module.adopt };
  const runbooks = connectingRunbooks(state).map(({ runbook }) => runbook.name);
  return {
    entry: {
      organization,
      resourceGroup: { name: lastPart(groupOf(host.id)), existing: true },
      host: { type: host.kind.type, name: host.name, [identity?.isOnHost ? "existing" : "adopt"]: true },
      identity: identityEntry(host, identity),
      module: module.module,
      ...rights.keys,
      ...(Object.keys(adopt).length > 0 ? { adopt } : {}),
    },
    notes: [
      ...(identity === undefined
        ? [`${host.name} has no system-assigned identity: the entry turns it on.`]
        : identity.isOnHost
          ? []
          : [`The entry assigns the user-assigned identity ${identity.name} to ${host.name}.`]),
      ...module.notes,
      ...(state.exchangeOnline.state === "absent"
        ? [
            `The tenant has no service principal of Office 365 Exchange Online. Before the apply an administrator runs once: ${ADD_EXCHANGE_ONLINE}`,
          ]
        : []),
      ...rights.notes,
      ...(runbooks.length > 0
        ? [
            `These runbooks connect, and stay as they are: ${runbooks.join(", ")}. doctor says whether they are correct.`,
          ]
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
      `The identity ${identity.id} is in another subscription than ${host.name}, which one stack cannot read. To do: choose another identity with --identity`,
    );
  }
  const elsewhere =
    group.toLowerCase() === ofHost.toLowerCase() ? {} : { resourceGroup: { name: lastPart(group), existing: true } };
  return { type: "userAssigned", name: identity.name, existing: true, ...elsewhere };
}
