import type { ITerraformDependable, TerraformProvider, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { IAutomationAccount } from "../exchange-module/automation-account";
import type { ExchangeModuleOptions, IExchangeModule } from "../exchange-module/exchange-module";
import type { IVirtualMachine, OperatingSystem } from "../exchange-module/virtual-machine";
import { VirtualMachineExchangeModule } from "../exchange-module/virtual-machine-exchange-module";
import { ManagedIdentity } from "../identity/managed-identity";
import type { IUserAssignedIdentity } from "../identity/user-assigned-identity";
import { Problems } from "../problem/problems";
import { compute } from "../terraform/virtual-machine-bindings";
import { type IdentityAttributes, systemAssignedPrincipalId } from "./host-identity-expressions";
import type { IExchangeHost } from "./i-exchange-host";

/** What a virtual machine is made with that is not the machine's own. Internal. */
export interface VirtualMachineContext {
  readonly operatingSystem: OperatingSystem;
  readonly provider?: TerraformProvider;
  /** Tags of what is put on the machine. */
  readonly tags?: { [name: string]: string };
}

/** What a new, an existing and an adopted virtual machine have in common. @internal */
export abstract class VirtualMachineBase extends Construct implements IExchangeHost, IVirtualMachine {
  public abstract readonly hostId: string;
  public abstract readonly hostName: string;
  public abstract readonly resourceGroupName: string;
  public abstract readonly location: string;
  public abstract readonly systemAssignedIdentity: ManagedIdentity;
  public abstract readonly dependables: ITerraformDependable[];

  /** The operating system of the machine. */
  public readonly operatingSystem: OperatingSystem;

  private module?: IExchangeModule;

  protected constructor(
    scope: Construct,
    id: string,
    private readonly context: VirtualMachineContext,
  ) {
    super(scope, id);
    this.operatingSystem = context.operatingSystem;
  }

  public get automationAccount(): IAutomationAccount | undefined {
    return undefined;
  }

  public abstract requireUserAssignedIdentity(identity: IUserAssignedIdentity): void;

  public addExchangeModule(id: string, options: ExchangeModuleOptions = {}): IExchangeModule {
    const problems = new Problems();
    problems.note(
      "version",
      this.module && {
        given: `a second module, beside ${this.module.version.value}`,
        allowed: "one version of the module on a virtual machine",
        remedy: "install it once: the script of each would remove what the other installed",
      },
    );
    problems.raise(this, id);
    const { provider, tags } = this.context;
    this.module = new VirtualMachineExchangeModule(this, id, { ...options, machine: this, provider, tags });
    return this.module;
  }
}

/** The Terraform resource of a virtual machine of either operating system. Internal. */
export interface VirtualMachineResource extends TerraformResource {
  readonly id: string;
  readonly name: string;
  readonly resourceGroupName: string;
  readonly location: string;
  readonly identity: IdentityAttributes;
}

/** The own identity of a machine that Terraform manages. Internal. */
export function ownIdentityOfMachine(
  scope: Construct,
  machine: VirtualMachineResource,
  place: { readonly name: string; readonly resourceGroupName: string },
  provider?: TerraformProvider,
): ManagedIdentity {
  const readLate = new compute.DataVirtualMachine(scope, "ReadLate", {
    ...place,
    dependsOn: [machine],
    provider,
  });
  return ManagedIdentity.fromPrincipal({
    principalId: systemAssignedPrincipalId(machine.identity, readLate.identity.get(0)),
  });
}
