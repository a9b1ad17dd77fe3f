import type { IConstruct } from "constructs";
import type { ManagedIdentity } from "./managed-identity";

/** A user-assigned managed identity: new, existing or adopted. */
export interface IUserAssignedIdentity extends IConstruct {
  /** The Azure resource id, by which a host carries the identity. */
  readonly identityId: string;

  /** The identity as the directory knows it. */
  readonly managedIdentity: ManagedIdentity;
}
