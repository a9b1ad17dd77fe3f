import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";

/** The operating system of a virtual machine. It decides which PowerShell the module is installed for. */
export enum OperatingSystem {
  /** Windows, with Windows PowerShell 5.1. */
  WINDOWS = "Windows",

  /** Linux, with PowerShell 7. */
  LINUX = "Linux",
}

/** A virtual machine: what a module has to know of it. */
export interface IVirtualMachine extends IConstruct {
  /** The Azure resource id of the machine. */
  readonly hostId: string;

  /** The Azure location of the machine. */
  readonly location: string;

  /** Its operating system. */
  readonly operatingSystem: OperatingSystem;

  /** For `dependsOn` of what needs the machine with its access to the internet. */
  readonly dependables: ITerraformDependable[];
}
