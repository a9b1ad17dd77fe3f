import { TerraformStack, TerraformVariable } from "cdktf";
import {
  type DirectoryRole,
  ExchangeHost,
  ExchangeManagedIdentity,
  ExchangeOnline,
  HostIdentity,
  HostResourceGroup,
  LinuxVirtualMachineHost,
  ModuleVersion,
  NetworkOutbound,
  PowerShellRuntime,
  DirectoryRole as Role,
  VirtualMachineImage,
  VirtualMachineNetwork,
  WindowsVirtualMachineHost,
} from "../../lib";
import { runOne } from "../helpers/configuration";
import { addressOf, newStack, only, outline, type Synthesized, synthesized, warnings } from "../helpers/stack";

const GROUP = HostResourceGroup.fromExisting("ContosoRG");
const NETWORK = VirtualMachineNetwork.create({ addressSpace: "10.20.0.0/24" });
const KEY = `ssh-ed25519 ${"A".repeat(68)} me`;
const PLACE = { name: "ContosoVM1", resourceGroup: HostResourceGroup.fromExisting("ContosoRG") };
const ROLES: DirectoryRole[] = [Role.EXCHANGE_ADMINISTRATOR];

function password(stack: ReturnType<typeof newStack>): string {
  return new TerraformVariable(stack, "admin_password", { type: "string", sensitive: true }).stringValue;
}

function exchange(host: ExchangeHost, change: object = {}, stack = newStack()): ExchangeManagedIdentity {
  return new ExchangeManagedIdentity(stack, "Exchange", {
    organization: "contoso.onmicrosoft.com",
    host,
    identity: HostIdentity.systemAssigned(),
    module: { version: ModuleVersion.V3_9_2 },
    directoryRoles: ROLES,
    ...change,
  });
}

test("each step alone, on machines that exist", () => {
  const stack = newStack();
  const windows = WindowsVirtualMachineHost.fromExisting(stack, "Windows", PLACE);
  const module = windows.addExchangeModule("Module", { version: ModuleVersion.V3_9_2 });
  expect(module.runtime).toBe(PowerShellRuntime.V5_1);
  ExchangeOnline.fromTenant(stack, "ExchangeOnline").grantManageAsApp(windows.systemAssignedIdentity);
  const json = synthesized(stack);
  expect(outline(json)).toEqual([
    "azuread_app_role_assignment",
    "azurerm_virtual_machine_run_command",
    "data.azuread_service_principals",
    "data.azurerm_virtual_machine",
  ]);
  expect(only(json, "azurerm_virtual_machine_run_command").location).toBe(
    `\${${addressOf(json, "data.azurerm_virtual_machine")}.location}`,
  );
  expect("automationAccount" in windows).toBe(false);
});

test("a machine adopted with a new user-assigned identity and its own", () => {
  const stack = newStack();
  const machine = LinuxVirtualMachineHost.adopt(stack, "Host", {
    ...PLACE,
    identity: HostIdentity.userAssigned({ name: "ContosoMI1" }).withSystemAssigned(),
  });
  expect(machine.addExchangeModule("Module", { version: ModuleVersion.V3_9_2 }).runtime).toBe(PowerShellRuntime.V7);
  void machine.systemAssignedIdentity;
  expect(outline(synthesized(stack))).toEqual([
    "azurerm_linux_virtual_machine",
    "azurerm_user_assigned_identity",
    "azurerm_virtual_machine_run_command",
    "data.azurerm_resource_group",
    "data.azurerm_virtual_machine",
    "data.azurerm_virtual_machine",
  ]);
});

test.each<[string, (stack: ReturnType<typeof newStack>) => ExchangeHost, string]>([
  [
    "Windows",
    (stack) =>
      ExchangeHost.windowsVirtualMachine({
        name: "ContosoVM1",
        resourceGroup: GROUP,
        network: VirtualMachineNetwork.create({ addressSpace: "10.20.0.0/24", outbound: NetworkOutbound.NONE }),
        image: VirtualMachineImage.WINDOWS_SERVER_2022,
        adminPassword: password(stack),
      }),
    "azurerm_windows_virtual_machine",
  ],
  [
    "Linux",
    () =>
      ExchangeHost.linuxVirtualMachine({
        name: "ContosoVM1",
        resourceGroup: GROUP,
        network: NETWORK,
        image: VirtualMachineImage.of("Canonical:ubuntu-22_04-lts:server-gen2:latest"),
        adminSshPublicKey: KEY,
      }),
    "azurerm_linux_virtual_machine",
  ],
])("the whole procedure on a new machine with %s", (_, host, resource) => {
  const stack = newStack();
  const identity = exchange(host(stack), {}, stack);
  const json = synthesized(stack);
  expect(identity.host.hostId).toBeDefined();
  expect(identity.runbooks).toEqual([]);
  expect(identity.connectCommand).toBe("Connect-ExchangeOnline -ManagedIdentity -Organization contoso.onmicrosoft.com");
  expect(only(json, resource).identity).toEqual({ type: "SystemAssigned" });
  expect(only(json, "azurerm_virtual_machine_run_command").location).toBe(`\${${addressOf(json, resource)}.location}`);
  // The fault of an old azurerm is with modules of an Automation account.
  expect(warnings(stack)).toEqual([]);
});

describe.each(["Windows", "Linux"] as const)("in code as in the configuration, %s", (system) => {
  const standings = ["new", "existing", "adopted"] as const;
  const kinds = ["systemAssigned", "userAssigned", "systemAndUserAssigned"] as const;

  test.each(standings.flatMap((standing) => kinds.map((kind) => [standing, kind] as const)))(
    "%s, %s",
    (standing, kind) => {
      const stack = newStack();
      const there = standing === "existing";
      const user = there
        ? HostIdentity.fromExistingUserAssigned({ name: "ContosoMI1" })
        : HostIdentity.userAssigned({ name: "ContosoMI1" });
      const identity = {
        systemAssigned: HostIdentity.systemAssigned(),
        userAssigned: user,
        systemAndUserAssigned: user.withSystemAssigned(),
      }[kind];
      exchange(hostOf(system, standing, stack), { identity }, stack);

      const configured = runOne({
        resourceGroup: { name: "ContosoRG", existing: true },
        host: {
          type: `${system.toLowerCase()}VirtualMachine`,
          name: "ContosoVM1",
          ...{
            new: { network: { addressSpace: "10.20.0.0/24" } },
            existing: { existing: true },
            adopted: { adopt: true },
          }[standing],
        },
        identity:
          kind === "systemAssigned" ? { type: kind } : { type: kind, name: "ContosoMI1", existing: there || undefined },
      });
      expect(configured.errors).toEqual([]);
      expect(partsOf(synthesized(stack))).toEqual(partsOf(configured.stack()));
    },
  );
});

function hostOf(
  system: "Windows" | "Linux",
  standing: "new" | "existing" | "adopted",
  stack: ReturnType<typeof newStack>,
) {
  const fresh = { name: "ContosoVM1", resourceGroup: GROUP, network: NETWORK };
  const variable = (name: string) => {
    const declared = new TerraformVariable(stack, `variable ${name}`, { type: "string" });
    declared.overrideLogicalId(name);
    return declared.stringValue;
  };
  return {
    Windows: {
      new: () => ExchangeHost.windowsVirtualMachine({ ...fresh, adminPassword: variable("admin_password") }),
      existing: () => ExchangeHost.fromExistingWindowsVirtualMachine(PLACE),
      adopted: () => ExchangeHost.adoptWindowsVirtualMachine(PLACE),
    },
    Linux: {
      new: () => ExchangeHost.linuxVirtualMachine({ ...fresh, adminSshPublicKey: variable("admin_ssh_public_key") }),
      existing: () => ExchangeHost.fromExistingLinuxVirtualMachine(PLACE),
      adopted: () => ExchangeHost.adoptLinuxVirtualMachine(PLACE),
    },
  }[system][standing]();
}

/* Everything but where in the program it was made. */
function partsOf({ resource, data, import: imports }: Synthesized): unknown {
  return JSON.parse(
    JSON.stringify({ resource, data, imports }, (key, value: unknown) => (key === "//" ? undefined : value)),
  );
}

test("another script is another command, and the same one is the same", () => {
  const name = (host: ExchangeHost, version: ModuleVersion) => {
    const stack = newStack();
    exchange(host, { module: { version } }, stack);
    return only(synthesized(stack), "azurerm_virtual_machine_run_command").name;
  };
  const windows = ExchangeHost.fromExistingWindowsVirtualMachine(PLACE);
  const linux = ExchangeHost.fromExistingLinuxVirtualMachine(PLACE);
  const names = [
    name(windows, ModuleVersion.V3_9_2),
    name(windows, ModuleVersion.V3_10_1),
    name(linux, ModuleVersion.V3_9_2),
  ];
  expect(new Set(names).size).toBe(3);
  expect(names[0]).toMatch(/^ExchangeOnlineManagement-3\.9\.2-[0-9a-f]{8}$/);
  expect(name(windows, ModuleVersion.V3_9_2)).toBe(names[0]);
});

test("a version that only Terraform knows is quoted in the script and read into the command's name", () => {
  const stack = newStack();
  const version = ModuleVersion.of(new TerraformVariable(stack, "module_version", { type: "string" }).stringValue);
  for (const host of ["Windows", "Linux"] as const) {
    const machine = { Windows: WindowsVirtualMachineHost, Linux: LinuxVirtualMachineHost }[host];
    machine.fromExisting(stack, host, PLACE).addExchangeModule("Module", { version });
  }
  const commands = Object.values(synthesized(stack).resource?.azurerm_virtual_machine_run_command ?? {}) as {
    name: string;
    source: { script: string };
  }[];
  expect(commands).toHaveLength(2);
  for (const { name, source } of commands) {
    expect(name).toMatch(/^ExchangeOnlineManagement-\$\{var\.module_version\}-[0-9a-f]{8}$/);
    expect(source.script).toMatch(/version ?= ?'\$\{replace\(var\.module_version, /);
  }
});

test("a second module on one machine is refused, because each would remove the other", () => {
  const machine = WindowsVirtualMachineHost.fromExisting(newStack(), "Host", PLACE);
  machine.addExchangeModule("Module", { version: ModuleVersion.V3_9_2 });
  machine.addExchangeModule("Other", { version: ModuleVersion.V3_4_0 });
  expect(() => synthesized(TerraformStack.of(machine))).toThrow(
    "the script of each would remove what the other installed",
  );
});

test("everything that is wrong with a machine is told at once, and no secret of it", () => {
  const wrong = () =>
    exchange(
      ExchangeHost.windowsVirtualMachine({
        name: "a-name-that-is-too-long",
        resourceGroup: GROUP,
        network: VirtualMachineNetwork.create({ addressSpace: "10.20.0.1/24" }),
        adminUsername: "root",
        adminPassword: "Ab1-hush-hush",
        size: "big",
      }),
      {
        module: { runtimes: [PowerShellRuntime.V7_6], contentUri: "https://feed.example/x" },
        runbooks: [{ name: "r" }],
        adopt: { modules: true },
      },
    );
  expect(wrong).toThrow(
    expect.objectContaining({
      name: "ExchangeInputError",
      message: expect.stringMatching(
        /host\.name[^]*host\.adminUsername[^]*host\.size[^]*host\.adminPassword[^]*host\.network\.addressSpace[^]*write "10\.20\.0\.0\/24"[^]*module\.runtimes\[0\][^]*module\.contentUri[^]*adopt\.modules[^]*runbook/,
      ) as string,
    }),
  );
  expect(wrong).toThrow(expect.not.objectContaining({ message: expect.stringContaining("hush") as string }));
});

test.each<[string, () => unknown, string]>([
  ["a private key", () => linuxWith("-----BEGIN OPENSSH PRIVATE KEY-----"), "adminSshPublicKey"],
  ["an image without a version", () => VirtualMachineImage.of("a:b:c"), "publisher:offer:sku:version"],
  ["a subnet that is none", () => linuxWith(KEY, VirtualMachineNetwork.fromSubnet("/x")), "network.subnetId"],
  [
    "the place of an existing machine",
    () =>
      LinuxVirtualMachineHost.fromExisting(newStack(), "H", {
        name: "vm1",
        resourceGroup: HostResourceGroup.fromExisting("x."),
      }),
    "resourceGroup.name",
  ],
  [
    "the place of an adopted machine",
    () =>
      WindowsVirtualMachineHost.adopt(newStack(), "H", {
        name: "12",
        resourceGroup: HostResourceGroup.fromExisting("x"),
      }),
    "name",
  ],
  [
    "another runtime",
    () =>
      LinuxVirtualMachineHost.fromExisting(newStack(), "H", PLACE).addExchangeModule("M", {
        runtime: PowerShellRuntime.V5_1,
      }),
    'allowed: "7"',
  ],
])("%s is refused by the step alone", (_, make, word) => {
  expect(make).toThrow(word);
});

function linuxWith(adminSshPublicKey: string, network = NETWORK): LinuxVirtualMachineHost {
  return new LinuxVirtualMachineHost(newStack(), "Host", {
    name: "vm1",
    resourceGroup: GROUP,
    network,
    adminSshPublicKey,
  });
}
