import { WindowsVirtualMachine } from "@cdktf/provider-azurerm/lib/windows-virtual-machine";
import type { Construct } from "constructs";
import { OperatingSystem } from "../../azure/i-virtual-machine";
import type { Finding } from "../../validation/finding";
import type { TextRule } from "../../validation/text-rule";
import type { AdoptedHostProps, ExistingHostProps, NewHostOptions } from "../host-props";
import type { IExchangeHost } from "../i-exchange-host";
import { AdoptedVirtualMachine } from "./adopted-virtual-machine";
import { ExistingVirtualMachine } from "./existing-virtual-machine";
import { NewVirtualMachineBase } from "./new-virtual-machine";
import type { NewVirtualMachineProps } from "./new-virtual-machine-props";
import { ADMIN_USERNAME, EXISTING_MACHINE_NAME, MACHINE_SIZE, NEW_MACHINE_NAME } from "./virtual-machine-name";
import { plainText } from "../../text/terraform-text";

/** The settings of a new Windows virtual machine. */
export interface NewWindowsVirtualMachineProps extends NewVirtualMachineProps {
  /**
   * The administrator's password: the value of a sensitive Terraform variable, never the password itself. It is
   * used when the machine is created. A later change is ignored, because Azure would create the machine again.
   */
  readonly adminPassword: string;
}

/** A new Windows virtual machine with its identity. */
export interface WindowsVirtualMachineHostProps extends NewWindowsVirtualMachineProps, NewHostOptions {}

const WINDOWS = OperatingSystem.WINDOWS;

/**
 * A Windows virtual machine with a managed identity, without a public address of its own.
 *
 * Guide: system-assigned step 1 and user-assigned step 2: configure Azure VMs.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class WindowsVirtualMachineHost extends NewVirtualMachineBase {
  /** @internal The rule for the name of a new machine. */
  public static readonly _NAME: TextRule = NEW_MACHINE_NAME[WINDOWS];

  /** @internal The rule for the name of an existing machine. */
  public static readonly _EXISTING_NAME: TextRule = EXISTING_MACHINE_NAME;

  /** @internal The rule for the size of a machine. */
  public static readonly _SIZE: TextRule = MACHINE_SIZE;

  /** @internal The rule for the name of the administrator. */
  public static readonly _ADMIN_USERNAME: TextRule = ADMIN_USERNAME[WINDOWS];

  /**
   * An existing machine, which is only read. Terraform checks before it writes anything that the machine carries the
   * identity.
   *
   * @throws an `Error` named `ExchangeInputError` for a name that Azure would refuse
   */
  public static fromExisting(scope: Construct, id: string, props: ExistingHostProps): IExchangeHost {
    return new ExistingVirtualMachine(scope, id, WINDOWS, props);
  }

  /**
   * An existing machine that Terraform imports, to switch an identity on. It only adds the identity: the machine
   * keeps the identities that it carries, and changes of every other argument are ignored.
   *
   * @throws an `Error` named `ExchangeInputError` for a name that Azure would refuse
   */
  public static adopt(scope: Construct, id: string, props: AdoptedHostProps): IExchangeHost {
    return new AdoptedVirtualMachine(scope, id, WINDOWS, props);
  }

  /** The Terraform resource. */
  public readonly resource: WindowsVirtualMachine;

  /** @throws an `Error` named `ExchangeInputError` for what Azure would refuse, or for a password that is written out */
  public constructor(scope: Construct, id: string, props: WindowsVirtualMachineHostProps) {
    super(scope, id, WINDOWS, props, (findings) => {
      findings.add("adminPassword", checkAdminPassword(props.adminPassword));
    });
    const { config, image } = this._parts;
    this.resource = new WindowsVirtualMachine(this, "Resource", {
      ...config,
      adminPassword: props.adminPassword,
      patchMode: image._isPatchedByAzure ? "AutomaticByPlatform" : undefined,
      lifecycle: { ...config.lifecycle, ignoreChanges: ["admin_password"] },
    });
  }
}

function checkAdminPassword(password: string): Finding | undefined {
  return typeof password === "string" && plainText(password) === undefined
    ? undefined
    : {
        given: password,
        secret: true,
        allowed: "the value of a sensitive Terraform variable",
        remedy:
          "declare a sensitive TerraformVariable and pass its stringValue: a password written here would be in the JSON",
      };
}
