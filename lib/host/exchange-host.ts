import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { OperatingSystem } from "../azure/i-virtual-machine";
import type { HostIdentity } from "../identity/host-identity";
import type { ExistingResourceProps, HostResourceGroup } from "../resource-group/host-resource-group";
import { copyOf } from "../validation/type-check";
import { assertValid } from "../validation/input-validation";
import { AdoptedAutomationAccount } from "./automation-account/adopted-automation-account";
import { AutomationAccountHost, type NewAutomationAccountProps } from "./automation-account/automation-account-host";
import { ExistingAutomationAccount } from "./automation-account/existing-automation-account";
import type { IExchangeHost } from "./i-exchange-host";
import { AdoptedVirtualMachine } from "./virtual-machine/adopted-virtual-machine";
import { ExistingVirtualMachine } from "./virtual-machine/existing-virtual-machine";
import {
  LinuxVirtualMachineHost,
  type NewLinuxVirtualMachineProps,
} from "./virtual-machine/linux-virtual-machine-host";
import {
  type NewWindowsVirtualMachineProps,
  WindowsVirtualMachineHost,
} from "./virtual-machine/windows-virtual-machine-host";

/** What an `ExchangeManagedIdentity` gives its host. Internal. */
interface HostBindOptions {
  readonly identity: HostIdentity;
  readonly tags?: { [name: string]: string };
  readonly protect?: boolean;
  readonly azurerm?: TerraformProvider;
}

/** How a host comes into a stack. Internal. */
export interface HostSource {
  readonly name: string;
  /** The group of a host that is created, read or adopted; undefined for one that the program has already. */
  readonly resourceGroup?: HostResourceGroup;
  /** Whether it is only read, and so has to carry the identity already. */
  readonly isRead?: boolean;
  bind(scope: Construct, id: string, options: HostBindOptions): IExchangeHost;
}

/**
 * The host of an `ExchangeManagedIdentity`: new, existing, or adopted.
 *
 * Guide: system-assigned step 1 and user-assigned step 2: create a resource with the managed identity.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class ExchangeHost {
  /** A new Automation account. */
  public static automationAccount(props: NewAutomationAccountProps): ExchangeHost {
    const given = copyOf("ExchangeHost.automationAccount", props);
    return new ExchangeHost({
      name: given.name,
      resourceGroup: given.resourceGroup,
      bind: (scope, id, options) => new AutomationAccountHost(scope, id, { ...given, ...options }),
    });
  }

  /** An existing Automation account, which is only read. It has to carry the identity already. */
  public static fromExistingAutomationAccount(props: ExistingResourceProps): ExchangeHost {
    const given = copyOf("ExchangeHost.fromExistingAutomationAccount", props);
    return new ExchangeHost({
      name: given.name,
      resourceGroup: given.resourceGroup,
      isRead: true,
      bind: (scope, id, { identity, azurerm }) =>
        new ExistingAutomationAccount(scope, id, { ...given, identity, azurerm }),
    });
  }

  /** An existing Automation account that Terraform imports, to add the identity and nothing else. */
  public static adoptAutomationAccount(props: ExistingResourceProps): ExchangeHost {
    const given = copyOf("ExchangeHost.adoptAutomationAccount", props);
    return new ExchangeHost({
      name: given.name,
      resourceGroup: given.resourceGroup,
      bind: (scope, id, options) => new AdoptedAutomationAccount(scope, id, { ...given, ...options }),
    });
  }

  /** A new Windows virtual machine. */
  public static windowsVirtualMachine(props: NewWindowsVirtualMachineProps): ExchangeHost {
    const given = copyOf("ExchangeHost.windowsVirtualMachine", props);
    return new ExchangeHost({
      name: given.name,
      resourceGroup: given.resourceGroup,
      bind: (scope, id, options) => new WindowsVirtualMachineHost(scope, id, { ...given, ...options }),
    });
  }

  /** An existing Windows virtual machine, which is only read. It has to carry the identity already. */
  public static fromExistingWindowsVirtualMachine(props: ExistingResourceProps): ExchangeHost {
    return new ExchangeHost(existingMachine(OperatingSystem.WINDOWS, props));
  }

  /** An existing Windows virtual machine that Terraform imports, to add the identity and nothing else. */
  public static adoptWindowsVirtualMachine(props: ExistingResourceProps): ExchangeHost {
    return new ExchangeHost(adoptedMachine(OperatingSystem.WINDOWS, props));
  }

  /** A new Linux virtual machine. */
  public static linuxVirtualMachine(props: NewLinuxVirtualMachineProps): ExchangeHost {
    const given = copyOf("ExchangeHost.linuxVirtualMachine", props);
    return new ExchangeHost({
      name: given.name,
      resourceGroup: given.resourceGroup,
      bind: (scope, id, options) => new LinuxVirtualMachineHost(scope, id, { ...given, ...options }),
    });
  }

  /** An existing Linux virtual machine, which is only read. It has to carry the identity already. */
  public static fromExistingLinuxVirtualMachine(props: ExistingResourceProps): ExchangeHost {
    return new ExchangeHost(existingMachine(OperatingSystem.LINUX, props));
  }

  /** An existing Linux virtual machine that Terraform imports, to add the identity and nothing else. */
  public static adoptLinuxVirtualMachine(props: ExistingResourceProps): ExchangeHost {
    return new ExchangeHost(adoptedMachine(OperatingSystem.LINUX, props));
  }

  /**
   * A host that the program has already: a construct of this library, or of a class that implements `IExchangeHost`.
   *
   * @throws an `Error` named `ExchangeInputError` for anything else
   */
  public static fromHost(host: IExchangeHost): ExchangeHost {
    const isHost =
      typeof host === "object" &&
      typeof host?.addExchangeModule === "function" &&
      Array.isArray(host.supportedRuntimes);
    assertValid(
      ["ExchangeHost", "fromHost"],
      isHost
        ? undefined
        : {
            given: host,
            allowed: "a host of this library, or one that implements IExchangeHost",
            remedy: "pass such a construct",
          },
    );
    return new ExchangeHost({ name: host.hostName, bind: () => host }, host);
  }

  private constructor(
    /** @internal */
    public readonly _source: HostSource,
    /** @internal The host that the program has already. */
    public readonly _host?: IExchangeHost,
  ) {}
}

function existingMachine(system: OperatingSystem, props: ExistingResourceProps): HostSource {
  const given = copyOf("ExchangeHost", props);
  return {
    name: given.name,
    resourceGroup: given.resourceGroup,
    isRead: true,
    bind: (scope, id, { identity, azurerm }) =>
      new ExistingVirtualMachine(scope, id, system, { ...given, identity, azurerm }),
  };
}

function adoptedMachine(system: OperatingSystem, props: ExistingResourceProps): HostSource {
  const given = copyOf("ExchangeHost", props);
  return {
    name: given.name,
    resourceGroup: given.resourceGroup,
    bind: (scope, id, options) => new AdoptedVirtualMachine(scope, id, system, { ...given, ...options }),
  };
}
