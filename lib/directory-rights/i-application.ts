import type { TerraformProvider } from "cdktf";

/** An application of Microsoft whose permissions an identity can have. */
export interface IApplication {
  /** The object id of its service principal, which differs in every tenant. */
  readonly objectId: string;
}

/** How an application of the tenant is read. */
export interface TenantApplicationProps {
  /**
   * The azuread provider.
   *
   * @default - the stack's default one
   */
  readonly azuread?: TerraformProvider;
}

/** How a permission is granted. */
export interface GrantOptions {
  /**
   * The id of the construct, of which the address of the grant consists.
   *
   * @default - the name of the permission (`ManageAsApp` for Exchange.ManageAsApp), and the ids of the identity's construct or
   *   its literal principal id. What only Terraform knows is no part of it: a second grant of that kind needs an id of its own
   */
  readonly id?: string;

  /**
   * The id of an existing assignment that Terraform imports, as Microsoft Graph gives it or as the output of a stack does.
   *
   * @default - the permission is granted
   */
  readonly adoptAssignmentId?: string;
}
