import type { TerraformProvider } from "cdktf";
import { NetworkSecurityGroup } from "@cdktf/provider-azurerm/lib/network-security-group";
import { NetworkSecurityRule } from "@cdktf/provider-azurerm/lib/network-security-rule";
import { Construct } from "constructs";
import { OperatingSystem } from "../../azure/i-virtual-machine";

/** What the network security group of a machine is created with. Internal. */
export interface NetworkSecurityProps {
  readonly machineName: string;
  readonly system: OperatingSystem;
  readonly resourceGroupName: string;
  readonly location: string;
  /** Whether the network is the machine's own: then only what it needs goes out. */
  readonly limitsOutbound: boolean;
  readonly tags?: { [name: string]: string };
  readonly azurerm?: TerraformProvider;
}

/* What goes out: packages and Exchange Online; the time; the activation of Windows. */
const OUTBOUND: { readonly [name: string]: { readonly protocol: string; readonly ports: string[] } } = {
  Web: { protocol: "Tcp", ports: ["80", "443"] },
  Time: { protocol: "Udp", ports: ["123"] },
  WindowsActivation: { protocol: "Tcp", ports: ["1688"] },
};

/**
 * The network security group of a new machine: nothing comes in. In a network of its own only what the machine needs goes
 * out; in an existing one the network's owner decides that.
 *
 * @see https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview
 */
export class NetworkSecurity extends Construct {
  /** The Terraform resource. */
  public readonly resource: NetworkSecurityGroup;

  /** The Terraform resources of the rules. */
  public readonly rules: NetworkSecurityRule[] = [];

  public constructor(scope: Construct, id: string, props: NetworkSecurityProps) {
    super(scope, id);
    const { machineName, resourceGroupName, location, tags, azurerm: provider } = props;
    this.resource = new NetworkSecurityGroup(this, "Resource", {
      name: `${machineName}-nsg`,
      resourceGroupName,
      location,
      tags,
      provider,
    });
    this.deny("Inbound", props);
    if (props.limitsOutbound) {
      const needed = Object.keys(OUTBOUND).filter(
        (name) => name !== "WindowsActivation" || props.system === OperatingSystem.WINDOWS,
      );
      needed.forEach((name, index) => this.allow(name, 100 + 10 * index, props));
      this.deny("Outbound", props);
    }
  }

  private deny(direction: "Inbound" | "Outbound", props: NetworkSecurityProps): void {
    this.rule(`Deny${direction}`, props, {
      direction,
      access: "Deny",
      // In front of Azure's own rules, which let in what is in the same network.
      priority: 4096,
      protocol: "*",
      destinationPortRange: "*",
      destinationAddressPrefix: "*",
    });
  }

  private allow(name: string, priority: number, props: NetworkSecurityProps): void {
    const { protocol, ports } = OUTBOUND[name];
    this.rule(`Allow${name}`, props, {
      direction: "Outbound",
      access: "Allow",
      priority,
      protocol,
      destinationPortRanges: ports,
      destinationAddressPrefix: "Internet",
    });
  }

  private rule(
    name: string,
    { resourceGroupName, azurerm: provider }: NetworkSecurityProps,
    rule: {
      readonly direction: string;
      readonly access: string;
      readonly priority: number;
      readonly protocol: string;
      readonly destinationPortRange?: string;
      readonly destinationPortRanges?: string[];
      readonly destinationAddressPrefix: string;
    },
  ): void {
    this.rules.push(
      new NetworkSecurityRule(this, name, {
        name,
        resourceGroupName,
        networkSecurityGroupName: this.resource.name,
        sourceAddressPrefix: "*",
        sourcePortRange: "*",
        ...rule,
        provider,
      }),
    );
  }
}
