import { DataAzurermVirtualMachine } from "@cdktf/provider-azurerm/lib/data-azurerm-virtual-machine";
import { LinuxVirtualMachine } from "@cdktf/provider-azurerm/lib/linux-virtual-machine";
import { WindowsVirtualMachine } from "@cdktf/provider-azurerm/lib/windows-virtual-machine";
import type { Construct } from "constructs";
import { ImportBlock, warnAboutUnprotectedAdoption } from "../../terraform/import-block";
import { registerHost } from "../../azure/host-key";
import { OperatingSystem } from "../../azure/i-virtual-machine";
import type { HostAttributes } from "../host-base";
import { type AdoptedHostProps, bindGroupAndIdentity, reportExistingHost } from "../host-props";
import { mergedIdentity } from "../identity-block";
import { ignoredChangesOf, placeholdersFor } from "./ignored-changes";
import { VirtualMachineBase } from "./virtual-machine-base";
import { EXISTING_MACHINE_NAME } from "./virtual-machine-name";

/** An existing virtual machine that Terraform imports. Internal: programs call `adopt`. */
export class AdoptedVirtualMachine extends VirtualMachineBase {
  protected readonly _attributes: HostAttributes;

  public constructor(scope: Construct, id: string, operatingSystem: OperatingSystem, props: AdoptedHostProps) {
    super(scope, id, { operatingSystem, azurerm: props.azurerm, tags: props.tags });
    reportExistingHost(this, props, EXISTING_MACHINE_NAME);
    const { name, azurerm: provider, protect } = props;
    const { group, identity } = bindGroupAndIdentity(this, props);
    const names = { name, resourceGroupName: group.name };
    const current = new DataAzurermVirtualMachine(this, "Current", { ...names, provider });
    const config = {
      ...names,
      ...placeholdersFor(group),
      location: current.location,
      identity: mergedIdentity(current, identity),
      lifecycle: { preventDestroy: protect ?? true, ignoreChanges: ignoredChangesOf(operatingSystem) },
      provider,
    };
    const machine =
      operatingSystem === OperatingSystem.WINDOWS
        ? new WindowsVirtualMachine(this, "Resource", config)
        : new LinuxVirtualMachine(this, "Resource", config);
    new ImportBlock(machine, `${group.id}/providers/Microsoft.Compute/virtualMachines/${name}`, provider);
    this._attributes = {
      hostId: machine.id,
      hostName: name,
      resourceGroupName: group.name,
      location: () => current.location,
      identity,
      principalId: () => this._principalIdOf(machine, names),
      dependables: [machine],
      key: registerHost(this, "virtual machine", group.givenName, name, provider),
    };
    warnAboutUnprotectedAdoption(this, protect);
  }
}
