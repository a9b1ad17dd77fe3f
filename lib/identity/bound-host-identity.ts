import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { BoundResourceGroup, HostResourceGroup } from "../resource-group/host-resource-group";
import type { IUserAssignedIdentity } from "./i-user-assigned-identity";

/** What an identity is created with. Internal. */
export interface IdentityBindOptions {
  /** The host's group. */
  readonly resourceGroup: HostResourceGroup;
  readonly group: BoundResourceGroup;
  readonly tags?: { [name: string]: string };
  readonly protect?: boolean;
  readonly azurerm?: TerraformProvider;
}

/** The identities of a host in a stack. Internal. */
export interface BoundHostIdentity {
  readonly systemAssigned: boolean;
  readonly userAssigned?: IUserAssignedIdentity;
}

/** How a user-assigned identity comes into a stack. Internal. */
export interface UserAssignedSource {
  /** Undefined for one that the program has already. */
  readonly name?: string;
  /** Whether the stack creates, reads or adopts it, in the words of the configuration; undefined for the program's. */
  readonly origin?: "new" | "existing" | "adopt";
  /** Its own resource group; undefined for the host's. */
  readonly group?: HostResourceGroup;
  /** The construct of an identity that the program has already. */
  readonly known?: IUserAssignedIdentity;
  /** Creates, reads or adopts it in the group of the options. */
  bind(scope: Construct, id: string, options: IdentityBindOptions): IUserAssignedIdentity;
}
