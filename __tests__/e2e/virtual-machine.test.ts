import type { Providers } from "./terraform";
import { asObject, type Json } from "./loopback/answer";
import { identityOf, providerSets, rights, Scenario, succeeded, withProviders } from "./scenario";

const PASSWORD = "Ab1-not-for-real";
const KEY = `ssh-ed25519 ${Buffer.from("\0\0\0\x0bssh-ed25519\0\0\0 0123456789abcdef0123456789abcdef", "latin1").toString("base64")} admin`;

const WINDOWS = {
  organization: "contoso.onmicrosoft.com",
  resourceGroup: { name: "ContosoRG", existing: true },
  host: { type: "windowsVirtualMachine", name: "ContosoVM1", network: { addressSpace: "10.20.0.0/24" } },
  identity: { type: "systemAssigned" },
  module: { version: "3.9.2" },
  roles: ["Exchange Administrator"],
};
const LINUX = { ...WINDOWS, host: { ...WINDOWS.host, type: "linuxVirtualMachine" } };
const COMMANDS = "providers/Microsoft.Compute/virtualMachines/ContosoVM1/runCommands/";

/** A tenant with the machine's group, and nothing in it. */
async function tenant(providers?: Providers): Promise<Scenario> {
  const scenario = await Scenario.start(providers, {
    TF_VAR_admin_password: PASSWORD,
    TF_VAR_admin_ssh_public_key: KEY,
  });
  scenario.azure.manager.put(scenario.azure.group("ContosoRG"), { location: "westus" });
  return scenario;
}

function commandsOf({ azure }: Scenario): Json[] {
  const found = [...azure.manager.resources].filter(([id]) => id.includes("/runcommands/"));
  return found.map(([, command]) => command);
}

withProviders("a new virtual machine", () => {
  // The providers wait a minute for a network; the cases of one test wait together.
  it("is applied in one go, plans no change after it, and is destroyed without a trace", async () => {
    const cases = providerSets().flatMap((providers) => [WINDOWS, LINUX].map((machine) => ({ providers, machine })));
    await Promise.all(
      cases.map(async ({ providers, machine }) => {
        const scenario = await tenant(providers);
        await scenario.use(machine);
        await scenario.applyAndSettle();
        const vm = scenario.resource("ContosoRG", "providers/Microsoft.Compute/virtualMachines/ContosoVM1");
        expect(rights(scenario).permission).toEqual([identityOf(vm).principalId]);
        const card = scenario.resource("ContosoRG", "providers/Microsoft.Network/networkInterfaces/ContosoVM1-nic");
        expect(JSON.stringify(card)).not.toContain('publicIPAddress"');
        expect(scenario.workspace.read("cdk.tf.json")).not.toContain(PASSWORD);
        succeeded(await scenario.workspace.destroy());
        expect([...scenario.azure.manager.resources.keys()]).toEqual([scenario.azure.group("ContosoRG").toLowerCase()]);
        await scenario.stop();
      }),
    );
  });
});

describe.each(providerSets())("with azurerm $azurerm", (providers) => {
  withProviders("a virtual machine that is there", () => {
    let scenario: Scenario;
    beforeEach(async () => {
      scenario = await tenant(providers);
    });
    afterEach(() => scenario.stop());

    const id = () => `${scenario.azure.group("ContosoRG")}/providers/Microsoft.Compute/virtualMachines/ContosoVM1`;
    const machine = () => scenario.resource("ContosoRG", "providers/Microsoft.Compute/virtualMachines/ContosoVM1");

    function putMachine(system: "Windows" | "Linux", identity?: Json): void {
      const configuration =
        system === "Linux"
          ? { linuxConfiguration: { disablePasswordAuthentication: false, provisionVMAgent: true } }
          : { windowsConfiguration: { enableAutomaticUpdates: false, provisionVMAgent: true, timeZone: "UTC" } };
      scenario.azure.manager.put(id(), {
        location: "northeurope",
        zones: ["2"],
        tags: { owner: "somebody else" },
        identity,
        properties: {
          hardwareProfile: { vmSize: "Standard_D8s_v5" },
          licenseType: system === "Windows" ? "Windows_Server" : undefined,
          networkProfile: {
            networkInterfaces: [
              { id: `${scenario.azure.group("Other")}/providers/Microsoft.Network/networkInterfaces/n` },
            ],
          },
          osProfile: { adminUsername: "somebody", ...configuration },
          securityProfile: { encryptionAtHost: true },
          storageProfile: {
            imageReference: { publisher: "p", offer: "o", sku: "s", version: "latest", exactVersion: "1.2.3" },
            osDisk: { caching: "ReadOnly", createOption: "FromImage", diskSizeGB: 512 },
          },
        },
      });
    }

    it.each([
      ["Windows", WINDOWS],
      ["Linux", LINUX],
    ] as const)(
      "and is adopted (%s) gets the identity, keeps those it has, and nothing else of it changes",
      async (system, base) => {
        const kept = `${scenario.azure.group("ContosoRG")}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/kept`;
        scenario.azure.manager.put(kept, { location: "westus" });
        putMachine(system, { type: "UserAssigned", userAssignedIdentities: { [kept]: {} } });
        const before = { ...structuredClone(machine()), identity: undefined };

        await scenario.use({ ...base, host: { type: base.host.type, name: "ContosoVM1", adopt: true } });
        await scenario.applyAndSettle();

        const { identity } = machine();
        expect({ ...machine(), identity: undefined }).toEqual(before);
        expect(identity).toMatchObject({
          type: "SystemAssigned, UserAssigned",
          userAssignedIdentities: { [kept]: {} },
        });
        expect(rights(scenario).permission).toEqual([asObject(identity).principalId]);
        const written = scenario.changes().filter((change) => change.includes("Microsoft.Compute/"));
        expect(written).toEqual([
          `${system === "Windows" ? "PATCH" : "PUT"} Microsoft.Compute/virtualMachines/ContosoVM1`,
          expect.stringMatching(/^PUT .*\/ContosoVM1\/runCommands\/ExchangeOnlineManagement-3\.9\.2-/),
        ]);
        expect(commandsOf(scenario)[0].location).toBe("northeurope");
      },
    );

    it("and is bare gets a new user-assigned identity and its own in one apply", async () => {
      putMachine("Windows");
      await scenario.use({
        ...WINDOWS,
        host: { type: "windowsVirtualMachine", name: "ContosoVM1", adopt: true },
        identity: { type: "systemAndUserAssigned", name: "ContosoMI1" },
      });
      await scenario.applyAndSettle();
      const user = scenario.resource(
        "ContosoRG",
        "providers/Microsoft.ManagedIdentity/userAssignedIdentities/ContosoMI1",
      );
      expect(identityOf(machine()).type).toBe("SystemAssigned, UserAssigned");
      expect(rights(scenario).permission).toEqual([asObject(user.properties).principalId]);
    });

    it("and runs another system than the file says is refused before anything is written", async () => {
      putMachine("Linux");
      await scenario.use({ ...WINDOWS, host: { type: "windowsVirtualMachine", name: "ContosoVM1", adopt: true } });
      const run = await scenario.workspace.apply();
      expect(run.output).toContain("only supports Windows Virtual Machines");
      expect(scenario.changes()).toEqual([]);
    });

    it("and is only read gets the module, and has to carry the identity already", async () => {
      putMachine("Linux");
      await scenario.use({ ...LINUX, host: { type: "linuxVirtualMachine", name: "ContosoVM1", existing: true } });
      const refused = await scenario.workspace.apply();
      expect(refused.output).toContain("has no system-assigned managed identity");
      expect(scenario.changes()).toEqual([]);

      putMachine("Linux", { type: "SystemAssigned" });
      await scenario.applyAndSettle();
      expect(rights(scenario).permission).toEqual([identityOf(machine()).principalId]);
      expect(scenario.changes().filter((change) => change.includes(COMMANDS.slice(10)))).toHaveLength(1);
    });

    it("and whose script fails fails the apply with the script's words, and runs it again once that is mended", async () => {
      const words = "ExchangeOnlineManagement 3.9.2 was not installed: no gallery.";
      const readOnly = { ...LINUX, host: { type: "linuxVirtualMachine", name: "ContosoVM1", existing: true } };
      putMachine("Linux", { type: "SystemAssigned" });
      scenario.azure.manager.failingCommands.push(words);
      await scenario.use(readOnly);
      const failed = await scenario.workspace.apply();
      expect([failed.ok, failed.output.includes(words)]).toEqual([false, true]);

      // A newer azurerm forgets a command whose first run failed, and asks to import it: it is deleted by hand.
      const again = await scenario.workspace.apply();
      if (!again.ok) {
        expect(again.output).toContain("already exists");
        scenario.azure.manager.resources.delete(String(commandsOf(scenario)[0].id).toLowerCase());
      }
      await scenario.applyAndSettle();
      expect(commandsOf(scenario).map(({ properties }) => asObject(properties).provisioningState)).toEqual([
        "Succeeded",
      ]);

      // Another version is another command, and nothing else changes.
      await scenario.use({ ...readOnly, module: { version: "3.10.1" } });
      const { changes } = await scenario.workspace.plan();
      expect(changes.map(({ address, actions }) => `${actions.join("+")} ${address}`)).toEqual([
        expect.stringMatching(/^delete\+create azurerm_virtual_machine_run_command\.Exchange_Host_Module7_/),
      ]);
      await scenario.applyAndSettle();
      expect(commandsOf(scenario).map(({ name }) => name)).toEqual([
        expect.stringMatching(/^ExchangeOnlineManagement-3\.10\.1-/),
      ]);
    });
  });
});
