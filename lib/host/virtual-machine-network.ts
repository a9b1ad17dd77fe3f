import { type ITerraformDependable, type TerraformProvider, Token } from "cdktf";
import { Construct } from "constructs";
import { checkText } from "../problem/checked-text";
import type { Finding } from "../problem/finding";
import { type Problems, propertyOf } from "../problem/problems";
import { network } from "../terraform/virtual-machine-bindings";
import { checkAddressSpace } from "./address-space";

/** The way from a new network out to the internet. */
export enum NetworkOutbound {
  /** A NAT gateway with a public address of its own: out, and never in. */
  NAT_GATEWAY = "natGateway",
  /** None: whoever chooses it makes the way out, before the module can be installed. */
  NONE = "none",
}

/** A network that is made for a virtual machine. */
export interface NewVirtualMachineNetworkProps {
  /** Its IPv4 addresses, such as `10.20.0.0/24`; from /8 to /29. */
  readonly addressSpace: string;

  /**
   * The way out to the internet. A new network has none of its own, and a machine without one reaches neither the
   * PowerShell Gallery nor Exchange Online.
   *
   * @default NetworkOutbound.NAT_GATEWAY
   */
  readonly outbound?: NetworkOutbound;
}

/** What a network is bound with. Internal. */
export interface NetworkBindOptions {
  readonly machineName: string;
  readonly resourceGroupName: string;
  readonly location: string;
  readonly tags?: { [name: string]: string };
  readonly provider?: TerraformProvider;
}

/** A network in a stack. Internal. */
export interface BoundNetwork {
  readonly subnetId: string;
  /** What has to be there before the machine reaches the internet. */
  readonly wayOut: ITerraformDependable[];
}

/** What is wrong with a text as the id of a subnet, if anything. */
export function checkSubnetId(id: string): Finding | undefined {
  return checkText(id, {
    pattern:
      /^\/subscriptions\/[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\/resourceGroups\/[-\w.()]{1,90}\/providers\/Microsoft\.Network\/virtualNetworks\/[A-Za-z0-9][-\w.]{0,63}\/subnets\/[A-Za-z0-9][-\w.]{0,79}$/,
    allowed:
      "/subscriptions/<guid>/resourceGroups/<group>/providers/Microsoft.Network/virtualNetworks/<network>/subnets/<subnet>",
    remedy:
      "take it from `az network vnet subnet show --query id`; upper and lower case of the fixed parts count in Terraform",
  });
}

/** What is wrong with the name of a machine that a new network is named after, if anything. */
export function checkNameForNetwork(name: string): Finding | undefined {
  return !Token.isUnresolved(name) && typeof name === "string" && name.length > 59
    ? {
        given: name,
        allowed: "at most 59 characters for a machine that a network is made for, which is named after it",
        remedy: "shorten the name, or give the id of a subnet that is there",
      }
    : undefined;
}

/** The network of a new virtual machine. The machine itself never has a public address. */
export abstract class VirtualMachineNetwork {
  /** A network that is made, with one subnet and an explicit way out. */
  public static create(props: NewVirtualMachineNetworkProps): VirtualMachineNetwork {
    return new NewNetwork(props);
  }

  /** A subnet that is there. It has to have a way out to the internet already. */
  public static subnet(subnetId: string): VirtualMachineNetwork {
    return new ExistingSubnet(subnetId);
  }

  /** @internal Whether the machine joins a subnet that the stack does not make. */
  public readonly _isJoined: boolean = false;

  /** @internal Notes what Azure would refuse of the network of a machine, whose place `property` is. */
  public abstract _check(problems: Problems, property: string, machineName: string): void;

  /** @internal */
  public abstract _bind(scope: Construct, id: string, options: NetworkBindOptions): BoundNetwork;
}

class ExistingSubnet extends VirtualMachineNetwork {
  public override readonly _isJoined: boolean = true;

  public constructor(private readonly subnetId: string) {
    super();
  }

  public _check(problems: Problems, property: string): void {
    problems.note(propertyOf(property, "network.subnetId"), checkSubnetId(this.subnetId));
  }

  public _bind(): BoundNetwork {
    return { subnetId: this.subnetId, wayOut: [] };
  }
}

class NewNetwork extends VirtualMachineNetwork {
  public constructor(private readonly props: NewVirtualMachineNetworkProps) {
    super();
  }

  public _check(problems: Problems, property: string, machineName: string): void {
    problems.note(propertyOf(property, "network.addressSpace"), checkAddressSpace(this.props.addressSpace));
    problems.note(propertyOf(property, "name"), checkNameForNetwork(machineName));
  }

  public _bind(scope: Construct, id: string, options: NetworkBindOptions): BoundNetwork {
    const parts = new Construct(scope, id);
    const { machineName, resourceGroupName, location, tags, provider } = options;
    const inGroup = { resourceGroupName, location, tags, provider };
    const virtualNetwork = new network.VirtualNetwork(parts, "VirtualNetwork", {
      ...inGroup,
      name: `${machineName}-vnet`,
      addressSpace: [this.props.addressSpace],
    });
    const subnet = new network.Subnet(parts, "Subnet", {
      name: "exchange",
      resourceGroupName,
      virtualNetworkName: virtualNetwork.name,
      addressPrefixes: [this.props.addressSpace],
      defaultOutboundAccessEnabled: false,
      provider,
    });
    if (this.props.outbound === NetworkOutbound.NONE) {
      return { subnetId: subnet.id, wayOut: [] };
    }
    const gateway = new network.NatGateway(parts, "NatGateway", {
      ...inGroup,
      name: `${machineName}-nat`,
      skuName: "Standard",
    });
    const address = new network.PublicAddress(parts, "NatGatewayAddress", {
      ...inGroup,
      name: `${machineName}-nat`,
      allocationMethod: "Static",
      sku: "Standard",
    });
    const hasAddress = new network.NatGatewayAddress(parts, "NatGatewayHasAddress", {
      natGatewayId: gateway.id,
      publicIpAddressId: address.id,
      provider,
    });
    const hasGateway = new network.SubnetNatGateway(parts, "SubnetHasNatGateway", {
      subnetId: subnet.id,
      natGatewayId: gateway.id,
      provider,
    });
    return { subnetId: subnet.id, wayOut: [hasAddress, hasGateway] };
  }
}
