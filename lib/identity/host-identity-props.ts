import type { HostResourceGroup } from "../resource-group/host-resource-group";

/** A user-assigned identity of a host. */
export interface HostIdentityProps {
  /** The name: 3 to 128 letters, digits, `-` and `_`, the first a letter or a digit. */
  readonly name: string;

  /**
   * Its resource group; that of an identity that exists has to exist too.
   *
   * @default - the host's
   */
  readonly resourceGroup?: HostResourceGroup;
}

/** A new user-assigned identity of a host. */
export interface NewHostIdentityProps extends HostIdentityProps {
  /**
   * The Azure location.
   *
   * @default - the group's
   */
  readonly location?: string;
}
