import { checkGuid } from "../problem/checked-text";
import { refuse } from "../problem/problems";

/** The ids of a managed identity that something else made. */
export interface PrincipalProps {
  /** The object id of the identity's service principal, a GUID: the guide's `$MI_ID`. */
  readonly principalId: string;

  /**
   * The application (client) id of a user-assigned identity, a GUID.
   *
   * @default - none, as for a system-assigned identity, which connects without it
   */
  readonly clientId?: string;
}

/**
 * A managed identity as the directory knows it: what the permission and the roles are given to.
 *
 * @see guide, system-assigned step 2 and user-assigned step 3: the identity's id
 */
export class ManagedIdentity {
  /**
   * The identity of a host that this library does not make, such as an Azure Function or a VM scale set.
   *
   * @throws an `Error` named `ExchangeInputError` for an id that is no GUID
   */
  public static fromPrincipal(props: PrincipalProps): ManagedIdentity {
    refuse("ManagedIdentity.principalId", checkGuid(props.principalId, PRINCIPAL_REMEDY));
    refuse(
      "ManagedIdentity.clientId",
      props.clientId === undefined ? undefined : checkGuid(props.clientId, CLIENT_REMEDY),
    );
    return new ManagedIdentity(props);
  }

  /** The object id of the identity's service principal. */
  public readonly principalId: string;

  /** The application (client) id of a user-assigned identity; undefined for a system-assigned one. */
  public readonly clientId?: string;

  private constructor(props: PrincipalProps) {
    this.principalId = props.principalId;
    this.clientId = props.clientId;
  }
}

const PRINCIPAL_REMEDY = "give the object (principal) id, as `principal_id` of the host's identity names it";
const CLIENT_REMEDY = "give the application (client) id, as `client_id` of the user-assigned identity names it";
