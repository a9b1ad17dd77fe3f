import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";

/** The operating system of a virtual machine, which decides the PowerShell that the module is for. */
export enum OperatingSystem {
  /** Windows, with Windows PowerShell 5.1. */
  WINDOWS = "Windows",
  /** Linux, with PowerShell 7. */
  LINUX = "Linux",
}

/** A virtual machine, as what is installed on it has to know it. */
export interface IVirtualMachine extends IConstruct {
  /** The Azure resource id of the machine. */
  readonly hostId: string;
  /** The Azure location of the machine. */
  readonly location: string;
  /** Its operating system. */
  readonly operatingSystem: OperatingSystem;
  /** What has to be there before the machine reaches the internet and runs a command. */
  readonly dependables: ITerraformDependable[];
}
