import type { ITerraformDependable, TerraformProvider, TerraformResource } from "cdktf";
import { DataAzurermVirtualMachine } from "@cdktf/provider-azurerm/lib/data-azurerm-virtual-machine";
import { Construct } from "constructs";
import type { IVirtualMachine, OperatingSystem } from "../../azure/i-virtual-machine";
import type { ExchangeModuleOptions, IExchangeModule } from "../../exchange-module/exchange-module";
import type { PowerShellRuntime } from "../../exchange-module/powershell-runtime";
import { VirtualMachineExchangeModule } from "../../exchange-module/virtual-machine-exchange-module";
import type { IUserAssignedIdentity } from "../../identity/i-user-assigned-identity";
import type { ManagedIdentity } from "../../identity/managed-identity";
import { Comment } from "../../terraform/comment";
import type { IExchangeHost } from "../i-exchange-host";
import { AFTER_UPDATE_COMMENT, type IdentityAttributes, systemAssignedPrincipalId } from "../identity-block";
import { ownIdentity } from "../own-identity";

/** What a virtual machine is created with besides its own settings. Internal. */
export interface VirtualMachineContext {
  readonly operatingSystem: OperatingSystem;
  readonly provider?: TerraformProvider;
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
export abstract class VirtualMachineBase extends Construct implements IExchangeHost, IVirtualMachine {
  public abstract readonly hostId: string;
  public abstract readonly hostName: string;
  public abstract readonly resourceGroupName: string;
  public abstract readonly location: string;
  public abstract readonly systemAssignedIdentity: ManagedIdentity;
  public abstract readonly userAssignedIdentity?: IUserAssignedIdentity;
  public abstract readonly dependables: ITerraformDependable[];

  /** @internal */
  public abstract readonly _key: string[];

  /** The operating system of the machine. */
  public readonly operatingSystem: OperatingSystem;

  protected constructor(
    scope: Construct,
    id: string,
    private readonly context: VirtualMachineContext,
  ) {
    super(scope, id);
    this.operatingSystem = context.operatingSystem;
  }

  public get supportedRuntimes(): PowerShellRuntime[] {
    return [VirtualMachineExchangeModule.runtimeOf(this.operatingSystem)];
  }

  public addExchangeModule(id: string, options: ExchangeModuleOptions = {}): IExchangeModule {
    const { provider, tags } = this.context;
    return new VirtualMachineExchangeModule(this, id, { ...options, machine: this, provider, tags });
  }

  /** @internal The own identity of a machine that Terraform manages. */
  protected _ownIdentity(
    machine: VirtualMachineResource,
    names: { readonly name: string; readonly resourceGroupName: string },
  ): ManagedIdentity {
    const { provider } = this.context;
    const afterUpdate = new DataAzurermVirtualMachine(this, "AfterUpdate", {
      ...names,
      dependsOn: [machine],
      provider,
    });
    new Comment(afterUpdate, AFTER_UPDATE_COMMENT);
    return ownIdentity(this, systemAssignedPrincipalId(machine.identity, afterUpdate.identity.get(0)));
  }
}
