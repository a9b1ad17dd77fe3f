import { DirectoryRole, PowerShellRuntime } from "cdktf-exchange-managed-identity";
import type { Configuration } from "../config/configuration-schema";
import type { IdentityConfiguration } from "../config/identity-schema";
import { hostKindOf } from "../hosts/host-kinds";
import type { LoadedIdentity } from "../config/load";
import type { Expectation } from "../tenant/diagnosis/expectation";
import type { HostTarget } from "../tenant/reading/host";
import { userAssignedId } from "../tenant/reading/azure-id";
import { hostWords, type SignInOptions, signInOptions } from "./tenant-options";

/** A set-up to look at: where it is, and what it should be. */
export interface SetUp {
  /** The stack of the configuration; undefined for a host that the options name. */
  readonly stack?: string;
  readonly target: Omit<HostTarget, "subscriptionId">;
  readonly expectation: Expectation;
  /** Where to sign in, and which subscription. */
  readonly options: SignInOptions;
  /** The Azure resource providers that it needs. */
  readonly resourceProviders: readonly string[];
  /** The identity that the configuration names, in the subscription of the host. */
  readonly identityId?: (subscriptionId: string) => string;
}

/** The set-up that an identity of the configuration describes. */
export function expectedSetUp(
  { name, configuration }: LoadedIdentity,
  shared: Configuration["provider"],
  options: SignInOptions,
  resourceProviders: readonly string[],
): SetUp {
  const { host, resourceGroup, organization } = configuration;
  const signIn = signInOptions(options, { ...shared, ...configuration.provider });
  const target = {
    resource: hostKindOf(host.type).resource,
    resourceGroup: resourceGroup.name,
    name: host.name,
  };
  return {
    stack: name,
    target,
    options: signIn,
    identityId: identityIdOf(configuration),
    resourceProviders,
    expectation: {
      host: hostWords(target),
      cloud: signIn.cloud,
      organization,
      identity: configuration.identity.type === "systemAssigned" ? "systemAssigned" : undefined,
      configuration: {
        module: moduleOf(configuration),
        host: host.existing ? "existing" : host.adopt ? "adopted" : "new",
        grants: configuration.grants ?? "terraform",
        roles: rolesOf(configuration),
        hasExchangeRoles: (configuration.exchangeRoleGroups ?? configuration.exchangeRoles) !== undefined,
        runbooks: [...(configuration.runbook ? [configuration.runbook] : []), ...(configuration.runbooks ?? [])].map(
          (runbook) => runbook.name,
        ),
      },
    },
  };
}

/* Of a user-assigned identity. */
function identityIdOf({ identity, resourceGroup }: IdentityConfiguration): SetUp["identityId"] {
  if (identity.type === "systemAssigned") {
    return undefined;
  }
  const group = identity.resourceGroup ?? resourceGroup;
  return (subscriptionId) => userAssignedId(subscriptionId, group.name, identity.name);
}

function moduleOf({ host, module }: IdentityConfiguration): NonNullable<Expectation["configuration"]>["module"] {
  const runtimes = module?.runtimes ?? [PowerShellRuntime.automation()[0].version];
  return hostKindOf(host.type).resource.runsRunbooks ? { version: module?.version, runtimes } : undefined;
}

function rolesOf({ roles = [] }: IdentityConfiguration): DirectoryRole[] {
  return roles.flatMap((entry) => {
    const { name, scope } = typeof entry === "string" ? { name: entry, scope: undefined } : entry;
    const role = DirectoryRole.supported().find((known) => known.name === name);
    return role === undefined ? [] : [scope === undefined ? role : role.scopedTo(scope)];
  });
}
