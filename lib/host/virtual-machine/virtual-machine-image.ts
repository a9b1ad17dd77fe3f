import type { OperatingSystem } from "../../azure/i-virtual-machine";
import type { Finding } from "../../validation/finding";
import { assertValid } from "../../validation/input-validation";
import { TextRule } from "../../validation/text-rule";

/* Publishers whose images are of one operating system; of other publishers nothing is known. */
const WINDOWS_PUBLISHERS = /^MicrosoftWindows|^MicrosoftVisualStudio$|^MicrosoftSQLServer$/i;
const LINUX_PUBLISHERS =
  /^(?:Canonical|RedHat|Debian|SUSE|Oracle|Rocky|almalinux|MicrosoftCBLMariner|microsoft-azure-linux|kinvolk)/i;

/**
 * The image that a new virtual machine starts from: one of generation 2 of Azure's marketplace, without a plan to buy.
 *
 * Guide: step 1: "Azure virtual machines (VMs)".
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class VirtualMachineImage {
  /** @internal The rule for the name of an image. */
  public static readonly _URN: TextRule = TextRule.of({
    pattern: "^[A-Za-z0-9][-\\w.]{0,62}(?::[A-Za-z0-9][-\\w.]{0,79}){2}:(?:latest|\\d+(?:\\.\\d+){1,3})$",
    allowed: 'publisher:offer:sku:version, such as "MicrosoftWindowsServer:WindowsServer:2025-datacenter-g2:latest"',
    remedy: "choose one of `az vm image list --all --publisher <publisher> --query [].urn`; of generation 2",
    takesReference: false,
  });

  /** Windows Server 2025 Datacenter. */
  public static readonly WINDOWS_SERVER_2025 = new VirtualMachineImage(
    "MicrosoftWindowsServer:WindowsServer:2025-datacenter-g2:latest",
  );

  /** Windows Server 2022 Datacenter. */
  public static readonly WINDOWS_SERVER_2022 = new VirtualMachineImage(
    "MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest",
  );

  /** Ubuntu Server 24.04 LTS. */
  public static readonly UBUNTU_24_04_LTS = new VirtualMachineImage("Canonical:ubuntu-24_04-lts:server:latest");

  /**
   * An image by its name.
   *
   * @param urn `publisher:offer:sku:version`, as `az vm image list` gives it
   * @throws an `Error` named `ExchangeInputError` for a text that is no name of an image
   */
  public static of(urn: string): VirtualMachineImage {
    assertValid("VirtualMachineImage", VirtualMachineImage._URN.check(urn));
    return new VirtualMachineImage(urn);
  }

  /** The name of the image: `publisher:offer:sku:version`. */
  public readonly urn: string;

  private constructor(urn: string) {
    this.urn = urn;
  }

  /** @internal As azurerm takes it. */
  public get _reference() {
    const [publisher, offer, sku, version] = this.urn.split(":");
    return { publisher, offer, sku, version };
  }

  /** @internal What is wrong with the image on a machine of this operating system, if anything. */
  public _checkOn(system: OperatingSystem): Finding | undefined {
    const other = system === "Windows" ? LINUX_PUBLISHERS : WINDOWS_PUBLISHERS;
    const { publisher, offer } = this._reference;
    // Microsoft publishes SQL Server on Linux under the same name.
    const isOther = other.test(publisher) && !(system === "Linux" && /ubuntu|rhel|sles|linux/i.test(offer));
    return isOther
      ? {
          given: this.urn,
          allowed: `an image of ${system}`,
          remedy: `choose an image of ${system}, or the other kind of virtual machine`,
        }
      : undefined;
  }

  /** @internal Whether the image requires that Azure patches the machine. */
  public get _isPatchedByAzure(): boolean {
    return this._reference.sku.includes("azure-edition");
  }
}
