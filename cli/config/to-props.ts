import { resolve } from "node:path";
import {
  DirectoryRole,
  ExchangeHost,
  type ExchangeManagedIdentityProps,
  type ExchangeModuleChoice,
  ExchangeRoleGroup,
  type ExchangeRunbookChoice,
  type GrantsBy,
  HostIdentity,
  HostResourceGroup,
  InputValidation,
  ModuleVersion,
  type NetworkOutbound,
  PowerShellRuntime,
  RunbookSchedule,
  RunbookScript,
  TerraformText,
  VirtualMachineImage,
  VirtualMachineNetwork,
} from "cdktf-exchange-managed-identity";
import { findIana } from "windows-iana";
import type { StackVariables } from "../stack/stack-variables";
import type { IdentityConfiguration } from "./identity-schema";
import type { Problem } from "./problem";

type Path = (string | number)[];
type HostConfiguration = IdentityConfiguration["host"];
type GroupConfiguration = IdentityConfiguration["resourceGroup"];
type RunbookConfiguration = NonNullable<IdentityConfiguration["runbook"]>;
type ScheduleConfiguration = NonNullable<RunbookConfiguration["schedule"]>;

/** Turns one identity of the configuration into the properties of an `ExchangeManagedIdentity`. */
export class PropsOfIdentity {
  /** What the objects of the library refused on the way. */
  public readonly problems: Problem[] = [];

  /** `folder` is where the paths in the configuration start. */
  public constructor(
    private readonly identity: IdentityConfiguration,
    private readonly folder: string,
    private readonly variables: StackVariables,
  ) {}

  /** The properties, without what was refused. */
  public props(): ExchangeManagedIdentityProps {
    const { organization, grants, adopt, tags, protect } = this.identity;
    return {
      organization,
      host: this.host(this.identity.host, this.group(this.identity.resourceGroup)),
      identity: this.hostIdentity(),
      module: this.module(),
      directoryRoles: this.roles(),
      exchangeRoleGroups: this.roleGroups(),
      grants: grants as GrantsBy | undefined,
      adopt,
      runbook: this.runbook(),
      tags: tags && literalTexts(tags),
      protect,
    };
  }

  private group(group: GroupConfiguration): HostResourceGroup {
    return group.existing
      ? HostResourceGroup.fromExisting(group.name)
      : HostResourceGroup.create({ name: group.name, location: group.location });
  }

  private host(host: HostConfiguration, resourceGroup: HostResourceGroup): ExchangeHost {
    const existing = { name: host.name, resourceGroupName: this.identity.resourceGroup.name };
    switch (host.type) {
      case "automationAccount":
        if (host.existing) {
          return ExchangeHost.fromExistingAutomationAccount(existing);
        }
        return host.adopt
          ? ExchangeHost.adoptAutomationAccount(existing)
          : ExchangeHost.automationAccount({
              name: host.name,
              resourceGroup,
              location: host.location,
              localAuthentication: host.localAuthentication,
              publicNetworkAccess: host.publicNetworkAccess,
            });
      case "windowsVirtualMachine":
        if (host.existing) {
          return ExchangeHost.fromExistingWindowsVirtualMachine(existing);
        }
        return host.adopt
          ? ExchangeHost.adoptWindowsVirtualMachine(existing)
          : ExchangeHost.windowsVirtualMachine({
              ...this.machine(host, resourceGroup),
              adminPassword: this.variables.adminPassword(),
            });
      case "linuxVirtualMachine":
        if (host.existing) {
          return ExchangeHost.fromExistingLinuxVirtualMachine(existing);
        }
        return host.adopt
          ? ExchangeHost.adoptLinuxVirtualMachine(existing)
          : ExchangeHost.linuxVirtualMachine({
              ...this.machine(host, resourceGroup),
              adminSshPublicKey: this.variables.adminSshPublicKey(),
            });
    }
  }

  private machine(
    host: Extract<HostConfiguration, { subnetId?: string; size?: string }>,
    resourceGroup: HostResourceGroup,
  ) {
    const { name, location, size, adminUsername, trustedLaunch, encryptionAtHost, image, network, subnetId } = host;
    return {
      name,
      resourceGroup,
      location,
      size,
      adminUsername,
      trustedLaunch,
      encryptionAtHost,
      image: image === undefined ? undefined : VirtualMachineImage.of(image),
      network: network
        ? VirtualMachineNetwork.create({ ...network, outbound: network.outbound as NetworkOutbound | undefined })
        : VirtualMachineNetwork.fromSubnet(subnetId ?? ""),
    };
  }

  private hostIdentity(): HostIdentity {
    const { identity } = this.identity;
    if (identity.type === "systemAssigned") {
      return HostIdentity.systemAssigned();
    }
    const { name, resourceGroup } = identity;
    const existing = { name, resourceGroupName: resourceGroup?.name };
    const userAssigned = identity.existing
      ? HostIdentity.fromExistingUserAssigned(existing)
      : identity.adopt
        ? HostIdentity.adoptUserAssigned(existing)
        : HostIdentity.userAssigned({
            name,
            resourceGroup: resourceGroup && this.group(resourceGroup),
            location: identity.location,
          });
    return identity.type === "systemAndUserAssigned" ? userAssigned.withSystemAssigned() : userAssigned;
  }

  private module(): ExchangeModuleChoice | undefined {
    const { module } = this.identity;
    if (!module) {
      return undefined;
    }
    const { version, runtimes, prerequisites, contentUri, contentHash } = module;
    return {
      version: version === undefined ? undefined : ModuleVersion.of(version),
      runtimes: runtimes?.map((runtime) => PowerShellRuntime.of(runtime)),
      prerequisites,
      contentUri: typeof contentUri === "object" ? this.variables.contentUri(contentUri.variable) : contentUri,
      contentHash,
    };
  }

  private roles(): DirectoryRole[] | undefined {
    return this.identity.roles?.flatMap((entry, index) => {
      const name = typeof entry === "object" ? entry.name : entry;
      const scope = typeof entry === "object" ? entry.scope : undefined;
      const role = DirectoryRole.supported().find((known) => known.name === name);
      return (
        this.attempt(["roles", index, "scope"], () => (role && scope !== undefined ? role.scopedTo(scope) : role)) ?? []
      );
    });
  }

  private roleGroups(): ExchangeRoleGroup[] | undefined {
    return this.identity.exchangeRoleGroups?.map((entry) =>
      typeof entry === "object"
        ? ExchangeRoleGroup.create({
            name: TerraformText.literal(entry.name),
            roles: entry.roles.map((role) => TerraformText.literal(role)),
            recipientScope:
              entry.recipientScope === undefined ? undefined : TerraformText.literal(entry.recipientScope),
          })
        : ExchangeRoleGroup.fromExisting(TerraformText.literal(entry)),
    );
  }

  private runbook(): ExchangeRunbookChoice | undefined {
    const { runbook } = this.identity;
    if (!runbook) {
      return undefined;
    }
    const { name, runtime, script, schedule } = runbook;
    return {
      name,
      runtime: runtime === undefined ? undefined : PowerShellRuntime.of(runtime),
      script: script === undefined ? undefined : this.script(script),
      schedule: schedule && this.attempt(["runbook", "schedule"], () => scheduleOf(schedule), true),
    };
  }

  private script(path: string): RunbookScript | undefined {
    const place: Path = ["runbook", "script"];
    // `\` and `/` mean the same on every system.
    const relative = path.replace(/\\/g, "/");
    if (relative === "" || relative.startsWith("/") || /^[A-Za-z]:/.test(relative)) {
      this.problems.push({
        path: place,
        given: path,
        allowed: "the path of a file, relative to this configuration",
        remedy: "name the script's file",
      });
      return undefined;
    }
    const before = this.problems.length;
    const script = this.attempt(place, () => RunbookScript.fromFile(resolve(this.folder, relative)));
    // The path as the person wrote it, and where it leads.
    for (const [index, problem] of this.problems.entries()) {
      if (index >= before && problem.given === resolve(this.folder, relative)) {
        this.problems[index] = {
          ...problem,
          given: path,
          remedy: `${problem.remedy}; the path starts in the folder of this configuration`,
        };
      }
    }
    return script;
  }

  /* What the library refuses becomes a problem at `path`, or at the property below it that is named. */
  private attempt<T>(path: Path, create: () => T, isNamed = false): T | undefined {
    try {
      return create();
    } catch (error) {
      const problems = InputValidation.problemsOf(error);
      if (problems.length === 0) {
        throw error;
      }
      for (const { property, ...finding } of problems) {
        const name = property.split(".").pop() ?? "";
        const place = isNamed ? [...path, name] : path;
        this.problems.push({ ...finding, ...ianaRemedy(name, finding.given), path: place });
      }
      return undefined;
    }
  }
}

function scheduleOf(schedule: ScheduleConfiguration): RunbookSchedule {
  const { every, at, timeZone, interval } = schedule;
  const timing = { at, timeZone, interval };
  switch (every) {
    case "hour":
      return RunbookSchedule.hourly(timing);
    case "day":
      return RunbookSchedule.daily(timing);
    case "week":
      return RunbookSchedule.weekly({ ...timing, weekDays: schedule.weekDays });
    case "month":
      return RunbookSchedule.monthly({ ...timing, monthDays: schedule.monthDays });
  }
}

/* People write the name that Windows shows. */
function ianaRemedy(property: string, given: unknown): { remedy: string } | undefined {
  const known = property === "timeZone" && typeof given === "string" ? findIana(given) : [];
  const name = known.find((zone) => RunbookSchedule.timeZones().includes(zone));
  return name === undefined ? undefined : { remedy: `write "${name}", the IANA name of this Windows time zone` };
}

function literalTexts(texts: { readonly [name: string]: string }): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(texts).map(([name, value]) => [TerraformText.literal(name), TerraformText.literal(value)]),
  );
}
