import type { TerraformProvider, TerraformResource } from "cdktf";
import { DataAzurermVirtualMachine } from "@cdktf/provider-azurerm/lib/data-azurerm-virtual-machine";
import type { Construct } from "constructs";
import type { IVirtualMachine, OperatingSystem } from "../../azure/i-virtual-machine";
import type { ExchangeModuleOptions, IExchangeModule } from "../../exchange-module/exchange-module";
import type { PowerShellRuntime } from "../../exchange-module/powershell-runtime";
import { VirtualMachineExchangeModule } from "../../exchange-module/virtual-machine-exchange-module";
import { Comment } from "../../terraform/comment";
import { HostBase } from "../host-base";
import { AFTER_UPDATE_COMMENT, type IdentityAttributes, systemAssignedPrincipalId } from "../identity-block";

/** What a virtual machine is created with besides its own settings. Internal. */
export interface VirtualMachineContext {
  readonly operatingSystem: OperatingSystem;
  readonly azurerm?: TerraformProvider;
  /** Tags of the run command that installs the module. */
  readonly tags?: { [name: string]: string };
}

/** The Terraform resource of a virtual machine of either operating system. Internal. */
export interface VirtualMachineResource extends TerraformResource {
  readonly id: string;
  readonly name: string;
  readonly resourceGroupName: string;
  readonly location: string;
  readonly identity: IdentityAttributes;
}

/** What a new, an existing and an adopted virtual machine have in common. @internal */
export abstract class VirtualMachineBase extends HostBase implements IVirtualMachine {
  /** The operating system of the machine. */
  public readonly operatingSystem: OperatingSystem;

  protected constructor(
    scope: Construct,
    id: string,
    private readonly context: VirtualMachineContext,
  ) {
    super(scope, id, context.azurerm);
    this.operatingSystem = context.operatingSystem;
  }

  public get supportedRuntimes(): PowerShellRuntime[] {
    return [VirtualMachineExchangeModule.runtimeOf(this.operatingSystem)];
  }

  public addExchangeModule(id: string, options: ExchangeModuleOptions = {}): IExchangeModule {
    const { tags } = this.context;
    return new VirtualMachineExchangeModule(this, id, { ...options, machine: this, azurerm: this.provider, tags });
  }

  /** @internal The principal of the own identity of a machine that Terraform manages. */
  protected _principalIdOf(
    machine: VirtualMachineResource,
    names: { readonly name: string; readonly resourceGroupName: string },
  ): string {
    const afterUpdate = new DataAzurermVirtualMachine(this, "AfterUpdate", {
      ...names,
      dependsOn: [machine],
      provider: this.provider,
    });
    new Comment(afterUpdate, AFTER_UPDATE_COMMENT);
    return systemAssignedPrincipalId(machine.identity, afterUpdate.identity.get(0));
  }
}
