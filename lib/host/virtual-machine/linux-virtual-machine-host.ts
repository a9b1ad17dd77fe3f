import { LinuxVirtualMachine } from "@cdktf/provider-azurerm/lib/linux-virtual-machine";
import type { Construct } from "constructs";
import { OperatingSystem } from "../../azure/i-virtual-machine";
import type { Finding } from "../../validation/finding";
import { TextRule } from "../../validation/text-rule";
import type { AdoptedHostProps, ExistingHostProps, NewHostOptions } from "../host-props";
import type { IExchangeHost } from "../i-exchange-host";
import { AdoptedVirtualMachine } from "./adopted-virtual-machine";
import { ExistingVirtualMachine } from "./existing-virtual-machine";
import { NewVirtualMachineBase } from "./new-virtual-machine";
import type { NewVirtualMachineProps } from "./new-virtual-machine-props";
import { ADMIN_USERNAME, EXISTING_MACHINE_NAME, NEW_MACHINE_NAME } from "./virtual-machine-name";

/** The settings of a new Linux virtual machine. */
export interface NewLinuxVirtualMachineProps extends NewVirtualMachineProps {
  /**
   * The administrator's public SSH key, in the form of `~/.ssh/id_ed25519.pub`; passwords are switched off. It is
   * used when the machine is created. A later change is ignored, because Azure would create the machine again.
   */
  readonly adminSshPublicKey: string;
}

/** A new Linux virtual machine with its identity. */
export interface LinuxVirtualMachineHostProps extends NewLinuxVirtualMachineProps, NewHostOptions {}

const LINUX = OperatingSystem.LINUX;

/**
 * A Linux virtual machine with a managed identity, without a public address of its own.
 *
 * Guide: system-assigned step 1 and user-assigned step 2: configure Azure VMs.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class LinuxVirtualMachineHost extends NewVirtualMachineBase {
  /** @internal The rule for the name of a new machine. */
  public static readonly _NAME: TextRule = NEW_MACHINE_NAME[LINUX];

  /** @internal The rule for the name of an existing machine. */
  public static readonly _EXISTING_NAME: TextRule = EXISTING_MACHINE_NAME;

  /** @internal The rule for the name of the administrator. */
  public static readonly _ADMIN_USERNAME: TextRule = ADMIN_USERNAME[LINUX];

  /**
   * An existing machine, which is only read. Terraform checks before it writes anything that the machine carries the
   * identity.
   *
   * @throws an `Error` named `ExchangeInputError` for a name that Azure would refuse
   */
  public static fromExisting(scope: Construct, id: string, props: ExistingHostProps): IExchangeHost {
    return new ExistingVirtualMachine(scope, id, LINUX, props);
  }

  /**
   * An existing machine that Terraform imports, to switch an identity on. It only adds the identity: the machine
   * keeps the identities that it carries, and changes of every other argument are ignored.
   *
   * @throws an `Error` named `ExchangeInputError` for a name that Azure would refuse
   */
  public static adopt(scope: Construct, id: string, props: AdoptedHostProps): IExchangeHost {
    return new AdoptedVirtualMachine(scope, id, LINUX, props);
  }

  /** The Terraform resource. */
  public readonly resource: LinuxVirtualMachine;

  /** @throws an `Error` named `ExchangeInputError` for what Azure would refuse, or for what is no public key */
  public constructor(scope: Construct, id: string, props: LinuxVirtualMachineHostProps) {
    super(scope, id, LINUX, props, (findings) => {
      findings.add("adminSshPublicKey", checkSshPublicKey(props.adminSshPublicKey));
    });
    const { config } = this._parts;
    this.resource = new LinuxVirtualMachine(this, "Resource", {
      ...config,
      adminSshKey: [{ username: config.adminUsername, publicKey: props.adminSshPublicKey }],
      disablePasswordAuthentication: true,
      lifecycle: { ...config.lifecycle, ignoreChanges: ["admin_ssh_key"] },
    });
  }
}

const SSH_PUBLIC_KEY = TextRule.of({
  pattern: "^ssh-(?:rsa|ed25519) [A-Za-z0-9+\\/]{40,}={0,3}(?: [^\\n]*)?\\n?$",
  allowed: 'a public SSH key on one line, such as "ssh-ed25519 AAAA… name"',
  remedy: "give the content of the file that ends in .pub: `ssh-keygen -t ed25519` creates one",
});

function checkSshPublicKey(key: string): Finding | undefined {
  const finding = SSH_PUBLIC_KEY.check(key);
  // It may be a private key by mistake.
  return finding && { ...finding, secret: true };
}
