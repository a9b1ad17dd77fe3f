import type { Construct } from "constructs";
import { OperatingSystem } from "../exchange-module/virtual-machine";
import type { Problems } from "../problem/problems";
import type { HostResourceGroup } from "../resource-group/host-resource-group";
import type { NewAutomationAccountProps } from "./automation-account-host";
import { adoptedAutomationAccount, existingAutomationAccount, newAutomationAccount } from "./automation-account-source";
import type { HostKind } from "./host-kind";
import type { HostBindOptions, HostSource } from "./host-source";
import type { IExchangeHost } from "./i-exchange-host";
import type { NewLinuxVirtualMachineProps } from "./linux-virtual-machine-host";
import {
  adoptedVirtualMachine,
  existingVirtualMachine,
  newLinuxVirtualMachine,
  newWindowsVirtualMachine,
} from "./virtual-machine-source";
import type { NewWindowsVirtualMachineProps } from "./windows-virtual-machine-host";

/** Where a host is that exists. */
export interface ExistingHostProps {
  /** The name of the host. */
  readonly name: string;

  /** The name of its resource group. */
  readonly resourceGroupName: string;
}

/**
 * The host that an `ExchangeManagedIdentity` is for: new, read, or taken over.
 *
 * @see guide, system-assigned step 1 and user-assigned step 2: create a resource with the managed identity
 */
export class ExchangeHost {
  /** A new Automation account. */
  public static automationAccount(props: NewAutomationAccountProps): ExchangeHost {
    return new ExchangeHost(newAutomationAccount(props));
  }

  /** An Automation account that exists and is only read; it has to carry the identity already. */
  public static existingAutomationAccount(props: ExistingHostProps): ExchangeHost {
    return new ExchangeHost(existingAutomationAccount(props));
  }

  /** An Automation account that exists and that Terraform takes over, to add the identity and nothing else. */
  public static adoptedAutomationAccount(props: ExistingHostProps): ExchangeHost {
    return new ExchangeHost(adoptedAutomationAccount(props));
  }

  /** A new Windows virtual machine. */
  public static windowsVirtualMachine(props: NewWindowsVirtualMachineProps): ExchangeHost {
    return new ExchangeHost(newWindowsVirtualMachine(props));
  }

  /** A Windows virtual machine that exists and is only read; it has to carry the identity already. */
  public static existingWindowsVirtualMachine(props: ExistingHostProps): ExchangeHost {
    return new ExchangeHost(existingVirtualMachine(OperatingSystem.WINDOWS, props));
  }

  /** A Windows virtual machine that exists and that Terraform takes over, to add the identity and nothing else. */
  public static adoptedWindowsVirtualMachine(props: ExistingHostProps): ExchangeHost {
    return new ExchangeHost(adoptedVirtualMachine(OperatingSystem.WINDOWS, props));
  }

  /** A new Linux virtual machine. */
  public static linuxVirtualMachine(props: NewLinuxVirtualMachineProps): ExchangeHost {
    return new ExchangeHost(newLinuxVirtualMachine(props));
  }

  /** A Linux virtual machine that exists and is only read; it has to carry the identity already. */
  public static existingLinuxVirtualMachine(props: ExistingHostProps): ExchangeHost {
    return new ExchangeHost(existingVirtualMachine(OperatingSystem.LINUX, props));
  }

  /** A Linux virtual machine that exists and that Terraform takes over, to add the identity and nothing else. */
  public static adoptedLinuxVirtualMachine(props: ExistingHostProps): ExchangeHost {
    return new ExchangeHost(adoptedVirtualMachine(OperatingSystem.LINUX, props));
  }

  private constructor(private readonly source: HostSource) {}

  /** @internal The group that it lies in. */
  public get _resourceGroup(): HostResourceGroup {
    return this.source.group;
  }

  /** @internal What this kind of host takes. */
  public get _kind(): HostKind {
    return this.source.kind;
  }

  /** @internal Whether it has to carry the identity already. */
  public get _isOnlyRead(): boolean {
    return this.source.isOnlyRead ?? false;
  }

  /** @internal Whether it joins a subnet that the stack does not make. */
  public get _joinsSubnet(): boolean {
    return this.source.joinsSubnet ?? false;
  }

  /** @internal Its name. */
  public get _name(): string {
    return this.source.name;
  }

  /** @internal Notes what Azure would refuse of the host. */
  public _check(problems: Problems, property: string): void {
    this.source.check(problems, property);
  }

  /** @internal */
  public _bind(scope: Construct, id: string, options: HostBindOptions): IExchangeHost {
    return this.source.make(scope, id, options);
  }
}
