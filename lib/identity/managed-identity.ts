import type { IConstruct } from "constructs";
import { guardedId } from "../text/guarded-id";
import { assertValid } from "../validation/input-validation";
import { GUID, TextRule } from "../validation/text-rule";
import { copyOf } from "../validation/type-check";

/** The ids of a managed identity that something else created. */
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

const PRINCIPAL_ID = TextRule.guid("give the object (principal) id: `principal_id` of the host's identity");
const GUID_ALONE = new RegExp(`^${GUID}$`);
const CLIENT_ID = TextRule.guid("give the application (client) id: `client_id` of the user-assigned identity");

/**
 * A managed identity as the directory knows it: the principal of the permission and the roles.
 *
 * Guide: system-assigned step 2 and user-assigned step 3: the identity's id.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class ManagedIdentity {
  /**
   * The identity of a host that this library does not create, such as an Azure Function or a VM scale set.
   *
   * @throws an `Error` named `ExchangeInputError` for an id that is no GUID, or a client id in place of the principal id
   */
  public static fromPrincipal(props: PrincipalProps): ManagedIdentity {
    const { principalId, clientId } = copyOf("ManagedIdentity.fromPrincipal", props);
    assertValid(["ManagedIdentity", "principalId"], PRINCIPAL_ID.check(principalId));
    assertValid(["ManagedIdentity", "clientId"], CLIENT_ID._checkOptional(clientId));
    assertValid(
      ["ManagedIdentity", "principalId"],
      principalId === clientId
        ? {
            given: principalId,
            allowed: "two different ids: the object id of the service principal, and the client id of its application",
            remedy:
              "give the object (principal) id: with the client id in its place Microsoft Graph finds no principal",
          }
        : undefined,
    );
    return new ManagedIdentity(props);
  }

  /** @internal The identity of a construct, with the names that tell it from others. */
  public static _of(props: PrincipalProps, owner: IConstruct, key: string[]): ManagedIdentity {
    return new ManagedIdentity(props, key, owner);
  }

  /** The object id of the identity's service principal. */
  public readonly principalId: string;

  /** The application (client) id of a user-assigned identity; undefined for a system-assigned one. */
  public readonly clientId?: string;

  /** @internal Tells the identity from others. */
  public readonly _key: string[];

  /** @internal The principal id as a generated script contains it. */
  public readonly _principalIdInScript: string;

  /** @internal The client id as a generated script contains it. */
  public readonly _clientIdInScript?: string;

  /** @internal The part of a construct id for this identity: construct ids, or a literal GUID, and never an expression. */
  public readonly _constructId: string;

  private constructor(props: PrincipalProps, key?: string[], owner?: IConstruct) {
    const path = owner?.node.path.split("/").slice(1);
    this._constructId = path?.join("-") ?? (GUID_ALONE.test(props.principalId) ? props.principalId : "");
    this.principalId = props.principalId;
    this.clientId = props.clientId;
    this._key = key ?? ["principal", props.principalId];
    // Azure itself gives the ids of a construct. Those that a program gives may be anything.
    const inScript = (id: string) => (owner ? id : guardedId(id, GUID_ALONE.source));
    this._principalIdInScript = inScript(props.principalId);
    this._clientIdInScript = props.clientId === undefined ? undefined : inScript(props.clientId);
  }

  /** @internal The identity for a message. */
  public get _words(): string {
    return this._key.filter((part) => part !== "").join(" ");
  }
}
