import { NetworkInterface } from "@cdktf/provider-azurerm/lib/network-interface";
import { NetworkInterfaceSecurityGroupAssociation } from "@cdktf/provider-azurerm/lib/network-interface-security-group-association";
import { SubnetNetworkSecurityGroupAssociation } from "@cdktf/provider-azurerm/lib/subnet-network-security-group-association";
import type { Construct } from "constructs";
import { registerHost } from "../../azure/host-key";
import { OperatingSystem } from "../../azure/i-virtual-machine";
import { literalTexts } from "../../text/terraform-text";
import { Findings } from "../../validation/findings";
import { InputValidation, reportProblems } from "../../validation/input-validation";
import type { HostAttributes } from "../host-base";
import { bindGroupAndIdentity, type NewHostOptions } from "../host-props";
import { newIdentity } from "../identity-block";
import { NetworkSecurity } from "./network-security";
import { addNewMachineFindings, type NewVirtualMachineProps } from "./new-virtual-machine-props";
import { VirtualMachineBase, type VirtualMachineResource } from "./virtual-machine-base";
import { VirtualMachineImage } from "./virtual-machine-image";

const DEFAULT_ADMIN = "azureadmin";
const DEFAULT_SIZE = "Standard_B2s_v2";
const DEFAULT_IMAGE: { readonly [system in OperatingSystem]: VirtualMachineImage } = {
  [OperatingSystem.WINDOWS]: VirtualMachineImage.WINDOWS_SERVER_2025,
  [OperatingSystem.LINUX]: VirtualMachineImage.UBUNTU_24_04_LTS,
};

/** What a new Windows and a new Linux virtual machine have in common. @internal */
export abstract class NewVirtualMachineBase extends VirtualMachineBase {
  public abstract readonly resource: VirtualMachineResource;

  /** @internal */
  protected readonly _parts: MachineParts;

  private readonly key: string[];

  protected constructor(
    scope: Construct,
    id: string,
    system: OperatingSystem,
    props: NewVirtualMachineProps & NewHostOptions,
    addFindings: (findings: Findings) => void,
  ) {
    super(scope, id, { operatingSystem: system, azurerm: props.azurerm, tags: props.tags });
    const validation = InputValidation.collect(this);
    const findings = new Findings();
    addNewMachineFindings(findings, system, props);
    addFindings(findings);
    findings.report(this);
    this._parts = createParts(this, system, props);
    this.key = registerHost(this, "virtual machine", this._parts.groupName, props.name, props.azurerm);
    reportProblems(this, validation.close());
  }

  /** @internal */
  protected get _attributes(): HostAttributes {
    const { resource: machine, key } = this;
    const { identity, outbound } = this._parts;
    const { name, resourceGroupName } = machine;
    return {
      hostId: machine.id,
      hostName: name,
      resourceGroupName,
      location: () => machine.location,
      identity,
      principalId: () => this._principalIdOf(machine, { name, resourceGroupName }),
      dependables: [machine, ...outbound],
      key,
    };
  }
}

/* What a machine of either system needs, and the arguments that both have. */
type MachineParts = ReturnType<typeof createParts>;

function createParts(scope: Construct, system: OperatingSystem, props: NewVirtualMachineProps & NewHostOptions) {
  const { name, azurerm: provider, protect } = props;
  const tags = literalTexts(props.tags);
  const { group, identity } = bindGroupAndIdentity(scope, props);
  const inGroup = { resourceGroupName: group.name, location: props.location ?? group.location, tags, provider };
  const { subnetId, isNew, outbound } = props.network._bind(scope, "Network", {
    ...inGroup,
    azurerm: provider,
    machineName: name,
  });
  const security = new NetworkSecurity(scope, "NetworkSecurity", {
    ...inGroup,
    azurerm: provider,
    machineName: name,
    system,
    limitsOutbound: isNew,
  });
  const networkSecurityGroupId = security.resource.id;
  const networkInterface = new NetworkInterface(scope, "NetworkInterface", {
    ...inGroup,
    name: `${name}-nic`,
    ipConfiguration: [{ name: "internal", subnetId, privateIpAddressAllocation: "Dynamic" }],
  });
  const secured = [
    ...security.rules,
    new NetworkInterfaceSecurityGroupAssociation(security, "NetworkInterfaceHasSecurity", {
      networkInterfaceId: networkInterface.id,
      networkSecurityGroupId,
      provider,
    }),
    // The subnet of a network that exists has an owner.
    ...(isNew
      ? [
          new SubnetNetworkSecurityGroupAssociation(security, "SubnetHasSecurity", {
            subnetId,
            networkSecurityGroupId,
            provider,
          }),
        ]
      : []),
  ];
  const image = props.image ?? DEFAULT_IMAGE[system];
  // Left out if it is off: Azure returns no value for a machine without it.
  const trustedLaunch = (props.trustedLaunch ?? true) || undefined;
  return {
    groupName: group.givenName,
    identity,
    outbound,
    image,
    config: {
      ...inGroup,
      name,
      size: props.size ?? DEFAULT_SIZE,
      adminUsername: props.adminUsername ?? DEFAULT_ADMIN,
      networkInterfaceIds: [networkInterface.id],
      // A machine is never in the network without it.
      dependsOn: secured,
      osDisk: { caching: "ReadWrite", storageAccountType: "StandardSSD_LRS" },
      sourceImageReference: image._reference,
      identity: newIdentity(identity),
      bootDiagnostics: {},
      secureBootEnabled: trustedLaunch,
      vtpmEnabled: trustedLaunch,
      encryptionAtHostEnabled: props.encryptionAtHost || undefined,
      lifecycle: { preventDestroy: protect || undefined },
    },
  };
}
