import type { UserAssignedIdentity as AzurermUserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import type { IUserAssignedIdentity } from "./i-user-assigned-identity";
import { ManagedIdentity } from "./managed-identity";

/* Known by what it is: a resource of another copy of the bindings is no instance of this one's class. */
function isAzurerms(
  identity: IUserAssignedIdentity | AzurermUserAssignedIdentity,
): identity is AzurermUserAssignedIdentity {
  const { terraformResourceType } = (identity ?? {}) as Partial<AzurermUserAssignedIdentity>;
  return terraformResourceType === "azurerm_user_assigned_identity" && !("managedIdentity" in identity);
}

/** A user-assigned identity of this library, from that or from azurerm's own resource. */
export function asUserAssigned(identity: IUserAssignedIdentity | AzurermUserAssignedIdentity): IUserAssignedIdentity {
  return isAzurerms(identity)
    ? {
        node: identity.node,
        // Older versions of constructs have no mixins.
        with: (...mixins) => identity.with(...mixins),
        identityId: identity.id,
        managedIdentity: ManagedIdentity._of(identity, identity, ["principal", identity.principalId]),
      }
    : identity;
}
