import type { HostResourceGroup } from "../resource-group/host-resource-group";

/** A new user-assigned identity of a host. */
export interface NewHostIdentityProps {
  /** The name: 3 to 128 letters, digits, `-` and `_`, the first a letter or a digit. */
  readonly name: string;

  /**
   * Its resource group.
   *
   * @default - the host's
   */
  readonly resourceGroup?: HostResourceGroup;

  /**
   * The Azure location.
   *
   * @default - the group's
   */
  readonly location?: string;
}

/** An existing user-assigned identity of a host. */
export interface ExistingHostIdentityProps {
  /** The name of the identity. */
  readonly name: string;

  /**
   * The name of its resource group.
   *
   * @default - the host's group
   */
  readonly resourceGroupName?: string;
}
