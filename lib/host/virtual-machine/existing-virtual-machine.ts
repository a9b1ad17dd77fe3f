import { DataAzurermVirtualMachine } from "@cdktf/provider-azurerm/lib/data-azurerm-virtual-machine";
import type { Construct } from "constructs";
import { hostKey } from "../../azure/host-key";
import type { OperatingSystem } from "../../azure/i-virtual-machine";
import type { HostAttributes } from "../host-base";
import { bindGroupAndIdentity, type ExistingHostProps, reportExistingHost } from "../host-props";
import { identityPostconditions } from "../identity-block";
import { VirtualMachineBase } from "./virtual-machine-base";
import { EXISTING_MACHINE_NAME } from "./virtual-machine-name";

/** An existing virtual machine, which is only read. Internal: programs call `fromExisting`. */
export class ExistingVirtualMachine extends VirtualMachineBase {
  protected readonly _attributes: HostAttributes;

  public constructor(scope: Construct, id: string, operatingSystem: OperatingSystem, props: ExistingHostProps) {
    super(scope, id, { operatingSystem, azurerm: props.azurerm });
    reportExistingHost(this, props, EXISTING_MACHINE_NAME);
    const { name, azurerm: provider } = props;
    const { group, identity } = bindGroupAndIdentity(this, props);
    const machine = new DataAzurermVirtualMachine(this, "Resource", {
      name,
      resourceGroupName: group.name,
      lifecycle: { postcondition: identityPostconditions(identity) },
      provider,
    });
    this._attributes = {
      hostId: machine.id,
      hostName: machine.name,
      resourceGroupName: machine.resourceGroupName,
      location: () => machine.location,
      identity,
      principalId: () => machine.identity.get(0).principalId,
      dependables: [],
      key: hostKey("virtual machine", group.givenName, name, provider),
    };
  }
}
