import { Token } from "cdktf";
import type { WindowsVirtualMachine } from "@cdktf/provider-azurerm/lib/windows-virtual-machine";
import type { Construct } from "constructs";
import { OperatingSystem } from "../exchange-module/virtual-machine";
import { Problems, propertyOf } from "../problem/problems";
import { compute } from "../terraform/virtual-machine-bindings";
import { AdoptedVirtualMachine, type AdoptedVirtualMachineProps } from "./adopted-virtual-machine";
import { ExistingVirtualMachine, type ExistingVirtualMachineProps } from "./existing-virtual-machine";
import type { IExchangeHost } from "./i-exchange-host";
import { NewVirtualMachineBase } from "./new-virtual-machine";
import {
  checkNewVirtualMachine,
  type NewVirtualMachineProps,
  type VirtualMachineHostOptions,
} from "./new-virtual-machine-props";

/** What a new Windows virtual machine is, wherever its identity comes from. */
export interface NewWindowsVirtualMachineProps extends NewVirtualMachineProps {
  /**
   * The administrator's password: the value of a sensitive Terraform variable, never the password itself. It counts
   * when the machine is made; a later change of it is ignored, because Azure would make the machine anew.
   */
  readonly adminPassword: string;
}

/** What a `WindowsVirtualMachineHost` is made of. */
export interface WindowsVirtualMachineHostProps extends NewWindowsVirtualMachineProps, VirtualMachineHostOptions {}

const WINDOWS = OperatingSystem.WINDOWS;

/**
 * A Windows virtual machine with a managed identity, without a public address of its own.
 *
 * @see guide, system-assigned step 1 and user-assigned step 2: configure Azure VMs
 */
export class WindowsVirtualMachineHost extends NewVirtualMachineBase {
  /**
   * A machine that exists and is only read. Terraform checks, before it writes anything, that it carries the identity
   * that is asked of it.
   *
   * @throws an `Error` named `ExchangeInputError` for a name that Azure would refuse
   */
  public static fromExisting(scope: Construct, id: string, props: ExistingVirtualMachineProps): IExchangeHost {
    return new ExistingVirtualMachine(scope, id, WINDOWS, props);
  }

  /**
   * A machine that exists and that Terraform takes over, to switch an identity on. It only ever adds the identity:
   * those that are there stay, and every other argument is ignored.
   *
   * @throws an `Error` named `ExchangeInputError` for a name that Azure would refuse
   */
  public static adopt(scope: Construct, id: string, props: AdoptedVirtualMachineProps): IExchangeHost {
    return new AdoptedVirtualMachine(scope, id, WINDOWS, props);
  }

  /** The Terraform resource. */
  public readonly resource: WindowsVirtualMachine;

  /** @throws an `Error` named `ExchangeInputError` for what Azure would refuse, or for a password that is written out */
  public constructor(scope: Construct, id: string, props: WindowsVirtualMachineHostProps) {
    const problems = new Problems();
    checkNewWindowsVirtualMachine(problems, "", props);
    problems.raise(scope, id);
    super(scope, id, WINDOWS, props);
    const { config, image } = this._parts;
    this.resource = new compute.WindowsVirtualMachine(this, "Resource", {
      ...config,
      adminPassword: props.adminPassword,
      patchMode: image._isPatchedByAzure ? "AutomaticByPlatform" : undefined,
      lifecycle: { ...config.lifecycle, ignoreChanges: ["admin_password"] },
    });
  }
}

/** Notes what Azure would refuse of a new Windows virtual machine. Internal. */
export function checkNewWindowsVirtualMachine(
  problems: Problems,
  property: string,
  props: NewWindowsVirtualMachineProps,
): void {
  checkNewVirtualMachine(problems, property, WINDOWS, props);
  problems.note(
    propertyOf(property, "adminPassword"),
    Token.isUnresolved(props.adminPassword)
      ? undefined
      : {
          given: props.adminPassword,
          secret: true,
          allowed: "the value of a sensitive Terraform variable",
          remedy: "declare a sensitive TerraformVariable and pass its stringValue: what is written here is in the JSON",
        },
  );
}
