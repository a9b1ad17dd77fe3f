import { LINUX, machineOf, PASSWORD, tenant, WINDOWS } from "./machine";
import { identityOf, providerSets, rights, succeeded, withProviders } from "./scenario";

withProviders("a new virtual machine", () => {
  // The providers wait a minute for a network; the cases of one test wait together.
  it("is applied in one go, plans no change after it, and is destroyed without a trace", async () => {
    const cases = providerSets().flatMap((providers) => [WINDOWS, LINUX].map((machine) => ({ providers, machine })));
    await Promise.all(
      cases.map(async ({ providers, machine }) => {
        const scenario = await tenant(providers);
        await scenario.use(machine);
        await scenario.applyAndSettle();
        expect(rights(scenario).permission).toEqual([identityOf(machineOf(scenario)).principalId]);
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
