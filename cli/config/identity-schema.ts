import {
  AutomationAccountHost,
  DirectoryRole,
  DirectoryRoleAssignment,
  ExchangeCloud,
  ExchangeRoleGroup,
  ExchangeRunbook,
  HostResourceGroup,
  LinuxVirtualMachineHost,
  ManageAsAppGrant,
  ModuleVersion,
  PowerShellRuntime,
  RunbookSchedule,
  TextRule,
  UserAssignedIdentity,
  VirtualMachineImage,
  VirtualMachineNetwork,
  WindowsVirtualMachineHost,
} from "cdktf-exchange-managed-identity";
import * as z from "zod";
import { anyText, choice, flag, list, message, object, only, text, textOr, variants } from "./fields";
import { provider } from "./provider-schema";

const GROUP_WORDS = '{"name": …, "location": …} for a new group, {"name": …, "existing": true} for an existing one';

const notBoth = (what: string) => {
  const words = message(
    '"existing" or "adopt", not both',
    `keep "existing" to only read ${what}, or "adopt" to let Terraform take it over`,
  );
  return z.literal(false, { error: words }).meta({ description: "Left out, or false.", message: words }).optional();
};

const isTrue = (description: string) =>
  z.literal(true, { error: message("true or false", "write it without quotes") }).meta({ description });

const location = (description: string) =>
  text(HostResourceGroup.LOCATION, description, "the location of the resource group").optional();

const OWN_LOCATION = message("no location for something that exists", "take it out: it has its own");

const groupName = text(HostResourceGroup.NAME, "The name of the resource group.");

/** A resource group: new or existing. */
const resourceGroup = (description: string) =>
  variants(
    [
      {
        when: { existing: true },
        schema: object({ name: groupName, existing: isTrue("The group exists, and is only read.") }, description, {
          hints: {
            location: message(
              "no location on an existing group",
              'take it out: the group has its own; or take "existing" out to create the group',
            ),
          },
        }),
      },
      {
        when: {},
        schema: object(
          {
            name: groupName,
            location: text(
              HostResourceGroup.LOCATION,
              "The Azure location of the new group, such as West US or westus.",
              undefined,
              message(GROUP_WORDS, 'give the location of the new group, or "existing": true if the group exists'),
            ),
            existing: z
              .literal(false, { error: message("true or false", "write it without quotes") })
              .optional()
              .meta({ description: "true for an existing group, which is only read." }),
          },
          description,
        ),
      },
    ],
    z.looseObject({}),
    description,
    { allowed: GROUP_WORDS, remedy: "name the resource group" },
  );

const NEW_ONLY = (keys: readonly string[]) =>
  Object.fromEntries(
    keys.map((key) => [
      key,
      message(
        "no such setting for an existing host",
        "take it out: nothing but the identity of an existing host is changed",
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
  "true: the host exists and Terraform takes it over, to add the identity. It keeps its other identities, and everything else is ignored.";

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
        { type: typeField, name: named(existingName), existing: isTrue(EXISTING_WORDS), adopt: notBoth("the host") },
        "An existing host, which is only read.",
        { hints },
      ),
    },
    {
      when: { type, adopt: true },
      schema: object(
        { type: typeField, name: named(existingName), existing: notBoth("the host"), adopt: isTrue(ADOPT_WORDS) },
        "An existing host that Terraform takes over.",
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
    WindowsVirtualMachineHost.SIZE,
    "The size of the machine.",
    "Standard_B2s_v2, two cores and 8 GiB",
  ).optional(),
  adminUsername: text(adminUsername, "The name of the administrator's account.", "azureadmin").optional(),
  image: text(
    VirtualMachineImage.URN,
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
    VirtualMachineNetwork.SUBNET_ID,
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
      message: message(NETWORK_WORDS, isBoth ? "keep one of the two" : "say which network the machine uses"),
      input: context.value,
    });
  }
};

const host = variants(
  [
    ...hostCases("automationAccount", AutomationAccountHost.NAME, AutomationAccountHost.NAME, ACCOUNT_SETTINGS),
    ...hostCases(
      "windowsVirtualMachine",
      WindowsVirtualMachineHost.NAME,
      WindowsVirtualMachineHost.EXISTING_NAME,
      machineSettings(WindowsVirtualMachineHost.ADMIN_USERNAME),
    ),
    ...hostCases(
      "linuxVirtualMachine",
      LinuxVirtualMachineHost.NAME,
      LinuxVirtualMachineHost.EXISTING_NAME,
      machineSettings(LinuxVirtualMachineHost.ADMIN_USERNAME),
    ),
  ],
  z.looseObject({ type: choice(HOST_TYPES, "The kind of host.") }),
  "The Azure resource that carries the identity and runs PowerShell.",
  { allowed: '{"type": …, "name": …}', remedy: "describe the Azure resource that runs PowerShell" },
);

const IDENTITY_TYPES = {
  systemAssigned: "The host's own identity. It is created and deleted with the host.",
  userAssigned: "An identity of its own, which several hosts can share.",
  systemAndUserAssigned: "Both. The permission, the roles and the connect command are those of the user-assigned one.",
} as const;

const USER_ASSIGNED_KEYS = ["name", "existing", "adopt", "resourceGroup", "location"];

function userAssignedCases<const T extends "userAssigned" | "systemAndUserAssigned">(type: T) {
  const typeField = only(type, IDENTITY_TYPES[type], "The kind of identity.");
  const name = text(UserAssignedIdentity.NAME, "The name of the user-assigned identity.");
  const group = resourceGroup("The resource group of the identity, if it is not the host's.").optional();
  const existingWords = "true: the identity exists and is only read.";
  const adoptWords = "true: the identity exists and Terraform takes it over without changing it.";
  const hints = { location: OWN_LOCATION };
  return [
    {
      when: { type, existing: true },
      schema: object(
        {
          type: typeField,
          name,
          existing: isTrue(existingWords),
          adopt: notBoth("the identity"),
          resourceGroup: group,
        },
        "An existing identity, which is only read.",
        { hints },
      ),
    },
    {
      when: { type, adopt: true },
      schema: object(
        { type: typeField, name, existing: notBoth("the identity"), adopt: isTrue(adoptWords), resourceGroup: group },
        "An existing identity that Terraform takes over.",
        { hints },
      ),
    },
    {
      when: { type },
      schema: object(
        {
          type: typeField,
          name,
          existing: flag(existingWords, "false").optional(),
          adopt: flag(adoptWords, "false").optional(),
          resourceGroup: group,
          location: location("The Azure location of the identity."),
        },
        "A new identity.",
      ),
    },
  ] as const;
}

const identity = variants(
  [
    {
      when: { type: "systemAssigned" },
      schema: object(
        { type: only("systemAssigned", IDENTITY_TYPES.systemAssigned, "The kind of identity.") },
        "The host's own identity.",
        {
          hints: Object.fromEntries(
            USER_ASSIGNED_KEYS.map((key) => [
              key,
              message(
                "nothing but the type for a system-assigned identity, which is the host's own",
                `take "${key}" out, or choose "userAssigned"`,
              ),
            ]),
          ),
        },
      ),
    },
    ...userAssignedCases("userAssigned"),
    ...userAssignedCases("systemAndUserAssigned"),
  ],
  z.looseObject({ type: choice(IDENTITY_TYPES, "The kind of identity.") }),
  "The identity that the host carries.",
  { allowed: '{"type": "systemAssigned"}, or a user-assigned one', remedy: "say which identity the host carries" },
);

const RUNTIMES = {
  "5.1": "Windows PowerShell 5.1: supported, every version of the module. Automation and Windows VMs.",
  "7.2": "PowerShell 7.2 in Automation: out of support since 2024-11-08; the module up to 3.4.0.",
  "7.4": "PowerShell 7.4 in Automation: out of support since 2026-11-10; the module up to 3.9.2.",
  "7.6": "PowerShell 7.6 in Automation: supported until 2028-11; every version of the module from 3.5.0 on.",
  "7": "PowerShell 7 on a Linux VM, in the version that the module needs.",
} as const;

const runtime = choice(RUNTIMES, "A PowerShell runtime.", {
  remedy: "choose one of these; 5.1 and 7.6 are in support",
  remedyFor: (given) => (typeof given === "string" ? PowerShellRuntime.check(given)?.remedy : undefined),
});

const VARIABLE_NAME = TextRule.of({
  pattern:
    "^(?!(?:source|version|providers|count|for_each|lifecycle|depends_on|locals|__proto__)$)[A-Za-z_][A-Za-z0-9_\\-]{0,99}$",
  allowed:
    "the name of a Terraform variable: letters, digits, '_' and '-', no digit in front, no name that Terraform reserves",
  remedy: 'name it "module_content_uri"',
});

const HASH_WORDS = ['{"algorithm": "sha256", "value": …}', "give the algorithm and the value of the hash"] as const;

const moduleSchema = object(
  {
    version: text(
      ModuleVersion.VALUE,
      "The version of ExchangeOnlineManagement.",
      "the newest version that every chosen runtime supports, with a warning that names it",
    )
      .meta({ examples: ModuleVersion.generallyAvailable().map(({ value }) => value) })
      .optional(),
    runtimes: list(runtime, "The PowerShell runtimes that get the module.", {
      allowed: "one runtime or more",
      remedy: "name a runtime, or leave the list out for the default one",
      default: "5.1; on a Linux VM 7",
    }).optional(),
    prerequisites: flag(
      "Whether PackageManagement and PowerShellGet are imported before the module. Automation only.",
      "true in the 5.1 of a new account and in 7.4 and 7.6; else false",
    ).optional(),
    contentUri: textOr(
      anyText(
        "The https address of the package in a private feed.",
        "an https address",
        "give the https address of the package",
      ).meta({ json: { pattern: "^https://\\S+$" } }),
      object(
        { variable: text(VARIABLE_NAME, "The name of the sensitive Terraform variable that holds the address.") },
        "An address with a signature or a password in it, in a sensitive Terraform variable.",
      ),
      "The address of the package, if it is not the PowerShell Gallery's. Automation only.",
    ).optional(),
    contentHash: object(
      {
        algorithm: anyText("sha256, sha384 or sha512.", ...HASH_WORDS),
        value: anyText("The hash, as hexadecimal digits or base64.", ...HASH_WORDS),
      },
      "The hash that the package has to have. Automation only.",
    ).optional(),
  },
  "The Exchange Online PowerShell module.",
);

const ROLES: { readonly [name: string]: string } = {
  "Compliance Administrator": "Compliance features. Exchange Administrator covers more of Exchange.",
  "Exchange Administrator":
    "Any task in Exchange Online PowerShell. If the scripts only read, Global Reader is enough.",
  "Exchange Recipient Administrator": "Mailboxes and other recipients. The smaller choice for recipient management.",
  "Global Administrator": "Any task in the whole tenant. Microsoft advises against it: choose Exchange Administrator.",
  "Global Reader": "Reads everything, changes nothing. The smallest choice for reports.",
  "Helpdesk Administrator": "Passwords and a few recipient settings. The only one that takes an administrative unit.",
  "Security Administrator": "Security features; does not cover what Exchange Administrator covers.",
  "Security Reader": "Reads security features, changes nothing.",
};

const roleName = choice(
  Object.fromEntries(DirectoryRole.supported().map(({ name }) => [name, ROLES[name] ?? name])),
  "The name of a Microsoft Entra role.",
);

const roles = list(
  textOr(
    roleName,
    object(
      {
        name: roleName,
        scope: text(DirectoryRole.SCOPE, "The administrative unit that the role is limited to.").optional(),
      },
      "A role, and the administrative unit that it is limited to. Only Helpdesk Administrator takes one.",
    ),
    "A role by its name, or with a scope.",
  ),
  "The Microsoft Entra roles of the identity. They may be left out only with exchangeRoleGroups.",
  {
    allowed: `one or more of ${DirectoryRole.supported()
      .map(({ name }) => name)
      .join(", ")}`,
    remedy:
      "name the role that the scripts need, or leave the key out beside exchangeRoleGroups: without either every connection is refused with 403",
  },
);

const exchangeName = text(ExchangeRoleGroup.NAME, "The name, as Exchange Online shows it.");

const exchangeRoleGroups = list(
  textOr(
    exchangeName,
    object(
      {
        name: exchangeName,
        roles: list(exchangeName, "The management roles of the new group, such as View-Only Recipients.", {
          allowed: "one management role or more",
          remedy: 'name a role, such as "View-Only Recipients"',
        }),
        recipientScope: text(
          ExchangeRoleGroup.NAME,
          "The name of an existing management scope that limits the group.",
        ).optional(),
      },
      "A new role group.",
    ),
    "An existing role group by its name, or a new one.",
  ),
  "Role groups of Exchange Online that the identity becomes a member of. The stack outputs the script that an Exchange administrator runs once.",
  { allowed: "one role group or more", remedy: "name a role group, or take the key out" },
);

const timing = {
  at: text(
    RunbookSchedule.TIME_OF_DAY,
    "The time of day on the clock of the time zone, in winter and in summer, such as 02:00.",
    "two hours after the first apply",
  ).optional(),
  timeZone: anyText(
    "The IANA name of the time zone.",
    "an IANA time zone, such as Europe/Berlin or Etc/UTC",
    "give the IANA name of the zone",
  )
    .meta({ examples: RunbookSchedule.timeZones(), default_: "Etc/UTC" })
    .optional(),
  interval: z
    .int({ error: message("a whole number from 1 to 100", "give the interval, or leave it out") })
    .min(1, { error: message("a whole number from 1 to 100", "give the interval, or leave it out") })
    .max(100, { error: message("a whole number from 1 to 100", "give the interval, or leave it out") })
    .meta({
      description: "How many hours, days, weeks or months lie between two starts.",
      default_: "1",
      message: message("a whole number from 1 to 100", "give the interval, or leave it out"),
    })
    .optional(),
};

const EVERY = {
  hour: "Every hour, from the time of day on.",
  day: "Every day.",
  week: "On days of the week.",
  month: "On days of the month.",
} as const;

const every = <const T extends keyof typeof EVERY>(value: T) =>
  only(value, EVERY[value], "How often the runbook starts.");

const WEEK_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const WEEK_DAYS_WORDS = [`one or more of ${WEEK_DAYS.join(", ")}, each once`, "name the days"] as const;
const MONTH_DAYS_WORDS = ["one or more of 1 to 31 and -1, the last day, each once", "name the days"] as const;
const ONLY_WEEKLY = message(
  'days of the week only with "every": "week"',
  'take "weekDays" out, or write "every": "week"',
);
const ONLY_MONTHLY = message(
  'days of the month only with "every": "month"',
  'take "monthDays" out, or write "every": "month"',
);

const schedule = variants(
  [
    {
      when: { every: "week" },
      schema: object(
        {
          every: every("week"),
          weekDays: list(
            choice(Object.fromEntries(WEEK_DAYS.map((day) => [day, `Every ${day}.`])), "A day of the week."),
            "The days of the week.",
            { allowed: WEEK_DAYS_WORDS[0], remedy: WEEK_DAYS_WORDS[1] },
          ),
          ...timing,
        },
        "A weekly schedule.",
        { hints: { monthDays: ONLY_MONTHLY } },
      ),
    },
    {
      when: { every: "month" },
      schema: object(
        {
          every: every("month"),
          monthDays: list(
            z
              .int({ error: message(...MONTH_DAYS_WORDS) })
              .min(-1, { error: message(...MONTH_DAYS_WORDS) })
              .max(31, { error: message(...MONTH_DAYS_WORDS) })
              .meta({
                description: "A day of the month, or -1 for the last one.",
                message: message(...MONTH_DAYS_WORDS),
              }),
            "The days of the month; -1 is the last day.",
            { allowed: MONTH_DAYS_WORDS[0], remedy: MONTH_DAYS_WORDS[1] },
          ),
          ...timing,
        },
        "A monthly schedule.",
        { hints: { weekDays: ONLY_WEEKLY } },
      ),
    },
    ...(["hour", "day"] as const).map((unit) => ({
      when: { every: unit },
      schema: object({ every: every(unit), ...timing }, `A schedule for every ${unit}.`, {
        hints: { weekDays: ONLY_WEEKLY, monthDays: ONLY_MONTHLY },
      }),
    })),
  ],
  z.looseObject({
    every: choice(EVERY, "How often the runbook starts.", { remedy: "say how often the runbook starts" }),
  }),
  "When the runbook starts by itself, for the first time at least an hour after the apply.",
  { allowed: '{"every": "day", "at": "02:00"}', remedy: "write it as an object" },
);

const runbook = object(
  {
    name: text(ExchangeRunbook.NAME, "The name of the runbook."),
    runtime: runtime
      .meta({
        description: "The runtime, one of the module's.",
        default_: "the first of the module's",
        explanations: RUNTIMES,
      })
      .optional(),
    script: anyText(
      "The path of a PowerShell file in UTF-8, relative to this configuration. The connection is inserted into it.",
      "the path of a file, relative to this configuration",
      "name the script's file",
    ).optional(),
    schedule: schedule.optional(),
  },
  "A published runbook that connects. Without a script it lists the accepted domains, and disconnects. Automation only.",
);

const adopt = object(
  {
    manageAsAppAssignmentId: text(
      ManageAsAppGrant.ASSIGNMENT_ID,
      "The id of the existing assignment of Exchange.ManageAsApp.",
    ).optional(),
    roleAssignmentIds: z
      .record(
        z.string(),
        text(DirectoryRoleAssignment.ASSIGNMENT_ID, "The id of the existing assignment of this role."),
        {
          error: message("an object in curly brackets", "write it as an object"),
        },
      )
      .meta({ description: "The ids of existing role assignments, by role; with the scope where there is one." })
      .optional(),
    modules: flag("Whether the module was imported by hand, in 5.1 and 7.2.", "false").optional(),
  },
  "What was created by hand before, and Terraform takes over.",
);

const TAG_WORDS = [
  "1 to 512 characters, none of < > % & \\ ? / and no blank at either end",
  "rename the tag as Azure allows it",
] as const;

const tags = z
  .record(
    z
      .string()
      .regex(/^(?! )(?!__proto__$)[^<>%&\\?/\p{Cc}]{0,511}[^<>%&\\?/\p{Cc} ]$/u, { error: message(...TAG_WORDS) }),
    z
      .string({ error: message("a text in double quotes", "write it as a text") })
      .max(256, { error: message("at most 256 characters", "shorten the value of the tag") }),
    { error: message("an object in curly brackets", "write it as an object") },
  )
  .meta({ description: "Tags of everything that the stack creates and that takes tags. Never of what is adopted." });

const GRANTS = {
  terraform: "Terraform grants the permission and assigns the roles.",
  script:
    "The stack outputs a script that an administrator of the directory runs once. It changes nothing in the directory itself.",
  elsewhere:
    "Another stack, or a person, grants the permission and assigns the roles: for an identity that several hosts share.",
} as const;

/* Of any cloud; the library knows the one that is chosen. */
const ORGANIZATION = TextRule.of({
  pattern: ExchangeCloud.all()
    .map(({ organizationRule }) => `(?:${organizationRule.pattern})`)
    .join("|"),
  allowed: ExchangeCloud.PUBLIC.organizationRule.allowed,
  remedy: ExchangeCloud.PUBLIC.organizationRule.remedy,
});

/** The declaration of one identity, which becomes a stack. */
export const identitySchema = object(
  {
    organization: text(
      ORGANIZATION,
      "The tenant's initial domain, such as contoso.onmicrosoft.com. A custom domain does not work.",
    ),
    resourceGroup: resourceGroup("The resource group of the host: new or existing."),
    host,
    identity,
    module: moduleSchema.optional(),
    roles: roles.optional(),
    exchangeRoleGroups: exchangeRoleGroups.optional(),
    grants: choice(GRANTS, "Who grants the permission and assigns the roles.", { default: "terraform" }).optional(),
    runbook: runbook.optional(),
    adopt: adopt.optional(),
    tags: tags.optional(),
    protect: flag(
      "Whether Terraform refuses to destroy the host and the identity.",
      "true for what is adopted, else false",
    ).optional(),
    provider: provider(
      "What differs from the file's provider, for this stack: another tenant, subscription or cloud.",
    ).optional(),
    shape: choice(
      {
        root: "A root module with providers and a backend.",
        module: "A child module for an existing root: no provider, no backend.",
      },
      "The shape of the Terraform JSON.",
      { default: "root" },
    ).optional(),
  },
  "One identity that connects to Exchange Online PowerShell. Its key is the name of the stack.",
);

export type IdentityConfiguration = z.infer<typeof identitySchema>;
