import { createHash } from "node:crypto";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { VirtualMachineRunCommand } from "@cdktf/provider-azurerm/lib/virtual-machine-run-command";
import { Construct } from "constructs";
import { keyOf, nameOf } from "../azure/host-key";
import { type IVirtualMachine, OperatingSystem } from "../azure/i-virtual-machine";
import { OwnedResources } from "../terraform/owned-resources";
import { literalTexts } from "../terraform/text";
import { Findings } from "../validation/findings";
import { checkOptionalClass, checkOptionalProvider } from "../validation/type-check";
import type { ExchangeModuleOptions, IExchangeModule } from "./exchange-module";
import { ModuleVersion } from "./module-version";
import { warnOfModule } from "./module-warnings";
import { PowerShellRuntime } from "./powershell-runtime";
import { linuxModuleScript } from "./scripts/linux-module-script";
import { windowsModuleScript } from "./scripts/windows-module-script";

/** The Exchange Online module on a virtual machine. */
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

/* For a version that only Terraform knows. */
const NEWEST_POWERSHELL_7 = "7.6.0";

/**
 * The Exchange Online module on a virtual machine, for all its users, in exactly one version: a managed run command
 * installs it, and removes other versions. If the command fails, so does the apply. Another version, or another script,
 * is another run command, so that the next apply runs a failed one again.
 *
 * Guide: system-assigned step 3 and user-assigned step 4: add the module to Azure VMs.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class VirtualMachineExchangeModule extends Construct implements IExchangeModule {
  /** The PowerShell that a machine runs the module in. */
  public static runtimeOf(system: OperatingSystem): PowerShellRuntime {
    return system === OperatingSystem.WINDOWS ? PowerShellRuntime.V5_1 : PowerShellRuntime.V7;
  }

  public readonly version: ModuleVersion;
  public readonly runtime: PowerShellRuntime;
  public readonly dependables: ITerraformDependable[];

  /** The Terraform resource. */
  public readonly resource: VirtualMachineRunCommand;

  /**
   * @throws an `Error` named `ExchangeInputError` for a runtime that the machine does not have, and for what only an
   *   Automation account takes: an address or a hash of the package, `prerequisites` and `adopt`
   */
  public constructor(scope: Construct, id: string, props: VirtualMachineExchangeModuleProps) {
    super(scope, id);
    const { machine, provider } = props;
    const system = machine.operatingSystem;
    const runtime = VirtualMachineExchangeModule.runtimeOf(system);
    const findings = new Findings();
    findings.add("provider", checkOptionalProvider(provider, "azurerm"));
    findings.add("version", checkOptionalClass(props.version, ModuleVersion, 'ModuleVersion.of("3.9.2")'));
    findings.add(
      "runtime",
      props.runtime === undefined || props.runtime === runtime
        ? undefined
        : PowerShellRuntime._unknown(props.runtime.version, [runtime]),
    );
    addAutomationOnly(findings, props);
    findings.report(this);

    const version = props.version ?? PowerShellRuntime.newestModuleFor([runtime]);
    this.version = version;
    this.runtime = runtime;
    this.resource = new VirtualMachineRunCommand(this, "Resource", {
      name: commandName(system, version),
      virtualMachineId: machine.hostId,
      location: machine.location,
      source: { script: scriptFor(system, version) },
      tags: literalTexts(props.tags),
      dependsOn: machine.dependables,
      provider,
    });
    this.dependables = [this.resource];
    OwnedResources.of(this)._add(this, {
      kind: "module",
      names: [...keyOf(machine), runtime.version],
      description: `the module on ${nameOf(machine)}`,
      remedy: "install the module once on a machine: the script of each would remove what the other installed",
    });
    warnOfModule(this, runtime, version, props.version !== undefined);
  }
}

function addAutomationOnly(findings: Findings, props: ExchangeModuleOptions): void {
  const allowed = "only on an Automation account";
  const fromGallery = "take it out: a virtual machine installs the module from the PowerShell Gallery";
  const refusals = [
    {
      property: "prerequisites",
      isGiven: props.prerequisites !== undefined,
      given: "prerequisites on a virtual machine",
      remedy: "take it out: the machine's own script installs what the module needs",
    },
    {
      property: "contentUri",
      isGiven: props.contentUri !== undefined,
      given: "the address of a package on a virtual machine",
      remedy: fromGallery,
    },
    {
      property: "contentHash",
      isGiven: props.contentHash !== undefined,
      given: "the hash of a package on a virtual machine",
      remedy: fromGallery,
    },
    {
      property: "adopt",
      isGiven: props.adopt === true,
      given: "the adoption of a module on a virtual machine",
      remedy: "take it out: the machine's script changes nothing where the module has this version already",
    },
  ];
  for (const { property, isGiven, given, remedy } of refusals) {
    findings.add(property, isGiven ? { given, allowed, remedy } : undefined);
  }
}

function scriptFor(system: OperatingSystem, version: ModuleVersion, name = version.value): string {
  return system === OperatingSystem.WINDOWS
    ? windowsModuleScript(name)
    : linuxModuleScript(name, version.minimumPowerShell7 ?? NEWEST_POWERSHELL_7);
}

/*
 * The name changes with the script, for azurerm takes an update that failed for one that succeeded, while a resource
 * whose creation failed is created again. The version may be known to Terraform alone; the rest of the script is not.
 */
function commandName(system: OperatingSystem, version: ModuleVersion): string {
  const script = scriptFor(system, version, "");
  const digest = createHash("sha256").update(script).digest("hex");
  return `ExchangeOnlineManagement-${version.value}-${digest.slice(0, 8)}`;
}
