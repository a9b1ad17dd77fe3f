/*
 * The provider bindings of virtual machines and their network, each loaded when it is first used, as in `bindings.ts`.
 */

/** The bindings of the azurerm provider that virtual machines need. */
export const compute = {
  get DataVirtualMachine() {
    return (
      require("@cdktf/provider-azurerm/lib/data-azurerm-virtual-machine") as typeof import("@cdktf/provider-azurerm/lib/data-azurerm-virtual-machine")
    ).DataAzurermVirtualMachine;
  },
  get LinuxVirtualMachine() {
    return (
      require("@cdktf/provider-azurerm/lib/linux-virtual-machine") as typeof import("@cdktf/provider-azurerm/lib/linux-virtual-machine")
    ).LinuxVirtualMachine;
  },
  get RunCommand() {
    return (
      require("@cdktf/provider-azurerm/lib/virtual-machine-run-command") as typeof import("@cdktf/provider-azurerm/lib/virtual-machine-run-command")
    ).VirtualMachineRunCommand;
  },
  get WindowsVirtualMachine() {
    return (
      require("@cdktf/provider-azurerm/lib/windows-virtual-machine") as typeof import("@cdktf/provider-azurerm/lib/windows-virtual-machine")
    ).WindowsVirtualMachine;
  },
};

/** The bindings of the azurerm provider that a network needs. */
export const network = {
  get Interface() {
    return (
      require("@cdktf/provider-azurerm/lib/network-interface") as typeof import("@cdktf/provider-azurerm/lib/network-interface")
    ).NetworkInterface;
  },
  get NatGateway() {
    return (
      require("@cdktf/provider-azurerm/lib/nat-gateway") as typeof import("@cdktf/provider-azurerm/lib/nat-gateway")
    ).NatGateway;
  },
  get NatGatewayAddress() {
    return (
      require("@cdktf/provider-azurerm/lib/nat-gateway-public-ip-association") as typeof import("@cdktf/provider-azurerm/lib/nat-gateway-public-ip-association")
    ).NatGatewayPublicIpAssociation;
  },
  get PublicAddress() {
    return (require("@cdktf/provider-azurerm/lib/public-ip") as typeof import("@cdktf/provider-azurerm/lib/public-ip"))
      .PublicIp;
  },
  get Subnet() {
    return (require("@cdktf/provider-azurerm/lib/subnet") as typeof import("@cdktf/provider-azurerm/lib/subnet"))
      .Subnet;
  },
  get SubnetNatGateway() {
    return (
      require("@cdktf/provider-azurerm/lib/subnet-nat-gateway-association") as typeof import("@cdktf/provider-azurerm/lib/subnet-nat-gateway-association")
    ).SubnetNatGatewayAssociation;
  },
  get VirtualNetwork() {
    return (
      require("@cdktf/provider-azurerm/lib/virtual-network") as typeof import("@cdktf/provider-azurerm/lib/virtual-network")
    ).VirtualNetwork;
  },
};
