import { asObject } from "../../tools/loopback/answer";
import { commandsOf, LINUX, machineOf, putMachine, tenant } from "./machine";
import { identityOf, providerSets, rights, type Scenario, withProviders } from "./scenario";

describe.each(providerSets())("with azurerm $azurerm", (providers) => {
  withProviders("a virtual machine that is there", () => {
    let scenario: Scenario;
    beforeEach(async () => {
      scenario = await tenant(providers);
    });
    afterEach(() => scenario.stop());

    it("and is only read gets the module, and has to carry the identity already", async () => {
      putMachine(scenario, "Linux");
      await scenario.use({ ...LINUX, host: { type: "linuxVirtualMachine", name: "ContosoVM1", existing: true } });
      const refused = await scenario.workspace.apply();
      expect(refused.output).toContain("has no system-assigned managed identity");
      expect(scenario.changes()).toEqual([]);

      putMachine(scenario, "Linux", { type: "SystemAssigned" });
      await scenario.applyAndSettle();
      expect(rights(scenario).permission).toEqual([identityOf(machineOf(scenario)).principalId]);
      expect(scenario.changes().filter((change) => change.includes("/runCommands/"))).toHaveLength(1);
    });

    it("and whose script fails fails the apply with the script's words, and runs it again once that is mended", async () => {
      const words = "ExchangeOnlineManagement 3.9.2 was not installed: no gallery.";
      const readOnly = { ...LINUX, host: { type: "linuxVirtualMachine", name: "ContosoVM1", existing: true } };
      putMachine(scenario, "Linux", { type: "SystemAssigned" });
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
