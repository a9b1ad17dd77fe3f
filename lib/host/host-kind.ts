import { checkAutomationRuntime, PowerShellRuntime } from "../exchange-module/powershell-runtime";
import { OperatingSystem } from "../exchange-module/virtual-machine";
import { checkRuntimeOn, runtimeOn } from "../exchange-module/virtual-machine-runtime";
import type { Finding } from "../problem/finding";

/**
 * What a kind of host takes, for the checks of code and of the configuration alike. Internal: in a stack, hosts differ
 * behind `IExchangeHost`.
 */
export class HostKind {
  /** An Automation account. */
  public static readonly AUTOMATION = new HostKind();

  /** A Windows virtual machine. */
  public static readonly WINDOWS = new HostKind(OperatingSystem.WINDOWS);

  /** A Linux virtual machine. */
  public static readonly LINUX = new HostKind(OperatingSystem.LINUX);

  private constructor(private readonly system?: OperatingSystem) {}

  /** Whether it runs runbooks, and imports packages whose address and hash can be chosen. */
  public get isAutomation(): boolean {
    return this.system === undefined;
  }

  /** The runtime that the module is for if nobody says. */
  public get runtime(): PowerShellRuntime {
    return this.system === undefined ? PowerShellRuntime.V5_1 : runtimeOn(this.system);
  }

  /** What is wrong with the name of a runtime on this kind of host, if anything. */
  public checkRuntimeName(name: string): Finding | undefined {
    return this.system === undefined ? checkAutomationRuntime(name) : checkRuntimeOn(this.system, name);
  }

  /** What is wrong with a runtime on this kind of host, if anything. */
  public checkRuntime(runtime: PowerShellRuntime): Finding | undefined {
    // A runtime that is newer than this library is an Automation account's.
    const isAutomations = runtime._place !== "linux";
    return this.isAutomation && isAutomations ? undefined : this.checkRuntimeName(runtime.version);
  }
}
