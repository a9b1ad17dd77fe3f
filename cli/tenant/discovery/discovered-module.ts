import { AutomationExchangeModule, ModuleVersion, PowerShellRuntime } from "cdktf-exchange-managed-identity";
import { installingCommands } from "../diagnosis/check-machine-module";
import { hasNoPrerequisite, missingPrerequisites } from "../diagnosis/check-prerequisites";
import {
  exchangeModuleIn,
  hasExchangeModule,
  knownRuntime,
  newestFor,
  runtimeName,
  usableVersion,
} from "../diagnosis/runtimes";
import { shownText } from "../findings/shown-text";
import type { RuntimeState } from "../reading/automation-account";
import type { HostState } from "../reading/host";
import { CannotRead } from "../reading/sign-in";
import type { TenantState } from "../reading/tenant";

/** The part of an entry that is about the module. */
export interface DiscoveredModule {
  readonly module: { readonly version: string; readonly runtimes?: readonly string[]; readonly prerequisites?: true };
  readonly adopt: { readonly modules?: true };
  readonly notes: readonly string[];
}

const EXCHANGE = ModuleVersion.MODULE_NAME;
const REQUIRED = AutomationExchangeModule.requiredModules()
  .map(({ name }) => name)
  .join(" and ");

/**
 * What of the module is there and adopted, and what is missing and added.
 *
 * @throws CannotRead if the modules could not be read: an entry might create what is there
 */
export function discoveredModule(state: TenantState, host: HostState): DiscoveredModule {
  return host.kind.resource.runsRunbooks ? ofAccount(state) : ofMachine(state, host.kind);
}

function ofMachine(state: TenantState, { runtimes, resource: { word } }: HostState["kind"]): DiscoveredModule {
  const version = PowerShellRuntime.newestModuleFor([...runtimes]).value;
  return {
    module: { version },
    adopt: {},
    notes: [
      `What is installed in the ${word} is not visible from outside: the entry installs the module, which changes nothing where this version is there.`,
      ...installingCommands(state).map(
        ({ name }) => `The ${word} has the run command ${name} of an earlier stack: delete it before the apply.`,
      ),
    ],
  };
}

function ofAccount({ runtimes }: TenantState): DiscoveredModule {
  for (const { modules, ...runtime } of runtimes) {
    if (modules.state === "unreadable") {
      throw new CannotRead(
        `The modules of ${runtimeName(runtime)} could not be read (${modules.reason}): an entry might create what is there. To do: give the signed-in account the right`,
      );
    }
  }
  const having = runtimes.filter((runtime) => hasExchangeModule(runtime));
  const own = having.filter(({ environment }) => environment === undefined);
  const free = having.filter((runtime) => !own.includes(runtime) && canCreateEnvironment(runtime, runtimes));
  if (own.length > 0) {
    return adopted(own, having);
  }
  return free.length > 0 ? inNewEnvironment(free[0], having) : inWindowsPowerShell(runtimes, having);
}

/* The module of 5.1 and 7.2 is adopted, in one version. */
function adopted([first, ...others]: readonly RuntimeState[], having: readonly RuntimeState[]): DiscoveredModule {
  const found = exchangeModuleIn(first);
  const known = usableVersion(found?.version);
  const version = known && knownRuntime(first.version)?.supports(known) ? known.value : newestFor(first.version);
  const same = [first, ...others].filter((runtime) => {
    const usable = usableVersion(version);
    return (
      exchangeModuleIn(runtime)?.version === found?.version &&
      usable !== undefined &&
      knownRuntime(runtime.version)?.supports(usable)
    );
  });
  const needsPrerequisites = same.every((runtime) => runtime.version === "5.1" && hasNoPrerequisite(runtime));
  return {
    module: {
      version,
      runtimes: same.map((runtime) => runtime.version),
      ...(needsPrerequisites ? { prerequisites: true } : {}),
    },
    adopt: { modules: true },
    notes: [
      ...same.flatMap(describeImport),
      ...(version === found?.version
        ? []
        : [
            `${EXCHANGE} ${found?.version ?? "of an unknown version"} in ${runtimeName(first)} cannot stay: the entry replaces it with ${version}.`,
          ]),
      ...(needsPrerequisites ? [`${REQUIRED} are missing: the entry imports them.`] : same.flatMap(describeMissing)),
      ...staying(
        having.filter((runtime) => !same.includes(runtime)),
        "The entry names one version of the module",
      ),
    ],
  };
}

/* Azure does not give back where a package came from, so that an environment cannot be adopted. */
function inNewEnvironment(runtime: RuntimeState, having: readonly RuntimeState[]): DiscoveredModule {
  const { version: runtimeVersion } = runtime;
  const known = usableVersion(exchangeModuleIn(runtime)?.version);
  const version = known && knownRuntime(runtimeVersion)?.supports(known) ? known.value : newestFor(runtimeVersion);
  const name = knownRuntime(runtimeVersion)?.environmentName ?? "";
  return {
    module: { version, runtimes: [runtimeVersion] },
    adopt: {},
    notes: staying(
      having,
      `A runtime environment cannot be adopted: the entry creates ${name} with the module, and runbooks have to be moved there`,
    ),
  };
}

function inWindowsPowerShell(runtimes: readonly RuntimeState[], having: readonly RuntimeState[]): DiscoveredModule {
  const [windows] = runtimes.filter(({ environment, version }) => environment === undefined && version === "5.1");
  const needsPrerequisites = windows !== undefined && hasNoPrerequisite(windows);
  return {
    module: { version: newestFor("5.1"), runtimes: ["5.1"], ...(needsPrerequisites ? { prerequisites: true } : {}) },
    adopt: {},
    notes: [
      `${EXCHANGE} is not in Windows PowerShell 5.1: the entry imports it there${needsPrerequisites ? `, with ${REQUIRED}` : ""}.`,
      ...staying(
        having,
        "A runtime environment cannot be adopted, and one with the name that the entry would use exists: to have it created, delete it and set runtimes",
      ),
    ],
  };
}

/* Whether a stack can create its own environment of this version. */
function canCreateEnvironment({ version }: RuntimeState, runtimes: readonly RuntimeState[]): boolean {
  const name = knownRuntime(version)?.environmentName?.toLowerCase();
  return name !== undefined && !runtimes.some(({ environment }) => environment?.toLowerCase() === name);
}

function staying(runtimes: readonly RuntimeState[], why: string): readonly string[] {
  return runtimes.length === 0
    ? []
    : [`${why}. The module stays as it is in ${runtimes.map((runtime) => runtimeName(runtime)).join(", ")}.`];
}

/* A stack imports both into every runtime, or none: where one is there, or another runtime needs none, a person does it. */
function describeMissing(runtime: RuntimeState): readonly string[] {
  const missing = missingPrerequisites(runtime).map(({ name, version }) => `${name} ${version}`);
  return missing.length > 0
    ? [
        `${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} missing in ${runtimeName(runtime)}, and the entry does not import ${missing.length === 1 ? "it" : "them"}: do it by hand.`,
      ]
    : [];
}

/* An import that failed, or still runs, is adopted and written again. */
function describeImport(runtime: RuntimeState): readonly string[] {
  const { provisioningState = "", error } = exchangeModuleIn(runtime) ?? {};
  const reason = error === undefined ? "" : `: ${shownText(error)}`;
  return /^succeeded$/i.test(provisioningState)
    ? []
    : [
        `The import of ${EXCHANGE} in ${runtimeName(runtime)} did not succeed (${provisioningState}${reason}): the apply imports it again.`,
      ];
}
