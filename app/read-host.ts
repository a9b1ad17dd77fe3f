import { checkAutomationAccountName } from "../lib/host/automation-account-name";
import { OperatingSystem } from "../lib/exchange-module/virtual-machine";
import { checkExistingVirtualMachineName, checkVirtualMachineName } from "../lib/host/virtual-machine-name";
import { checkLocation } from "../lib/resource-group/host-resource-group";
import type { GroupConfiguration, HostConfiguration, HostType, Standing } from "./configuration";
import { MACHINE_KEYS, readMachine } from "./read-machine";
import type { Section } from "./section";
import { readStanding } from "./standing";

const TYPES = ["automationAccount", "windowsVirtualMachine", "linuxVirtualMachine"] as const;
const ACCOUNT_KEYS = ["localAuthentication", "publicNetworkAccess"];

/** What could be read of a host. */
interface HostRead {
  /** Undefined where the file names none that there is. */
  readonly type?: HostType;
  /** Undefined where too little of it can be read to go on. */
  readonly host?: HostConfiguration;
}

/** Reads the host. */
export function readHost(parent: Section, group: GroupConfiguration | undefined): HostRead {
  const section = parent.section("host");
  if (!section) {
    if (!parent.has("host")) {
      parent.note("host", {
        given: undefined,
        allowed: '{"type": …, "name": …}',
        remedy: "describe the Azure resource that runs PowerShell",
      });
    }
    return {};
  }
  if (!section.has("type")) {
    section.note("type", {
      given: undefined,
      allowed: TYPES.map((type) => `"${type}"`).join(", "),
      remedy: "name the kind of host",
    });
  }
  const type = section.choice("type", TYPES);
  const standing = readStanding(section, "a host", group);
  const name = section.requiredText("name", { allowed: "the name of the host", remedy: "name the host" }, (value) =>
    checkName(type, standing, value),
  );
  const location = section.text("location", checkLocation);
  noteSettings(section, type, standing);
  const settings = type === "automationAccount" ? readAccount(section) : {};
  const system = systemOf(type);
  const machine = system && standing === "new" ? readMachine(section, system, name) : undefined;
  section.close();
  const isClear = type && name !== undefined && group && (machine !== undefined || !system || standing !== "new");
  return { type, host: isClear ? { type, name, standing, group, location, ...settings, machine } : undefined };
}

function readAccount(section: Section) {
  return {
    localAuthentication: section.flag("localAuthentication"),
    publicNetworkAccess: section.flag("publicNetworkAccess"),
  };
}

/* What is only said of a new host, and only of its own kind. */
function noteSettings(section: Section, type: HostType | undefined, standing: Standing): void {
  const own = type === "automationAccount" ? ACCOUNT_KEYS : type ? MACHINE_KEYS : [...ACCOUNT_KEYS, ...MACHINE_KEYS];
  for (const key of own.filter((setting) => section.take(setting) !== undefined && standing !== "new")) {
    section.note(key, {
      given: section.take(key),
      allowed: "no such setting for a host that is there",
      remedy: "take it out: a host that is there is not changed but for its identity",
    });
  }
}

function checkName(type: HostType | undefined, standing: Standing, name: string) {
  const system = systemOf(type);
  if (!system) {
    return type && checkAutomationAccountName(name);
  }
  return standing === "new" ? checkVirtualMachineName(system, name) : checkExistingVirtualMachineName(name);
}

function systemOf(type: HostType | undefined): OperatingSystem | undefined {
  switch (type) {
    case "windowsVirtualMachine":
      return OperatingSystem.WINDOWS;
    case "linuxVirtualMachine":
      return OperatingSystem.LINUX;
    default:
      return undefined;
  }
}
