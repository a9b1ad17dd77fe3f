import type { Json } from "../../tools/loopback/answer";
import { Scenario } from "./scenario";
import type { Providers } from "../../tools/terraform-workspace";

export const PASSWORD = "Ab1-not-for-real";
/** A public key in the form that azurerm checks. */
export const KEY = `ssh-ed25519 ${Buffer.from("\0\0\0\x0bssh-ed25519\0\0\0 0123456789abcdef0123456789abcdef", "latin1").toString("base64")} admin`;

export const WINDOWS = {
  organization: "contoso.onmicrosoft.com",
  resourceGroup: { name: "ContosoRG", existing: true },
  host: { type: "windowsVirtualMachine", name: "ContosoVM1", network: { addressSpace: "10.20.0.0/24" } },
  identity: { type: "systemAssigned" },
  module: { version: "3.9.2" },
  roles: ["Exchange Administrator"],
};
export const LINUX = { ...WINDOWS, host: { ...WINDOWS.host, type: "linuxVirtualMachine" } };

/** A tenant with the machine's group, and nothing in it. */
export async function tenant(providers?: Providers): Promise<Scenario> {
  const scenario = await Scenario.start(providers, {
    TF_VAR_admin_password: PASSWORD,
    TF_VAR_admin_ssh_public_key: KEY,
  });
  scenario.azure.manager.put(scenario.azure.group("ContosoRG"), { location: "westus" });
  return scenario;
}

export function commandsOf({ azure }: Scenario): Json[] {
  const found = [...azure.manager.resources].filter(([id]) => id.includes("/runcommands/"));
  return found.map(([, command]) => command);
}

const MACHINE = "providers/Microsoft.Compute/virtualMachines/ContosoVM1";

/** A machine that somebody else made, with much of its own. */
export function putMachine(scenario: Scenario, system: "Windows" | "Linux", identity?: Json): void {
  const configuration =
    system === "Linux"
      ? { linuxConfiguration: { disablePasswordAuthentication: false, provisionVMAgent: true } }
      : { windowsConfiguration: { enableAutomaticUpdates: false, provisionVMAgent: true, timeZone: "UTC" } };
  scenario.azure.manager.put(`${scenario.azure.group("ContosoRG")}/${MACHINE}`, {
    location: "northeurope",
    zones: ["2"],
    tags: { owner: "somebody else" },
    identity,
    properties: {
      hardwareProfile: { vmSize: "Standard_D8s_v5" },
      licenseType: system === "Windows" ? "Windows_Server" : undefined,
      networkProfile: {
        networkInterfaces: [{ id: `${scenario.azure.group("Other")}/providers/Microsoft.Network/networkInterfaces/n` }],
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

/** The machine as it is in the tenant. */
export function machineOf(scenario: Scenario): Json {
  return scenario.resource("ContosoRG", MACHINE);
}
