import { ModuleVersion, PowerShellRuntime } from "cdktf-exchange-managed-identity";
import { hasExchangeModule, moduleIn, runtimeName } from "../diagnosis/module";
import { hasNoPrerequisite } from "../diagnosis/prerequisites";
import type { RuntimeState } from "../tenant/automation-account";
import type { HostState } from "../tenant/host";
import { valueOr } from "../tenant/reading";
import type { TenantState } from "../tenant/tenant";

/** The module's part of an entry. */
export interface DiscoveredModule {
  readonly module: { readonly version: string; readonly runtimes?: string[]; readonly prerequisites?: true };
  readonly adopt: { readonly modules?: true };
  readonly notes: string[];
}

const EXCHANGE = "ExchangeOnlineManagement";

/** What of the module is there and adopted, and what is missing and added. */
export function discoveredModule(state: TenantState, host: HostState): DiscoveredModule {
  return host.type === "automationAccount" ? ofAccount(state) : ofMachine(state, host.type);
}

function ofMachine({ commands }: TenantState, type: HostState["type"]): DiscoveredModule {
  const runtime = type === "windowsVirtualMachine" ? PowerShellRuntime.V5_1 : PowerShellRuntime.V7;
  const earlier = valueOr(commands, []).filter(({ name }) => name.startsWith(EXCHANGE));
  return {
    module: { version: PowerShellRuntime.newestModuleFor([runtime]).value },
    adopt: {},
    notes: [
      "What is installed in the machine cannot be seen from outside: the entry installs the module, which changes nothing where this version is there.",
      ...earlier.map(
        ({ name }) => `The machine has the run command ${name} of an earlier stack: delete it before you apply.`,
      ),
    ],
  };
}

function ofAccount({ runtimes }: TenantState): DiscoveredModule {
  const own = runtimes.filter(({ environment }) => environment === undefined);
  const having = own.filter((runtime) => hasExchangeModule(runtime));
  const unread = runtimes.flatMap((runtime) =>
    runtime.modules.state === "unreadable"
      ? [`The modules of ${runtimeName(runtime)} could not be read (${runtime.modules.reason}).`]
      : [],
  );
  const inEnvironment = runtimes.filter(
    (runtime) => runtime.environment !== undefined && hasExchangeModule(runtime) && isFree(runtime, runtimes),
  );
  if (having.length === 0 && inEnvironment.length > 0) {
    return ofEnvironments(inEnvironment, unread);
  }
  if (having.length === 0) {
    return {
      module: { version: newest("5.1"), runtimes: ["5.1"], ...prerequisitesOf(own.slice(0, 1)) },
      adopt: {},
      notes: [...unread, `${EXCHANGE} is in no runtime: the entry imports it into Windows PowerShell 5.1.`],
    };
  }
  const [first] = having;
  const found = moduleIn(first, EXCHANGE)?.version;
  const version = usable(found, first.version) ?? newest(first.version);
  const same = having.filter((runtime) => moduleIn(runtime, EXCHANGE)?.version === found);
  const fitting = same.filter((runtime) => usable(version, runtime.version) !== undefined);
  const leftAlone = runtimes.filter((runtime) => hasExchangeModule(runtime) && !fitting.includes(runtime));
  return {
    module: {
      version,
      runtimes: fitting.map((runtime) => runtime.version),
      ...prerequisitesOf(fitting),
    },
    adopt: { modules: true },
    notes: [
      ...unread,
      ...(version === found
        ? []
        : [
            `${EXCHANGE} ${found ?? "of an unknown version"} in ${runtimeName(first)} cannot stay: the entry replaces it with ${version}.`,
          ]),
      ...(leftAlone.length > 0
        ? [`The module is left alone in ${leftAlone.map((runtime) => runtimeName(runtime)).join(", ")}.`]
        : []),
    ],
  };
}

/* Azure does not give back where a package came from, so that an environment cannot be adopted. */
function ofEnvironments(environments: RuntimeState[], notes: string[]): DiscoveredModule {
  const [first] = environments;
  const found = moduleIn(first, EXCHANGE)?.version;
  return {
    module: { version: usable(found, first.version) ?? newest(first.version), runtimes: [first.version] },
    adopt: {},
    notes: [
      ...notes,
      `A runtime environment cannot be adopted: the entry creates another one for ${first.version}, and ${first.environment} stays as it is.`,
    ],
  };
}

/* Whether a stack can create its own environment of this version. */
function isFree({ version }: RuntimeState, runtimes: RuntimeState[]): boolean {
  const name = PowerShellRuntime.check(version) === undefined && PowerShellRuntime.of(version).environmentName;
  return (
    typeof name === "string" && !runtimes.some(({ environment }) => environment?.toLowerCase() === name.toLowerCase())
  );
}

function prerequisitesOf(runtimes: RuntimeState[]): { prerequisites?: true } {
  const areWanted = runtimes.every((runtime) => runtime.version === "5.1" && hasNoPrerequisite(runtime));
  return areWanted ? { prerequisites: true } : {};
}

/* The version, if it is one that managed identities work with and the runtime supports. */
function usable(version: string | undefined, runtime: string): string | undefined {
  return version !== undefined &&
    ModuleVersion.VALUE.check(version) === undefined &&
    PowerShellRuntime.of(runtime).supports(ModuleVersion.of(version))
    ? version
    : undefined;
}

function newest(runtime: string): string {
  return PowerShellRuntime.newestModuleFor([PowerShellRuntime.of(runtime)]).value;
}
