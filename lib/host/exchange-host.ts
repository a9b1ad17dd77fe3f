import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { ExistingResourceProps } from "../azure/existing-resource-props";
import { OperatingSystem } from "../azure/i-virtual-machine";
import type { HostIdentity } from "../identity/host-identity";
import { HostResourceGroup } from "../resource-group/host-resource-group";
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
import { copyOf } from "../validation/copy-of";

/** What an `ExchangeManagedIdentity` creates its host with. Internal. */
export interface HostCreateOptions {
  readonly identity: HostIdentity;
  readonly tags?: { [name: string]: string };
  readonly protect?: boolean;
  readonly provider?: TerraformProvider;
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
    return new ExchangeHost(
      given.resourceGroup,
      given.name,
      false,
      (scope, id, options) => new AutomationAccountHost(scope, id, { ...given, ...options }),
    );
  }

  /** An existing Automation account, which is only read. It has to carry the identity already. */
  public static fromExistingAutomationAccount(props: ExistingResourceProps): ExchangeHost {
    const given = copyOf("ExchangeHost.fromExistingAutomationAccount", props);
    const group = HostResourceGroup.fromExisting(given.resourceGroupName);
    return new ExchangeHost(
      group,
      given.name,
      true,
      (scope, id, { identity, provider }) =>
        new ExistingAutomationAccount(scope, id, { ...given, identity, provider }, group),
    );
  }

  /** An existing Automation account that Terraform imports, to add the identity and nothing else. */
  public static adoptAutomationAccount(props: ExistingResourceProps): ExchangeHost {
    const given = copyOf("ExchangeHost.adoptAutomationAccount", props);
    const group = HostResourceGroup.fromExisting(given.resourceGroupName);
    return new ExchangeHost(
      group,
      given.name,
      false,
      (scope, id, options) => new AdoptedAutomationAccount(scope, id, { ...given, ...options }, group),
    );
  }

  /** A new Windows virtual machine. */
  public static windowsVirtualMachine(props: NewWindowsVirtualMachineProps): ExchangeHost {
    const given = copyOf("ExchangeHost.windowsVirtualMachine", props);
    return new ExchangeHost(
      given.resourceGroup,
      given.name,
      false,
      (scope, id, options) => new WindowsVirtualMachineHost(scope, id, { ...given, ...options }),
    );
  }

  /** An existing Windows virtual machine, which is only read. It has to carry the identity already. */
  public static fromExistingWindowsVirtualMachine(props: ExistingResourceProps): ExchangeHost {
    return existingVirtualMachine(OperatingSystem.WINDOWS, props);
  }

  /** An existing Windows virtual machine that Terraform imports, to add the identity and nothing else. */
  public static adoptWindowsVirtualMachine(props: ExistingResourceProps): ExchangeHost {
    return adoptedVirtualMachine(OperatingSystem.WINDOWS, props);
  }

  /** A new Linux virtual machine. */
  public static linuxVirtualMachine(props: NewLinuxVirtualMachineProps): ExchangeHost {
    const given = copyOf("ExchangeHost.linuxVirtualMachine", props);
    return new ExchangeHost(
      given.resourceGroup,
      given.name,
      false,
      (scope, id, options) => new LinuxVirtualMachineHost(scope, id, { ...given, ...options }),
    );
  }

  /** An existing Linux virtual machine, which is only read. It has to carry the identity already. */
  public static fromExistingLinuxVirtualMachine(props: ExistingResourceProps): ExchangeHost {
    return existingVirtualMachine(OperatingSystem.LINUX, props);
  }

  /** An existing Linux virtual machine that Terraform imports, to add the identity and nothing else. */
  public static adoptLinuxVirtualMachine(props: ExistingResourceProps): ExchangeHost {
    return adoptedVirtualMachine(OperatingSystem.LINUX, props);
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
      "ExchangeHost.fromHost",
      isHost
        ? undefined
        : {
            given: host,
            allowed: "a host of this library, or one that implements IExchangeHost",
            remedy: "pass such a construct",
          },
    );
    return new ExchangeHost(undefined, host.hostName, false, () => host, host);
  }

  /** @internal */
  public static _of(
    group: HostResourceGroup,
    name: string,
    isExisting: boolean,
    create: (scope: Construct, id: string, options: HostCreateOptions) => IExchangeHost,
  ): ExchangeHost {
    return new ExchangeHost(group, name, isExisting, create);
  }

  private constructor(
    /** @internal The group of a host that is created, read or adopted; undefined for one that the program has. */
    public readonly _resourceGroup: HostResourceGroup | undefined,
    /** @internal */
    public readonly _name: string,
    /** @internal Whether it has to carry the identity already. */
    public readonly _isExisting: boolean,
    /** @internal */
    public readonly _create: (scope: Construct, id: string, options: HostCreateOptions) => IExchangeHost,
    /** @internal The host that the program has already. */
    public readonly _host?: IExchangeHost,
  ) {}
}

function existingVirtualMachine(system: OperatingSystem, props: ExistingResourceProps): ExchangeHost {
  const given = copyOf("ExchangeHost", props);
  const group = HostResourceGroup.fromExisting(given.resourceGroupName);
  return ExchangeHost._of(
    group,
    given.name,
    true,
    (scope, id, { identity, provider }) =>
      new ExistingVirtualMachine(scope, id, system, { ...given, identity, provider }, group),
  );
}

function adoptedVirtualMachine(system: OperatingSystem, props: ExistingResourceProps): ExchangeHost {
  const given = copyOf("ExchangeHost", props);
  const group = HostResourceGroup.fromExisting(given.resourceGroupName);
  return ExchangeHost._of(
    group,
    given.name,
    false,
    (scope, id, options) => new AdoptedVirtualMachine(scope, id, system, { ...given, ...options }, group),
  );
}
