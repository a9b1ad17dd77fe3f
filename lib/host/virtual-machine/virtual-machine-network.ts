import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { NatGateway } from "@cdktf/provider-azurerm/lib/nat-gateway";
import { NatGatewayPublicIpAssociation } from "@cdktf/provider-azurerm/lib/nat-gateway-public-ip-association";
import { PublicIp } from "@cdktf/provider-azurerm/lib/public-ip";
import { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { SubnetNatGatewayAssociation } from "@cdktf/provider-azurerm/lib/subnet-nat-gateway-association";
import { VirtualNetwork } from "@cdktf/provider-azurerm/lib/virtual-network";
import { Construct } from "constructs";
import { JOIN_SUBNET, requireAzureRight } from "../../azure/deployment-permissions";
import { literalWithReferences } from "../../text/terraform-text";
import { Findings } from "../../validation/findings";
import { GUID, TextRule } from "../../validation/text-rule";
import { addTypes, memberOf, objectOf, optional } from "../../validation/type-check";
import { checkAddressSpace } from "./address-space";
import { checkNameForNetwork } from "./virtual-machine-name";

/** How a new network reaches the internet. */
export enum NetworkOutbound {
  /** By a NAT gateway with its own public address: only outbound. */
  NAT_GATEWAY = "natGateway",

  /** Not at all: you add outbound access before the module is installed. */
  NONE = "none",
}

/** A new network for a virtual machine. */
export interface NewVirtualMachineNetworkProps {
  /** Its IPv4 addresses, such as `10.20.0.0/24`; from /8 to /29. */
  readonly addressSpace: string;

  /**
   * The outbound access to the internet. A new network has none by default, and a machine without it reaches neither the
   * PowerShell Gallery nor Exchange Online.
   *
   * @default NetworkOutbound.NAT_GATEWAY
   */
  readonly outbound?: NetworkOutbound;
}

/** What a network is created with. Internal. */
export interface NetworkBindOptions {
  readonly machineName: string;
  readonly resourceGroupName: string;
  readonly location: string;
  readonly tags?: { [name: string]: string };
  readonly azurerm?: TerraformProvider;
}

/** A network in a stack. Internal. */
export interface BoundNetwork {
  readonly subnetId: string;
  /** Whether the network is the machine's own. */
  readonly isNew: boolean;
  /** What the outbound access consists of. */
  readonly outbound: ITerraformDependable[];
}

/** The network of a new virtual machine. The machine itself never has a public address. */
export abstract class VirtualMachineNetwork {
  /** @internal The rule for the id of a subnet. */
  public static readonly _SUBNET_ID: TextRule = TextRule.of({
    pattern: `^/subscriptions/${GUID}/resourceGroups/[-\\w.\\(\\)]{1,90}/providers/Microsoft\\.Network/virtualNetworks/[A-Za-z0-9][-\\w.]{0,63}/subnets/[A-Za-z0-9][-\\w.]{0,79}$`,
    allowed:
      "/subscriptions/<guid>/resourceGroups/<group>/providers/Microsoft.Network/virtualNetworks/<network>/subnets/<subnet>",
    remedy:
      "take it from `az network vnet subnet show --query id`; Terraform distinguishes upper and lower case in the fixed parts",
    takesExpression: true,
  });

  /** A new network with one subnet. */
  public static create(props: NewVirtualMachineNetworkProps): VirtualMachineNetwork {
    return new NewNetwork(props);
  }

  /** An existing subnet. It has to have outbound access to the internet already. */
  public static fromSubnet(subnetId: string): VirtualMachineNetwork {
    return new ExistingSubnet(subnetId);
  }

  /** @internal */
  public abstract _bind(scope: Construct, id: string, options: NetworkBindOptions): BoundNetwork;
}

class ExistingSubnet extends VirtualMachineNetwork {
  public constructor(private readonly subnetId: string) {
    super();
  }

  public _bind(scope: Construct): BoundNetwork {
    const findings = new Findings();
    findings.add(["network", "subnetId"], VirtualMachineNetwork._SUBNET_ID.check(this.subnetId));
    findings.report(scope);
    requireAzureRight(scope, JOIN_SUBNET);
    return { subnetId: this.subnetId, isNew: false, outbound: [] };
  }
}

const NETWORK = objectOf(
  { outbound: optional(memberOf(NetworkOutbound, "NetworkOutbound")) },
  '{ addressSpace: "10.20.0.0/24" }',
);

class NewNetwork extends VirtualMachineNetwork {
  public constructor(private readonly props: NewVirtualMachineNetworkProps) {
    super();
  }

  public _bind(scope: Construct, id: string, options: NetworkBindOptions): BoundNetwork {
    const { machineName, resourceGroupName, location, tags, azurerm: provider } = options;
    const { addressSpace, outbound } = this.props;
    const findings = new Findings();
    findings.add(["network", "addressSpace"], checkAddressSpace(addressSpace));
    addTypes(findings, { network: this.props }, { network: NETWORK });
    findings.add("name", checkNameForNetwork(machineName));
    findings.report(scope);

    const parts = new Construct(scope, id);
    const inGroup = { resourceGroupName, location, tags, provider };
    const network = new VirtualNetwork(parts, "VirtualNetwork", {
      ...inGroup,
      name: `${machineName}-vnet`,
      addressSpace: [literalWithReferences(addressSpace)],
    });
    const subnet = new Subnet(parts, "Subnet", {
      name: "exchange",
      resourceGroupName,
      virtualNetworkName: network.name,
      addressPrefixes: [literalWithReferences(addressSpace)],
      defaultOutboundAccessEnabled: false,
      provider,
    });
    if (outbound === NetworkOutbound.NONE) {
      return { subnetId: subnet.id, isNew: true, outbound: [] };
    }
    const gateway = new NatGateway(parts, "NatGateway", {
      ...inGroup,
      name: `${machineName}-nat`,
      skuName: "Standard",
    });
    const address = new PublicIp(parts, "NatGatewayAddress", {
      ...inGroup,
      name: `${machineName}-nat`,
      allocationMethod: "Static",
      sku: "Standard",
    });
    const gatewayAddress = new NatGatewayPublicIpAssociation(parts, "NatGatewayHasAddress", {
      natGatewayId: gateway.id,
      publicIpAddressId: address.id,
      provider,
    });
    const subnetGateway = new SubnetNatGatewayAssociation(parts, "SubnetHasNatGateway", {
      subnetId: subnet.id,
      natGatewayId: gateway.id,
      provider,
    });
    return { subnetId: subnet.id, isNew: true, outbound: [gatewayAddress, subnetGateway] };
  }
}
