import type { Finding } from "../problem/finding";
import { PowerShellRuntime } from "./powershell-runtime";
import { OperatingSystem } from "./virtual-machine";

/** The PowerShell that a virtual machine runs the module in. */
export function runtimeOn(system: OperatingSystem): PowerShellRuntime {
  return system === OperatingSystem.WINDOWS ? PowerShellRuntime.V5_1 : PowerShellRuntime.V7;
}

/** What is wrong with a runtime by its name on a virtual machine, if anything. */
export function checkRuntimeOn(system: OperatingSystem, name: string): Finding | undefined {
  const runtime = runtimeOn(system);
  return name === runtime.version
    ? undefined
    : {
        given: name,
        allowed: `"${runtime.version}" on a ${system} VM`,
        remedy: `write "${runtime.version}", or leave it out: there the module is installed for ${runtime.toString()}`,
      };
}

/** The options of a module that only an Automation account takes. */
export interface AutomationOnlyOptions {
  readonly prerequisites?: boolean;
  readonly contentUri?: string;
  readonly contentHash?: unknown;
  readonly adopt?: boolean;
}

/** What is wrong with options on a virtual machine that only an Automation account takes, option by option. */
export function notOnVirtualMachines(options: AutomationOnlyOptions) {
  const given = [
    {
      option: "prerequisites",
      isGiven: options.prerequisites !== undefined,
      what: "prerequisites on a virtual machine",
      remedy: "take it out: the machine's own script installs what the module needs",
    },
    {
      option: "contentUri",
      isGiven: options.contentUri !== undefined,
      what: "the address of a package on a virtual machine",
      remedy: "take it out: a virtual machine installs the module from the PowerShell Gallery",
    },
    {
      option: "contentHash",
      isGiven: options.contentHash !== undefined,
      what: "the hash of a package on a virtual machine",
      remedy: "take it out: a virtual machine installs the module from the PowerShell Gallery",
    },
    {
      option: "adopt",
      isGiven: options.adopt === true,
      what: "the adoption of a module on a virtual machine",
      remedy: "take it out: the machine's script leaves a module alone that is there in the wanted version",
    },
  ];
  return given
    .filter(({ isGiven }) => isGiven)
    .map(({ option, what, remedy }) => ({
      option,
      finding: { given: what, allowed: "this on an Automation account only", remedy } satisfies Finding,
    }));
}
