import { DirectoryRole } from "cdktf-exchange-managed-identity";
import type { Configuration } from "../config/configuration-schema";
import type { IdentityConfiguration } from "../config/identity-schema";
import type { LoadedIdentity } from "../config/load";
import type { Expectation } from "../diagnosis/expectation";
import type { HostTarget } from "../tenant/host";
import { hostWords, type TenantOptions } from "./tenant-options";

/** A set-up to look at: where it is, and what it should be. */
export interface SetUp {
  /** The stack of the configuration; undefined for a host that the options name. */
  readonly stack?: string;
  readonly target: Omit<HostTarget, "subscriptionId">;
  readonly expectation: Expectation;
  /** Where to sign in, and which subscription. */
  readonly options: Pick<TenantOptions, "cloud" | "tenant" | "subscription">;
  /** The identity that the configuration names, in the subscription of the host. */
  readonly identityId?: (subscriptionId: string) => string;
}

/** The set-up that an identity of the configuration describes. */
export function expectedSetUp(
  { name, configuration }: LoadedIdentity,
  shared: Configuration["provider"],
  options: TenantOptions,
): SetUp {
  const { host, resourceGroup, organization } = configuration;
  const { cloud = "public", tenantId, subscriptionId } = { ...shared, ...configuration.provider };
  const target = {
    kind: host.type === "automationAccount" ? ("automationAccount" as const) : ("virtualMachine" as const),
    resourceGroup: resourceGroup.name,
    name: host.name,
  };
  const identityId = userAssignedId(configuration);
  return {
    stack: name,
    target,
    options: {
      cloud,
      tenant: options.tenant ?? tenantId,
      subscription: options.subscription ?? subscriptionId,
    },
    identityId,
    expectation: {
      host: hostWords(target),
      cloud,
      organization,
      identity: configuration.identity.type === "systemAssigned" ? "systemAssigned" : configuration.identity.name,
      module: moduleOf(configuration),
      roles: rolesOf(configuration),
      hasExchangeRoles: (configuration.exchangeRoleGroups ?? configuration.exchangeRoles) !== undefined,
      runbooks: [...(configuration.runbook ? [configuration.runbook] : []), ...(configuration.runbooks ?? [])].map(
        (runbook) => runbook.name,
      ),
    },
  };
}

function userAssignedId({ identity, resourceGroup }: IdentityConfiguration): SetUp["identityId"] {
  if (identity.type === "systemAssigned") {
    return undefined;
  }
  const group = identity.resourceGroup ?? resourceGroup;
  return (subscriptionId) =>
    `/subscriptions/${subscriptionId}/resourceGroups/${group.name}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${identity.name}`;
}

function moduleOf({ host, module }: IdentityConfiguration): Expectation["module"] {
  return host.type === "automationAccount"
    ? { version: module?.version, runtimes: module?.runtimes ?? ["5.1"] }
    : undefined;
}

function rolesOf({ roles = [] }: IdentityConfiguration): DirectoryRole[] {
  return roles.flatMap((entry) => {
    const { name, scope } = typeof entry === "string" ? { name: entry, scope: undefined } : entry;
    const role = DirectoryRole.supported().find((known) => known.name === name);
    return role === undefined ? [] : [scope === undefined ? role : role.scopedTo(scope)];
  });
}
