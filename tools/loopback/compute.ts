import { randomUUID } from "node:crypto";
import { asObject, failure, ok, type Answer, type Json, type Request } from "./answer";
import type { ResourceStore, Settle } from "./resource-store";

/** What virtual machines and their networks do of their own. */
export const settleCompute: { [type: string]: Settle } = {
  "microsoft.compute/virtualmachines": (stored, existing, manager) => {
    const properties = asObject(stored.properties);
    const before = asObject(existing?.properties);
    const storage = asObject(properties.storageProfile);
    const disk = asObject(storage.osDisk);
    const id = String(stored.id).replace(/virtualMachines\/([^/]+)$/i, "disks/$1_OsDisk_1");
    if (!existing) {
      manager.put(id, {
        location: stored.location,
        sku: asObject(disk.managedDisk).storageAccountType
          ? { name: asObject(disk.managedDisk).storageAccountType }
          : {},
        properties: { diskSizeGB: 127 },
      });
    }
    // Azure gives no password back.
    const osProfile: Json = { ...asObject(properties.osProfile), adminPassword: undefined };
    const { additionalCapabilities, ...rest } = properties;
    stored.properties = {
      ...before,
      ...rest,
      ...(Object.keys(asObject(additionalCapabilities)).length > 0 ? { additionalCapabilities } : {}),
      vmId: before.vmId ?? randomUUID(),
      osProfile: { computerName: stored.name, allowExtensionOperations: true, ...osProfile },
      storageProfile: {
        ...storage,
        osDisk: {
          osType: osProfile.linuxConfiguration ? "Linux" : "Windows",
          name: `${String(stored.name)}_OsDisk_1`,
          diskSizeGB: 127,
          ...disk,
          managedDisk: { storageAccountType: "StandardSSD_LRS", ...asObject(disk.managedDisk), id },
        },
        dataDisks: [],
      },
    };
  },
  "microsoft.compute/virtualmachines/runcommands": (stored, _existing, manager) => {
    const machine = manager.get(String(stored.id).replace(/\/runCommands\/[^/]+$/i, ""));
    const trouble = manager.failingCommands.shift() ?? (machine && reachesInternet(machine, manager));
    stored.properties = {
      ...asObject(stored.properties),
      provisioningState: trouble ? "Failed" : "Succeeded",
      instanceView: { executionState: trouble ? "Failed" : "Succeeded", exitCode: trouble ? 1 : 0, error: trouble },
    };
    stored.trouble = trouble;
    manager.lastTrouble = trouble;
  },
  "microsoft.network/publicipaddresses": (stored) => {
    stored.properties = { ipAddress: "203.0.113.7", publicIPAddressVersion: "IPv4", ...asObject(stored.properties) };
  },
  "microsoft.network/networkinterfaces": (stored) => {
    const properties = asObject(stored.properties);
    const configurations = Array.isArray(properties.ipConfigurations) ? properties.ipConfigurations : [];
    stored.properties = {
      ...properties,
      ipConfigurations: configurations.map((entry) => {
        const configuration = asObject(entry);
        return {
          ...configuration,
          properties: { primary: true, privateIPAddress: "10.20.0.4", ...asObject(configuration.properties) },
        };
      }),
    };
  },
};

/* What a script would say that cannot download anything. */
function reachesInternet(machine: Json, manager: ResourceStore): string | undefined {
  const subnet = manager.get(subnetOf(machine, manager));
  const { defaultOutboundAccess, natGateway } = asObject(subnet?.properties);
  if (defaultOutboundAccess !== false) {
    return undefined;
  }
  const gateway = manager.get(String(asObject(natGateway).id));
  const addresses = asObject(gateway?.properties).publicIpAddresses;
  return Array.isArray(addresses) && addresses.length > 0 ? undefined : "www.powershellgallery.com cannot be reached.";
}

function subnetOf(machine: Json, manager: ResourceStore): string {
  const [card] = listOf(asObject(asObject(machine.properties).networkProfile).networkInterfaces);
  const [configuration] = listOf(asObject(manager.get(String(card?.id))?.properties).ipConfigurations);
  return String(asObject(asObject(configuration?.properties).subnet).id);
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(asObject) : [];
}

/** Calls about virtual machines that are not a plain read or write. */
export function answerCompute({ method }: Request, key: string, manager: ResourceStore): Answer | undefined {
  const machine = /^(.*\/virtualmachines\/[^/]+)\/(instanceview|poweroff|deallocate|start)$/.exec(key);
  if (!machine) {
    return undefined;
  }
  if (!manager.get(machine[1])) {
    return failure(404, "ResourceNotFound", `There is no ${machine[1]}.`);
  }
  return method === "GET" ? ok({ statuses: [{ code: "PowerState/running" }] }) : { status: 200 };
}
