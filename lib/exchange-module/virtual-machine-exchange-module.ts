import { createHash } from "node:crypto";
import { type ITerraformDependable, type TerraformProvider } from "cdktf";
import { VirtualMachineRunCommand } from "@cdktf/provider-azurerm/lib/virtual-machine-run-command";
import { Construct } from "constructs";
import { keyOf, hostNameOf } from "../azure/host-key";
import { type IVirtualMachine, OperatingSystem } from "../azure/i-virtual-machine";
import { OwnedResources } from "../terraform/owned-resources";
import { checkSameStack } from "../terraform/same-stack";
import { literalTexts, plainText } from "../text/terraform-text";
import { Findings } from "../validation/findings";
import { addTypes } from "../validation/type-check";
import { MODULE_TYPES } from "./automation-module-rules";
import type { AdditionalModule } from "./additional-module";
import { inOrder } from "./additional-module-order";
import { addAutomationOnly, automationOnly } from "./automation-only-rules";
import { additionalModuleFindings } from "./additional-module-rules";
import type { ExchangeModuleOptions, IExchangeModule } from "./exchange-module";
import { warnAboutCombinations } from "./module-combination";
import { type ModuleVersion } from "./module-version";
import { warnAboutFamilies, warnAboutModule, warnAboutPackages } from "./module-warnings";
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
  readonly azurerm?: TerraformProvider;
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
    const { machine, azurerm: provider } = props;
    const system = machine.operatingSystem;
    const runtime = VirtualMachineExchangeModule.runtimeOf(system);
    const findings = new Findings();
    const { version: versionType, runtime: runtimeType, azurerm } = MODULE_TYPES;
    addTypes(findings, props, { version: versionType, azurerm });
    const isRuntime = addTypes(findings, props, { runtime: runtimeType });
    findings.add(
      "runtime",
      !isRuntime || props.runtime === undefined || props.runtime === runtime
        ? undefined
        : PowerShellRuntime._unknown(props.runtime.version, [runtime]),
    );
    addAutomationOnly(findings, props);
    findings.add("machine", checkSameStack(this, machine, "the machine"));
    findings.report(this);
    const additional = this.checkAdditional(props, runtime);

    const version = props.version ?? PowerShellRuntime.newestModuleFor([runtime]);
    this.version = version;
    this.runtime = runtime;
    this.resource = new VirtualMachineRunCommand(this, "Resource", {
      name: commandName(system, version, additional),
      virtualMachineId: machine.hostId,
      location: machine.location,
      source: { script: scriptFor(system, version, additional) },
      tags: literalTexts(props.tags),
      dependsOn: machine.dependables,
      provider,
    });
    this.dependables = [this.resource];
    OwnedResources.of(this)._add(this, {
      kind: "module",
      names: [...keyOf(machine), runtime.version],
      description: `the module on ${hostNameOf(machine)}`,
      remedy: "install the module once on a machine: the script of each would remove what the other installed",
    });
    warnAboutModule(this, runtime, version, props.version !== undefined);
    warnAboutPackages(this, {}, additional);
    // The gallery's client installs what a module needs.
    warnAboutFamilies(this, runtime, additional, false);
    warnAboutCombinations(this, runtime, version, additional);
  }

  private checkAdditional(
    { additional = [], _checkedAdditional: checked }: VirtualMachineExchangeModuleProps,
    runtime: PowerShellRuntime,
  ): AdditionalModule[] {
    const findings = checked === additional ? new Findings() : additionalModuleFindings(additional, [runtime]);
    for (const [index, module] of (findings.isEmpty ? additional : []).entries()) {
      for (const { place, ...finding } of automationOnly(module)) {
        findings.add(["additional", index, ...place], finding);
      }
    }
    findings.report(this);
    return findings.isEmpty ? inOrder(additional) : [];
  }
}

function scriptFor(
  system: OperatingSystem,
  version: ModuleVersion,
  additional: AdditionalModule[],
  name = version.value,
): string {
  return system === OperatingSystem.WINDOWS
    ? windowsModuleScript(name, additional)
    : linuxModuleScript(name, version.minimumPowerShell7 ?? NEWEST_POWERSHELL_7, additional);
}

/*
 * The name changes with the script, for azurerm takes an update that failed for one that succeeded, while a resource
 * whose creation failed is created again. A version may be known to Terraform alone; the rest of the script is not.
 */
function commandName(system: OperatingSystem, version: ModuleVersion, additional: AdditionalModule[]): string {
  const known = (text: string) => plainText(text) ?? "";
  const others = additional.map((module) => ({
    ...module,
    name: known(module.name),
    version: known(module.version),
  }));
  const script = scriptFor(system, version, others, "");
  const digest = createHash("sha256").update(script).digest("hex");
  return `ExchangeOnlineManagement-${version.value}-${digest.slice(0, 8)}`;
}
