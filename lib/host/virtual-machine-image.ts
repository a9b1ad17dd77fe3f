import { checkText } from "../problem/checked-text";
import type { Finding } from "../problem/finding";
import { refuse } from "../problem/problems";

/** What is wrong with a text as the name of an image, if anything. */
export function checkImage(urn: string): Finding | undefined {
  return checkText(urn, {
    pattern: /^[A-Za-z0-9][-\w.]{0,62}(?::[A-Za-z0-9][-\w.]{0,79}){2}:(?:latest|\d+(?:\.\d+){1,3})$/,
    allowed: 'publisher:offer:sku:version, such as "MicrosoftWindowsServer:WindowsServer:2025-datacenter-g2:latest"',
    remedy: "choose one of `az vm image list --all --publisher <publisher> --query [].urn`; of generation 2",
  });
}

/**
 * The image that a new virtual machine starts from: one of generation 2 of Azure's marketplace, without a plan to buy.
 *
 * @see guide, step 1: "Azure virtual machines (VMs)"
 */
export class VirtualMachineImage {
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
   * @throws an `Error` named `ExchangeInputError` for what is no name of an image
   */
  public static of(urn: string): VirtualMachineImage {
    refuse("VirtualMachineImage", checkImage(urn));
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

  /** @internal Whether Azure runs it only where Azure itself patches the machine. */
  public get _isPatchedByAzure(): boolean {
    return this._reference.sku.includes("azure-edition");
  }
}
