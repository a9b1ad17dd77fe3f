import type { OperatingSystem } from "../lib/exchange-module/virtual-machine";
import { checkAddressSpace } from "../lib/host/address-space";
import { checkImage } from "../lib/host/virtual-machine-image";
import { checkAdminUsername, checkVirtualMachineSize } from "../lib/host/virtual-machine-name";
import { checkNameForNetwork, checkSubnetId, NetworkOutbound } from "../lib/host/virtual-machine-network";
import type { MachineConfiguration } from "./configuration";
import type { Section } from "./section";

/** The keys of a new virtual machine. */
export const MACHINE_KEYS = [
  "size",
  "adminUsername",
  "image",
  "network",
  "subnetId",
  "trustedLaunch",
  "encryptionAtHost",
];

const NETWORKS = '"network": {"addressSpace": …} for a network that is made, or "subnetId" for a subnet that is there';

/** Reads what is only said of a new virtual machine; undefined where its network cannot be read. */
export function readMachine(
  section: Section,
  system: OperatingSystem,
  name: string | undefined,
): MachineConfiguration | undefined {
  const settings = {
    size: section.text("size", checkVirtualMachineSize),
    adminUsername: section.text("adminUsername", (value) => checkAdminUsername(system, value)),
    image: section.text("image", checkImage),
    trustedLaunch: section.flag("trustedLaunch"),
    encryptionAtHost: section.flag("encryptionAtHost"),
  };
  const subnetId = section.text("subnetId", checkSubnetId);
  const network = readNetwork(section);
  if (section.has("network") === section.has("subnetId")) {
    section.note(section.has("network") ? "subnetId" : "network", {
      given: section.has("network") ? 'both "network" and "subnetId"' : undefined,
      allowed: NETWORKS,
      remedy: section.has("network") ? "keep one of the two" : "say where the machine's network comes from",
    });
  }
  if (network && name !== undefined) {
    section.note("name", checkNameForNetwork(name));
  }
  return subnetId !== undefined || network ? { ...settings, subnetId, network } : undefined;
}

function readNetwork(parent: Section): MachineConfiguration["network"] {
  const section = parent.section("network", '{"addressSpace": "10.20.0.0/24"}');
  const addressSpace = section?.requiredText(
    "addressSpace",
    { allowed: 'a range of IPv4 addresses, such as "10.20.0.0/24"', remedy: "give the addresses of the new network" },
    checkAddressSpace,
  );
  const outbound = section?.choice("outbound", [NetworkOutbound.NAT_GATEWAY, NetworkOutbound.NONE]);
  section?.close();
  return addressSpace === undefined ? undefined : { addressSpace, outbound };
}
