import type { LinuxVirtualMachine } from "@cdktf/provider-azurerm/lib/linux-virtual-machine";
import type { Construct } from "constructs";
import { OperatingSystem } from "../exchange-module/virtual-machine";
import { checkText } from "../problem/checked-text";
import type { Finding } from "../problem/finding";
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

/** What a new Linux virtual machine is, wherever its identity comes from. */
export interface NewLinuxVirtualMachineProps extends NewVirtualMachineProps {
  /**
   * The administrator's public SSH key, in the form of `~/.ssh/id_ed25519.pub`; passwords are switched off. It counts
   * when the machine is made; a later change of it is ignored, because Azure would make the machine anew.
   */
  readonly adminSshPublicKey: string;
}

/** What a `LinuxVirtualMachineHost` is made of. */
export interface LinuxVirtualMachineHostProps extends NewLinuxVirtualMachineProps, VirtualMachineHostOptions {}

const LINUX = OperatingSystem.LINUX;

/**
 * A Linux virtual machine with a managed identity, without a public address of its own.
 *
 * @see guide, system-assigned step 1 and user-assigned step 2: configure Azure VMs
 */
export class LinuxVirtualMachineHost extends NewVirtualMachineBase {
  /**
   * A machine that exists and is only read. Terraform checks, before it writes anything, that it carries the identity
   * that is asked of it.
   *
   * @throws an `Error` named `ExchangeInputError` for a name that Azure would refuse
   */
  public static fromExisting(scope: Construct, id: string, props: ExistingVirtualMachineProps): IExchangeHost {
    return new ExistingVirtualMachine(scope, id, LINUX, props);
  }

  /**
   * A machine that exists and that Terraform takes over, to switch an identity on. It only ever adds the identity:
   * those that are there stay, and every other argument is ignored.
   *
   * @throws an `Error` named `ExchangeInputError` for a name that Azure would refuse
   */
  public static adopt(scope: Construct, id: string, props: AdoptedVirtualMachineProps): IExchangeHost {
    return new AdoptedVirtualMachine(scope, id, LINUX, props);
  }

  /** The Terraform resource. */
  public readonly resource: LinuxVirtualMachine;

  /** @throws an `Error` named `ExchangeInputError` for what Azure would refuse, or for what is no public key */
  public constructor(scope: Construct, id: string, props: LinuxVirtualMachineHostProps) {
    const problems = new Problems();
    checkNewLinuxVirtualMachine(problems, "", props);
    problems.raise(scope, id);
    super(scope, id, LINUX, props);
    const { config } = this._parts;
    this.resource = new compute.LinuxVirtualMachine(this, "Resource", {
      ...config,
      adminSshKey: [{ username: config.adminUsername, publicKey: props.adminSshPublicKey }],
      disablePasswordAuthentication: true,
      lifecycle: { ...config.lifecycle, ignoreChanges: ["admin_ssh_key"] },
    });
  }
}

/** Notes what Azure would refuse of a new Linux virtual machine. Internal. */
export function checkNewLinuxVirtualMachine(
  problems: Problems,
  property: string,
  props: NewLinuxVirtualMachineProps,
): void {
  checkNewVirtualMachine(problems, property, LINUX, props);
  problems.note(propertyOf(property, "adminSshPublicKey"), checkSshPublicKey(props.adminSshPublicKey));
}

function checkSshPublicKey(key: string): Finding | undefined {
  const finding = checkText(key, {
    pattern: /^ssh-(?:rsa|ed25519) [A-Za-z0-9+/]{40,}={0,3}(?: [^\n]*)?\n?$/,
    allowed: 'a public SSH key on one line, such as "ssh-ed25519 AAAA… name"',
    remedy: "give the content of the file that ends in .pub: `ssh-keygen -t ed25519` makes one",
  });
  // A private key may stand here by mistake.
  return finding && { ...finding, secret: true };
}
