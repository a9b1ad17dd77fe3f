import {
  AutomationAccountHost,
  LinuxVirtualMachineHost,
  VirtualMachineImage,
  VirtualMachineNetwork,
  WindowsVirtualMachineHost,
} from "cdktf-exchange-managed-identity";
import type { TextRule } from "cdktf-exchange-managed-identity/internal";
import * as z from "zod";
import { anyText, choice, flag, object, only, text, variants, wordsOf } from "./fields";
import { isTrue, location, notBoth, OWN_LOCATION } from "./resource-group-schema";

const NEW_ONLY = (keys: readonly string[]) =>
  Object.fromEntries(
    keys.map((key) => [
      key,
      wordsOf(
        "no such setting for an existing host",
        "remove it: nothing but the identity of an existing host is changed",
      ),
    ]),
  );

const MACHINE_KEYS = ["size", "adminUsername", "image", "network", "subnetId", "trustedLaunch", "encryptionAtHost"];
const ACCOUNT_KEYS = ["localAuthentication", "publicNetworkAccess"];

const HOST_TYPES = {
  automationAccount: "An Azure Automation account: runs runbooks, by hand or by a schedule. No machine to maintain.",
  windowsVirtualMachine: "A Windows virtual machine with Windows PowerShell 5.1.",
  linuxVirtualMachine: "A Linux virtual machine with PowerShell 7.",
} as const;

type HostType = keyof typeof HOST_TYPES;

const EXISTING_WORDS = "true: the host exists and is only read. It has to carry the identity already.";
const ADOPT_WORDS =
  "true: the host exists and Terraform imports it, to add the identity. It keeps its other identities, and everything else is ignored.";

function hostCases<const T extends HostType, S extends z.ZodRawShape>(
  type: T,
  name: TextRule,
  existingName: TextRule,
  settings: S,
) {
  const typeField = only(type, HOST_TYPES[type], "The kind of host.");
  const named = (rule: TextRule) => text(rule, "The name of the host.");
  const hints = { location: OWN_LOCATION, ...NEW_ONLY([...ACCOUNT_KEYS, ...MACHINE_KEYS]) };
  return [
    {
      when: { type, existing: true },
      schema: object(
        {
          type: typeField,
          name: named(existingName),
          existing: isTrue(EXISTING_WORDS),
          adopt: notBoth("the host", `${ADOPT_WORDS} Not beside "existing".`),
        },
        "An existing host, which is only read.",
        { hints },
      ),
    },
    {
      when: { type, adopt: true },
      schema: object(
        {
          type: typeField,
          name: named(existingName),
          existing: notBoth("the host", `${EXISTING_WORDS} Not beside "adopt".`),
          adopt: isTrue(ADOPT_WORDS),
        },
        "An existing host that Terraform imports.",
        { hints },
      ),
    },
    {
      when: { type },
      schema: object(
        {
          type: typeField,
          name: named(name),
          existing: flag(EXISTING_WORDS, "false").optional(),
          adopt: flag(ADOPT_WORDS, "false").optional(),
          location: location("The Azure location of the host."),
          ...settings,
        },
        "A new host.",
      )
        .check(type === "automationAccount" ? () => undefined : oneNetwork)
        .meta(type === "automationAccount" ? {} : { json: ONE_NETWORK }),
    },
  ] as const;
}

const ACCOUNT_SETTINGS = {
  localAuthentication: flag(
    "Whether webhooks, DSC and agent-based workers may sign in with the account's keys.",
    "false",
  ).optional(),
  publicNetworkAccess: flag("Whether the account can be reached from public networks.", "true").optional(),
};

const NETWORK_WORDS = '"network": {"addressSpace": …} for a new network, or "subnetId" for an existing subnet';

const machineSettings = (adminUsername: TextRule) => ({
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
  trustedLaunch: flag(
    "Whether the machine starts with secure boot and a virtual TPM. An image of generation 1 cannot.",
    "true",
  ).optional(),
  encryptionAtHost: flag(
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

/** The host: one kind of three, each new, existing or adopted. */
export const host = variants(
  [
    ...hostCases("automationAccount", AutomationAccountHost._NAME, AutomationAccountHost._NAME, ACCOUNT_SETTINGS),
    ...hostCases(
      "windowsVirtualMachine",
      WindowsVirtualMachineHost._NAME,
      WindowsVirtualMachineHost._EXISTING_NAME,
      machineSettings(WindowsVirtualMachineHost._ADMIN_USERNAME),
    ),
    ...hostCases(
      "linuxVirtualMachine",
      LinuxVirtualMachineHost._NAME,
      LinuxVirtualMachineHost._EXISTING_NAME,
      machineSettings(LinuxVirtualMachineHost._ADMIN_USERNAME),
    ),
  ],
  z.looseObject({ type: choice(HOST_TYPES, "The kind of host.") }),
  "The Azure resource that carries the identity and runs PowerShell.",
  { allowed: '{"type": …, "name": …}', remedy: "describe the Azure resource that runs PowerShell" },
);
