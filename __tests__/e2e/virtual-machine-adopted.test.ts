import { asObject } from "../../tools/loopback/answer";
import { commandsOf, LINUX, machineOf, putMachine, tenant, WINDOWS } from "./machine";
import { identityOf, providerSets, rights, type Scenario, withProviders } from "./scenario";

describe.each(providerSets())("with azurerm $azurerm", (providers) => {
  withProviders("a virtual machine that is there", () => {
    let scenario: Scenario;
    beforeEach(async () => {
      scenario = await tenant(providers);
    });
    afterEach(() => scenario.stop());

    it.each([
      ["Windows", WINDOWS],
      ["Linux", LINUX],
    ] as const)(
      "and is adopted (%s) gets the identity, keeps those it has, and nothing else of it changes",
      async (system, base) => {
        const kept = `${scenario.azure.group("ContosoRG")}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/kept`;
        scenario.azure.manager.put(kept, { location: "westus" });
        putMachine(scenario, system, { type: "UserAssigned", userAssignedIdentities: { [kept]: {} } });
        const before = { ...structuredClone(machineOf(scenario)), identity: undefined };

        await scenario.use({ ...base, host: { type: base.host.type, name: "ContosoVM1", adopt: true } });
        await scenario.applyAndSettle();

        const { identity } = machineOf(scenario);
        expect({ ...machineOf(scenario), identity: undefined }).toEqual(before);
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
      putMachine(scenario, "Windows");
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
      expect(identityOf(machineOf(scenario)).type).toBe("SystemAssigned, UserAssigned");
      expect(rights(scenario).permission).toEqual([asObject(user.properties).principalId]);
    });

    it("and changes its identity later keeps what it had, and its command is not run again", async () => {
      putMachine(scenario, "Linux");
      const adopted = { ...LINUX, host: { type: "linuxVirtualMachine", name: "ContosoVM1", adopt: true } };
      await scenario.use(adopted);
      await scenario.applyAndSettle();
      const { principalId } = identityOf(machineOf(scenario));
      const before = scenario.azure.transcript.length;

      await scenario.use({ ...adopted, identity: { type: "systemAndUserAssigned", name: "ContosoMI1" } });
      await scenario.applyAndSettle();
      const identity = identityOf(machineOf(scenario));
      expect([identity.type, identity.principalId]).toEqual(["SystemAssigned, UserAssigned", principalId]);
      expect(Object.keys(asObject(identity.userAssignedIdentities))).toHaveLength(1);
      expect(rights(scenario).permission).not.toContain(principalId);
      expect(scenario.changes(before).filter((change) => change.includes("/runCommands/"))).toEqual([]);
    });

    it("and runs another system than the file says is refused before anything is written", async () => {
      putMachine(scenario, "Linux");
      await scenario.use({ ...WINDOWS, host: { type: "windowsVirtualMachine", name: "ContosoVM1", adopt: true } });
      const run = await scenario.workspace.apply();
      expect(run.output).toContain("only supports Windows Virtual Machines");
      expect(scenario.changes()).toEqual([]);
    });
  });
});
