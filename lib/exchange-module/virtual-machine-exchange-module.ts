import { createHash } from "node:crypto";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { VirtualMachineRunCommand } from "@cdktf/provider-azurerm/lib/virtual-machine-run-command";
import { Construct } from "constructs";
import { Problems } from "../problem/problems";
import { compute } from "../terraform/virtual-machine-bindings";
import type { ExchangeModuleOptions, IExchangeModule } from "./exchange-module";
import { linuxModuleScript } from "./linux-module-script";
import { ModuleVersion } from "./module-version";
import { warnOfModule } from "./module-warnings";
import type { PowerShellRuntime } from "./powershell-runtime";
import { type IVirtualMachine, OperatingSystem } from "./virtual-machine";
import { checkRuntimeOn, notOnVirtualMachines, runtimeOn } from "./virtual-machine-runtime";
import { windowsModuleScript } from "./windows-module-script";

/** What a `VirtualMachineExchangeModule` is made of. */
export interface VirtualMachineExchangeModuleProps extends ExchangeModuleOptions {
  /** The machine that the module is installed on. */
  readonly machine: IVirtualMachine;

  /**
   * Tags of the run command.
   *
   * @default - none
   */
  readonly tags?: { [name: string]: string };

  /**
   * The azurerm provider.
   *
   * @default - the stack's default one
   */
  readonly provider?: TerraformProvider;
}

/**
 * The Exchange Online module on a virtual machine, for all its users, in exactly one version: a managed run command
 * installs it, and removes other versions of it. If the command fails, so does the apply. Another version, or another
 * script, is another run command, so that one which failed is run again by the next apply.
 *
 * @see guide, system-assigned step 3 and user-assigned step 4: add the module to Azure VMs
 */
export class VirtualMachineExchangeModule extends Construct implements IExchangeModule {
  public readonly version: ModuleVersion;
  public readonly runtime: PowerShellRuntime;
  public readonly dependables: ITerraformDependable[];

  /** The Terraform resource. */
  public readonly resource: VirtualMachineRunCommand;

  /**
   * @throws an `Error` named `ExchangeInputError` for a runtime that the machine has not, and for what only an
   *   Automation account takes: an address or a hash of the package, `prerequisites` and `adopt`
   */
  public constructor(scope: Construct, id: string, props: VirtualMachineExchangeModuleProps) {
    const { machine, provider, tags } = props;
    const runtime = props.runtime ?? runtimeOn(machine.operatingSystem);
    const version = props.version ?? ModuleVersion.newestFor([runtime]);
    const problems = new Problems();
    problems.note("runtime", checkRuntimeOn(machine.operatingSystem, runtime.version));
    for (const { option, finding } of notOnVirtualMachines(props)) {
      problems.note(option, finding);
    }
    problems.raise(scope, id);
    super(scope, id);

    this.version = version;
    this.runtime = runtime;
    this.resource = new compute.RunCommand(this, "Resource", {
      name: commandName(machine.operatingSystem, version),
      virtualMachineId: machine.hostId,
      location: machine.location,
      source: { script: scriptFor(machine.operatingSystem, version) },
      tags,
      dependsOn: machine.dependables,
      provider,
    });
    this.dependables = [this.resource];
    warnOfModule(this, runtime, version, props.version !== undefined);
  }
}

/* What a version needs that only Terraform knows. */
const NEWEST_NEED = "7.6.0";

function scriptFor(system: OperatingSystem, version: ModuleVersion, name = version.value): string {
  return system === OperatingSystem.WINDOWS
    ? windowsModuleScript(name)
    : linuxModuleScript(name, version.powerShell7Needed ?? NEWEST_NEED);
}

/*
 * By its name, for azurerm takes an update that failed for one that succeeded, while a resource that could not be made
 * is made again. The version may be known to Terraform alone; the rest of the script is known here.
 */
function commandName(system: OperatingSystem, version: ModuleVersion): string {
  const rest = createHash("sha256")
    .update(scriptFor(system, version, ""))
    .digest("hex");
  return `ExchangeOnlineManagement-${version.value}-${rest.slice(0, 8)}`;
}
