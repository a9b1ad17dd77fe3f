import { runOne } from "../helpers/configuration";
import { addressOf, only, type Synthesized } from "../helpers/stack";

const NETWORK = { network: { addressSpace: "10.20.0.0/24" } };
const EXISTING_GROUP = { name: "ContosoRG", existing: true };
const SUBNET =
  "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/v/subnets/s";

/* The synthesized stack of a machine. */
function stackOf(host: object, change: object = {}): Synthesized {
  const result = runOne({ host, ...change });
  expect(result.errors).toEqual([]);
  expect(result.warnings).toEqual([]);
  return result.stack();
}

const SYSTEMS = [
  {
    type: "windowsVirtualMachine",
    resource: "azurerm_windows_virtual_machine",
    variable: "admin_password",
    runtime: "5.1",
  },
  {
    type: "linuxVirtualMachine",
    resource: "azurerm_linux_virtual_machine",
    variable: "admin_ssh_public_key",
    runtime: "7",
  },
];
const STANDINGS = [
  { standing: "new", host: NETWORK, group: { name: "ContosoRG", location: "West US" } },
  { standing: "existing", host: { existing: true }, group: EXISTING_GROUP },
  { standing: "adopted", host: { adopt: true }, group: EXISTING_GROUP },
];
const KINDS = ["systemAssigned", "userAssigned", "systemAndUserAssigned"];
const CASES = SYSTEMS.flatMap((system) =>
  STANDINGS.flatMap((standing) => KINDS.map((kind) => ({ ...system, ...standing, kind }))),
);

describe.each(CASES)("$type, $standing, $kind", ({ type, resource, standing, host, group, kind, variable }) => {
  const user = kind === "systemAssigned" ? {} : { name: "ContosoMI1", existing: standing === "existing" || undefined };
  const json = stackOf(
    { type, name: "ContosoVM1", ...host },
    { resourceGroup: group, identity: { type: kind, ...user } },
  );
  const machine = addressOf(json, standing === "existing" ? "data.azurerm_virtual_machine" : resource);

  test("carries the identity", () => {
    if (standing === "existing") {
      const { lifecycle } = only(json, "data.azurerm_virtual_machine") as {
        lifecycle: { postcondition: { condition: string }[] };
      };
      expect(lifecycle.postcondition.map(({ condition }) => condition.includes("identity_ids"))).toEqual(
        { systemAssigned: [false], userAssigned: [true], systemAndUserAssigned: [true, false] }[kind],
      );
      return;
    }
    const { identity } = only(json, resource) as { identity: { type: string; identity_ids?: unknown } };
    const id = kind === "systemAssigned" ? "" : `${addressOf(json, "azurerm_user_assigned_identity")}.id`;
    if (standing === "new") {
      expect(identity).toEqual(
        {
          systemAssigned: { type: "SystemAssigned" },
          userAssigned: { type: "UserAssigned", identity_ids: [`\${${id}}`] },
          systemAndUserAssigned: { type: "SystemAssigned, UserAssigned", identity_ids: [`\${${id}}`] },
        }[kind],
      );
    } else {
      expect(identity.type).toContain("SystemAssigned");
      expect(identity.identity_ids).toContain("data.azurerm_virtual_machine.");
      expect(identity.identity_ids).toContain(id);
    }
  });

  test("permission and role are the identity's, and the role waits for the permission", () => {
    const { principal_object_id: principal } = only(json, "azuread_app_role_assignment");
    const identity = kind === "systemAssigned" ? undefined : "azurerm_user_assigned_identity";
    if (identity) {
      expect(principal).toBe(
        `\${${addressOf(json, standing === "existing" ? `data.${identity}` : identity)}.principal_id}`,
      );
    } else {
      expect(principal).toContain(`${machine}.identity[0].principal_id`);
    }
    expect(only(json, "azuread_directory_role_assignment")).toMatchObject({
      principal_object_id: principal,
      depends_on: [addressOf(json, "azuread_app_role_assignment")],
    });
    expect(json.output?.principal_id).toMatchObject({ value: principal });
  });

  test("the module is installed on the machine, once it can reach the gallery", () => {
    const command = only(json, "azurerm_virtual_machine_run_command");
    expect(command.virtual_machine_id).toBe(`\${${machine}.id}`);
    expect(command.depends_on ?? []).toEqual(
      {
        new: [
          machine,
          addressOfAny(json, "azurerm_nat_gateway_public_ip_association"),
          addressOfAny(json, "azurerm_subnet_nat_gateway_association"),
        ],
        adopted: [machine],
        existing: [],
      }[standing],
    );
  });

  test("the connect command names a user-assigned identity", () => {
    const value = String(json.output?.connect_command.value);
    const base = "Connect-ExchangeOnline -ManagedIdentity -Organization contoso.onmicrosoft.com";
    expect(value.startsWith(base)).toBe(true);
    expect(value.slice(base.length)).toEqual(
      kind === "systemAssigned" ? "" : expect.stringMatching(/^ -ManagedIdentityAccountId \$\{.*\.client_id\}$/),
    );
  });

  test("its secrets are variables, and only where a machine is made", () => {
    expect(Object.keys(json.variable ?? {})).toEqual(standing === "new" ? [variable] : []);
    expect(JSON.stringify(json.resource)).not.toMatch(/"admin_password":"(?!\$\{var\.admin_password\}")/);
  });
});

function addressOfAny(json: Synthesized, type: string): string | undefined {
  return json.resource?.[type] && addressOf(json, type);
}

describe("a new machine", () => {
  test("has no public address, safe settings, and a network with a way out and no other", () => {
    const json = stackOf({ type: "windowsVirtualMachine", name: "ContosoVM1", ...NETWORK }, { tags: { owner: "me" } });
    expect(only(json, "azurerm_network_interface")).toMatchObject({
      ip_configuration: [
        {
          name: "internal",
          private_ip_address_allocation: "Dynamic",
          subnet_id: `\${${addressOf(json, "azurerm_subnet")}.id}`,
        },
      ],
    });
    expect(JSON.stringify(only(json, "azurerm_network_interface"))).not.toContain("public_ip");
    expect(only(json, "azurerm_windows_virtual_machine")).toMatchObject({
      name: "ContosoVM1",
      size: "Standard_B2s_v2",
      admin_username: "azureadmin",
      admin_password: "${var.admin_password}",
      secure_boot_enabled: true,
      vtpm_enabled: true,
      boot_diagnostics: {},
      source_image_reference: {
        publisher: "MicrosoftWindowsServer",
        offer: "WindowsServer",
        sku: "2025-datacenter-g2",
        version: "latest",
      },
      lifecycle: { ignore_changes: ["admin_password"] },
      tags: { owner: "me" },
    });
    expect(only(json, "azurerm_subnet")).toMatchObject({
      address_prefixes: ["10.20.0.0/24"],
      default_outbound_access_enabled: false,
    });
    expect(only(json, "azurerm_public_ip")).toMatchObject({ sku: "Standard", allocation_method: "Static" });
    expect(json.variable?.admin_password).toMatchObject({ sensitive: true, type: "string" });
    for (const type of [
      "virtual_network",
      "nat_gateway",
      "public_ip",
      "network_interface",
      "virtual_machine_run_command",
    ]) {
      expect(only(json, `azurerm_${type}`)).toMatchObject({ tags: { owner: "me" } });
    }
  });

  test("with Linux takes a key and no password", () => {
    const json = stackOf({ type: "linuxVirtualMachine", name: "contoso-vm1", adminUsername: "me", ...NETWORK });
    const machine = only(json, "azurerm_linux_virtual_machine");
    expect(machine).toMatchObject({
      admin_username: "me",
      admin_ssh_key: [{ username: "me", public_key: "${var.admin_ssh_public_key}" }],
      disable_password_authentication: true,
      source_image_reference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" },
    });
    expect(machine).not.toHaveProperty("admin_password");
  });

  test("takes what the file says of it", () => {
    const json = stackOf(
      {
        type: "windowsVirtualMachine",
        name: "ContosoVM1",
        subnetId: SUBNET,
        size: "Standard_D2s_v5",
        adminUsername: "boss",
        image: "MicrosoftWindowsServer:WindowsServer:2025-datacenter-azure-edition:26100.1.2",
        location: "North Europe",
        trustedLaunch: false,
        encryptionAtHost: true,
      },
      { protect: true },
    );
    const machine = only(json, "azurerm_windows_virtual_machine");
    expect(machine).toMatchObject({
      size: "Standard_D2s_v5",
      admin_username: "boss",
      location: "North Europe",
      patch_mode: "AutomaticByPlatform",
      encryption_at_host_enabled: true,
      source_image_reference: { sku: "2025-datacenter-azure-edition", version: "26100.1.2" },
      lifecycle: { prevent_destroy: true, ignore_changes: ["admin_password"] },
    });
    expect(machine).not.toHaveProperty("secure_boot_enabled");
    expect(machine).not.toHaveProperty("vtpm_enabled");
    expect(only(json, "azurerm_network_interface")).toMatchObject({ ip_configuration: [{ subnet_id: SUBNET }] });
    expect(json.resource).not.toHaveProperty("azurerm_virtual_network");
  });

  test("with no way out of its network gets none", () => {
    const json = stackOf({
      type: "linuxVirtualMachine",
      name: "vm1",
      network: { addressSpace: "10.20.0.0/24", outbound: "none" },
    });
    expect(Object.keys(json.resource ?? {})).toContain("azurerm_virtual_network");
    expect(Object.keys(json.resource ?? {}).filter((type) => /nat_gateway|public_ip/.test(type))).toEqual([]);
  });

  test("in a subnet that is there asks for the right to join it", () => {
    const { permissions } = runOne({ host: { type: "linuxVirtualMachine", name: "vm1", subnetId: SUBNET } });
    expect(permissions.join()).toContain("Network Contributor");
    const made = runOne({ host: { type: "linuxVirtualMachine", name: "vm1", ...NETWORK } });
    expect(made.permissions.join()).not.toContain("Network Contributor");
  });
});

describe("an adopted machine", () => {
  test.each([
    ["windowsVirtualMachine", "azurerm_windows_virtual_machine", "winrm_listener"],
    ["linuxVirtualMachine", "azurerm_linux_virtual_machine", "admin_ssh_key"],
  ])("%s is protected, is imported by its group's id, and holds no password", (type, resource, argument) => {
    const json = stackOf(
      { type, name: "ContosoVM1", adopt: true },
      { resourceGroup: EXISTING_GROUP, tags: { a: "b" } },
    );
    const { lifecycle, ...machine } = only(json, resource) as { lifecycle: { ignore_changes: string[] } };
    expect(lifecycle).toMatchObject({ prevent_destroy: true });
    expect(lifecycle.ignore_changes).toContain(argument);
    expect(lifecycle.ignore_changes).not.toContain("identity");
    expect(machine).not.toHaveProperty("tags");
    expect(machine).not.toHaveProperty("admin_password");
    expect(json.import).toEqual([
      {
        to: addressOf(json, resource),
        id: `\${${addressOf(json, "data.azurerm_resource_group")}.id}/providers/Microsoft.Compute/virtualMachines/ContosoVM1`,
      },
    ]);
  });

  test("that may be destroyed is warned of", () => {
    const { warnings } = runOne({
      resourceGroup: EXISTING_GROUP,
      host: { type: "linuxVirtualMachine", name: "ContosoVM1", adopt: true },
      protect: false,
    });
    expect(warnings.join()).toContain("`protect` is off");
  });
});

test("without a version the newest is installed that there is, with a warning", () => {
  const { warnings, errors } = runOne({ host: { type: "linuxVirtualMachine", name: "vm1", ...NETWORK }, module: {} });
  expect(errors).toEqual([]);
  expect(warnings.join()).toContain("ExchangeOnlineManagement 3.10.1 is installed");
});

const windows = (change: object) => ({
  host: { type: "windowsVirtualMachine", name: "ContosoVM1", ...NETWORK, ...change },
});
const linux = (change: object) => ({
  host: { type: "linuxVirtualMachine", name: "contoso-vm1", ...NETWORK, ...change },
});
const withoutNetwork = (change: object) => ({ host: { type: "windowsVirtualMachine", name: "ContosoVM1", ...change } });

test.each<[string, object, string, string]>([
  ["a Windows name of 16 characters", windows({ name: "ContosoMachine16" }), "/host/name", "1 to 15 letters"],
  ["a Windows name with a dot", windows({ name: "a.b" }), "/host/name", "1 to 15 letters"],
  ["a Windows name of digits", windows({ name: "12345" }), "/host/name", "not only digits"],
  ["a Linux name with an underscore", linux({ name: "a_b" }), "/host/name", "1 to 64 letters"],
  ["a Linux name of 65 characters", linux({ name: "a".repeat(65) }), "/host/name", "1 to 64 letters"],
  ["a name too long for a network", linux({ name: "a".repeat(60) }), "/host/name", "at most 59 characters"],
  ["neither network nor subnet", withoutNetwork({}), "/host/network", "say which network"],
  ["network and subnet", windows({ subnetId: SUBNET }), "/host/subnetId", "keep one of the two"],
  ["a subnet that is none", withoutNetwork({ subnetId: "/subscriptions/1/x" }), "/host/subnetId", "/subnets/<subnet>"],
  [
    "a network's id as a subnet",
    withoutNetwork({ subnetId: SUBNET.replace(/\/subnets.*/, "") }),
    "/host/subnetId",
    "/subnets/",
  ],
  ["no addresses", withoutNetwork({ network: {} }), "/host/network/addressSpace", "IPv4"],
  [
    "addresses that are none",
    withoutNetwork({ network: { addressSpace: "10.20.0.0" } }),
    "/host/network/addressSpace",
    "/29",
  ],
  [
    "another way out",
    withoutNetwork({ network: { addressSpace: "10.0.0.0/24", outbound: "publicIp" } }),
    "/host/network/outbound",
    '"natGateway", "none"',
  ],
  ["an unknown size", windows({ size: "B2s" }), "/host/size", "Standard_B2s"],
  ["an image without a version", windows({ image: "a:b:c" }), "/host/image", "publisher:offer:sku:version"],
  ["a user that Azure keeps back", windows({ adminUsername: "Administrator" }), "/host/adminUsername", "azureadmin"],
  ["a Windows user of 21 characters", windows({ adminUsername: "a".repeat(21) }), "/host/adminUsername", "1 to 20"],
  ["a Linux user with a dot", linux({ adminUsername: "a.b" }), "/host/adminUsername", "1 to 64"],
  ["a password in the file", windows({ adminPassword: "hush" }), "/host/adminPassword", "no secrets"],
  ["7.6 on Windows", { ...windows({}), module: { runtimes: ["7.6"] } }, "/module/runtimes/0", '"5.1"'],
  ["7 on Windows", { ...windows({}), module: { runtimes: ["7"] } }, "/module/runtimes/0", '"5.1"'],
  ["5.1 on Linux", { ...linux({}), module: { runtimes: ["5.1"] } }, "/module/runtimes/0", '"7"'],
  ["7.4 on Linux", { ...linux({}), module: { runtimes: ["7.4"] } }, "/module/runtimes/0", '"7"'],
  ["a runbook", { ...windows({}), runbook: { name: "r" } }, "/runbook", "a runbook on an Automation account"],
  [
    "a feed",
    { ...windows({}), module: { contentUri: "https://feed.example/x" } },
    "/module/contentUri",
    "only on an Automation account",
  ],
  [
    "a secret feed",
    { ...linux({}), module: { contentUri: { variable: "u" } } },
    "/module/contentUri",
    "only on an Automation account",
  ],
  [
    "a hash",
    { ...windows({}), module: { contentHash: { algorithm: "sha256", value: "a".repeat(64) } } },
    "/module/contentHash",
    "only on an Automation account",
  ],
  [
    "prerequisites",
    { ...windows({}), module: { prerequisites: false } },
    "/module/prerequisites",
    "only on an Automation account",
  ],
  [
    "settings of an account",
    windows({ localAuthentication: true }),
    "/host/localAuthentication",
    "size, adminUsername",
  ],
  [
    "settings of a machine on an account",
    { host: { type: "automationAccount", name: "ContosoAzAuto1", size: "Standard_B2s" } },
    "/host/size",
    "localAuthentication",
  ],
  [
    "a size for what is there",
    { resourceGroup: EXISTING_GROUP, ...withoutNetwork({ existing: true, size: "Standard_B2s" }) },
    "/host/size",
    "no such setting",
  ],
  [
    "a network for what is there",
    { resourceGroup: EXISTING_GROUP, ...windows({ adopt: true }) },
    "/host/network",
    "no such setting",
  ],
  [
    "the adoption of modules",
    { resourceGroup: EXISTING_GROUP, ...withoutNetwork({ adopt: true }), adopt: { modules: true } },
    "/adopt/modules",
    "only on an Automation account",
  ],
  ["an existing machine in a new group", withoutNetwork({ existing: true }), "/host/existing", "an existing group"],
  [
    "a made identity on a machine that is read",
    {
      resourceGroup: EXISTING_GROUP,
      ...withoutNetwork({ existing: true }),
      identity: { type: "userAssigned", name: "ContosoMI1" },
    },
    "/identity",
    "an existing identity",
  ],
])("%s is refused", (_what, change, place, word) => {
  const { errors } = runOne(change);
  expect(errors.map((error) => error.split("\n")[0])).toEqual([`/identities/one${place}`]);
  expect(errors[0]).toContain(word);
  expect(errors[0]).not.toContain("hush");
});
