import {
  type NetworkOutbound,
  VirtualMachineImage,
  VirtualMachineNetwork,
  WindowsVirtualMachineHost,
} from "cdktf-exchange-managed-identity";
import type { TextRule } from "cdktf-exchange-managed-identity/internal";
import type * as z from "zod";
import { anyText, choice, trueOrFalse, object, text, wordsOf } from "../config/fields";
import type { HostConfiguration, HostSettings, NewHostContext } from "./host-kind";
import type { HostResource } from "./host-resource";

/** A virtual machine in Azure. */
export const MACHINE = {
  word: "virtual machine",
  sampleName: "ContosoVM1",
  optionKey: "vm",
  option: "--vm",
  azureType: "Microsoft.Compute/virtualMachines",
  apiVersion: "2024-03-01",
  terraformTypes: ["azurerm_virtual_machine", "azurerm_windows_virtual_machine", "azurerm_linux_virtual_machine"],
  testRights: ["the run command of the test: Azure role Virtual Machine Contributor on the virtual machine"],
  runsRunbooks: false,
  takesRunCommands: true,
} as const satisfies HostResource;

const NETWORK_WORDS = '"network": {"addressSpace": …} for a new network, or "subnetId" for an existing subnet';

const shapeOf = (adminUsername: TextRule) => ({
  size: text(
    WindowsVirtualMachineHost._SIZE,
    "The size of the machine.",
    "Standard_B2s_v2, two cores and 8 GiB",
  ).optional(),
  adminUsername: text(adminUsername, "The name of the administrator's account.", "azureadmin").optional(),
  image: text(
    VirtualMachineImage._URN,
    "The image, of generation 2.",
    "Windows Server 2025, or Ubuntu Server 24.04 LTS",
  ).optional(),
  network: object(
    {
      addressSpace: anyText(
        "The IPv4 addresses of the new network, from /8 to /29.",
        'a range of IPv4 addresses, such as "10.20.0.0/24"',
        "give the addresses of the new network",
      ).meta({ json: { pattern: "^\\d{1,3}(?:\\.\\d{1,3}){3}/(?:[89]|1\\d|2\\d)$" } }),
      outbound: choice(
        {
          natGateway: "A NAT gateway with its own public address: only outbound.",
          none: "No outbound access: you add it before the module is installed.",
        },
        "How the network reaches the internet.",
        { default: "natGateway" },
      ).optional(),
    },
    "A new network for the machine. The machine never has a public address.",
    { allowed: '{"addressSpace": "10.20.0.0/24"}', remedy: "write it as an object" },
  ).optional(),
  subnetId: text(
    VirtualMachineNetwork._SUBNET_ID,
    "The resource id of an existing subnet with outbound access.",
  ).optional(),
  trustedLaunch: trueOrFalse(
    "Whether the machine starts with secure boot and a virtual TPM. An image of generation 1 cannot.",
    "true",
  ).optional(),
  encryptionAtHost: trueOrFalse(
    "Whether the disks are encrypted on the host too. Not every size supports it.",
    "false",
  ).optional(),
});

/* Exactly one of the two keys; the same for editors. */
const ONE_NETWORK = {
  if: { required: ["network"] },
  then: {
    properties: { subnetId: { not: {}, errorMessage: `Allowed: ${NETWORK_WORDS}. To do: keep one of the two.` } },
  },
  else: { required: ["subnetId"] },
};

const oneNetwork = (context: z.core.ParsePayload<{ [key: string]: unknown }>): void => {
  const isBoth = context.value.network !== undefined;
  if (isBoth === (context.value.subnetId !== undefined)) {
    context.issues.push({
      code: "custom",
      path: [isBoth ? "subnetId" : "network"],
      params: wordsOf(NETWORK_WORDS, isBoth ? "keep one of the two" : "say which network the machine uses"),
      input: context.value,
    });
  }
};

type Shape = ReturnType<typeof shapeOf>;

/** The settings of a new machine. */
export function machineSettings(adminUsername: TextRule): HostSettings<Shape> {
  return {
    shape: shapeOf(adminUsername),
    check: oneNetwork,
    json: ONE_NETWORK,
    example: { network: { addressSpace: "10.20.0.0/24" } },
  };
}

/** The properties of a new machine of either operating system. */
export function machineProps(
  configuration: HostConfiguration & z.infer<z.ZodObject<Shape>>,
  { resourceGroup, conversion }: NewHostContext,
) {
  const { name, location, size, adminUsername, trustedLaunch, encryptionAtHost, image, network, subnetId } =
    configuration;
  return {
    name,
    resourceGroup,
    location,
    size,
    adminUsername,
    trustedLaunch,
    encryptionAtHost,
    image: image === undefined ? undefined : conversion.attempt(["host", "image"], () => VirtualMachineImage.of(image)),
    network: network
      ? VirtualMachineNetwork.create({ ...network, outbound: network.outbound as NetworkOutbound | undefined })
      : VirtualMachineNetwork.fromSubnet(subnetId ?? ""),
  };
}
