import { Construct } from "constructs";
import { azurerm } from "../terraform/bindings";
import { checkIdentityName } from "./identity-name";
import { ManagedIdentity } from "./managed-identity";
import { refusePlace } from "../resource-group/place";
import type { ExistingUserAssignedIdentityProps, IUserAssignedIdentity } from "./user-assigned-identity";

/** A user-assigned identity that exists and is only read. */
export class ExistingUserAssignedIdentity extends Construct implements IUserAssignedIdentity {
  public readonly identityId: string;
  public readonly managedIdentity: ManagedIdentity;

  public constructor(scope: Construct, id: string, props: ExistingUserAssignedIdentityProps) {
    refusePlace(scope, id, props, checkIdentityName);
    super(scope, id);
    const identity = new azurerm.DataAzurermUserAssignedIdentity(this, "Resource", { ...props });
    this.identityId = identity.id;
    this.managedIdentity = ManagedIdentity.fromPrincipal(identity);
  }
}
