import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { DataAzurermVirtualMachine } from "@cdktf/provider-azurerm/lib/data-azurerm-virtual-machine";
import type { Construct } from "constructs";
import type { OperatingSystem } from "../exchange-module/virtual-machine";
import { ManagedIdentity } from "../identity/managed-identity";
import type { IUserAssignedIdentity } from "../identity/user-assigned-identity";
import { compute } from "../terraform/virtual-machine-bindings";
import { requireSystemAssigned, requireUserAssigned } from "./host-postconditions";
import { VirtualMachineBase } from "./virtual-machine-host";
import { refusePlace } from "../resource-group/place";
import { checkExistingVirtualMachineName } from "./virtual-machine-name";

/** Where a virtual machine is that exists. */
export interface ExistingVirtualMachineProps {
  /** The name of the machine. */
  readonly name: string;

  /** The name of its resource group. */
  readonly resourceGroupName: string;

  /**
   * The azurerm provider.
   *
   * @default - the stack's default one
   */
  readonly provider?: TerraformProvider;
}

/** A virtual machine that exists and is only read. Internal; programs say `fromExisting`. */
export class ExistingVirtualMachine extends VirtualMachineBase {
  public readonly hostId: string;
  public readonly hostName: string;
  public readonly resourceGroupName: string;
  public readonly location: string;
  public readonly dependables: ITerraformDependable[] = [];

  private readonly machine: DataAzurermVirtualMachine;
  private ownIdentity?: ManagedIdentity;

  public constructor(
    scope: Construct,
    id: string,
    operatingSystem: OperatingSystem,
    props: ExistingVirtualMachineProps,
  ) {
    refusePlace(scope, id, props, checkExistingVirtualMachineName);
    super(scope, id, { operatingSystem, provider: props.provider });
    this.machine = new compute.DataVirtualMachine(this, "Resource", { ...props });
    this.hostId = this.machine.id;
    this.hostName = this.machine.name;
    this.resourceGroupName = this.machine.resourceGroupName;
    this.location = this.machine.location;
  }

  public get systemAssignedIdentity(): ManagedIdentity {
    if (!this.ownIdentity) {
      requireSystemAssigned(this.machine);
      this.ownIdentity = ManagedIdentity.fromPrincipal(this.machine.identity.get(0));
    }
    return this.ownIdentity;
  }

  public requireUserAssignedIdentity(identity: IUserAssignedIdentity): void {
    requireUserAssigned(this.machine, identity);
  }
}
