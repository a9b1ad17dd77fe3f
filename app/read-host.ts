import { checkAutomationAccountName } from "../lib/host/automation-account-name";
import { checkLocation } from "../lib/resource-group/host-resource-group";
import type { GroupConfiguration, HostConfiguration } from "./configuration";
import { type Section } from "./section";
import { readStanding } from "./standing";

const TYPES = ["automationAccount", "windowsVirtualMachine", "linuxVirtualMachine"] as const;

/** Reads the host; undefined where too little of it can be read to go on. */
export function readHost(parent: Section, group: GroupConfiguration | undefined): HostConfiguration | undefined {
  const section = parent.section("host");
  if (!section) {
    if (!parent.has("host")) {
      parent.note("host", {
        given: undefined,
        allowed: '{"type": …, "name": …}',
        remedy: "describe the Azure resource that runs PowerShell",
      });
    }
    return undefined;
  }
  if (!section.has("type")) {
    section.note("type", {
      given: undefined,
      allowed: TYPES.map((type) => `"${type}"`).join(", "),
      remedy: "name the kind of host",
    });
  }
  const type = section.choice("type", TYPES);
  if (type !== undefined && type !== "automationAccount") {
    section.note("type", {
      given: type,
      allowed: "automationAccount; virtual machines are not available yet in this version",
      remedy: "use an Automation account",
    });
    return undefined;
  }
  const name = section.requiredText(
    "name",
    { allowed: "the name of the host", remedy: "name the host" },
    checkAutomationAccountName,
  );
  const standing = readStanding(section, "a host", group);
  const location = section.text("location", checkLocation);
  const settings = {
    localAuthentication: section.flag("localAuthentication"),
    publicNetworkAccess: section.flag("publicNetworkAccess"),
  };
  for (const key of Object.keys(settings).filter((setting) => standing !== "new" && section.has(setting))) {
    section.note(key, {
      given: section.take(key),
      allowed: "no such setting for a host that is there",
      remedy: "take it out: a host that is there is not changed but for its identity",
    });
  }
  section.close();
  return type && name !== undefined && group ? { type, name, standing, group, location, ...settings } : undefined;
}
