import { Construct } from "constructs";
import { type BoundResourceGroup, HostResourceGroup } from "../resource-group/host-resource-group";
import { warnOfUnprotectedAdoption } from "../terraform/adoption-warning";
import { azurerm } from "../terraform/bindings";
import { ImportBlock } from "../terraform/import-block";
import { checkIdentityName } from "./identity-name";
import { ManagedIdentity } from "./managed-identity";
import { refusePlace } from "../resource-group/place";
import type { AdoptedUserAssignedIdentityProps, IUserAssignedIdentity } from "./user-assigned-identity";

/** A user-assigned identity that exists and that Terraform takes over; nothing of it is changed. */
export class AdoptedUserAssignedIdentity extends Construct implements IUserAssignedIdentity {
  public readonly identityId: string;
  public readonly managedIdentity: ManagedIdentity;

  /** `boundGroup` is the identity's group where the stack reads it already. */
  public constructor(
    scope: Construct,
    id: string,
    props: AdoptedUserAssignedIdentityProps,
    boundGroup?: BoundResourceGroup,
  ) {
    refusePlace(scope, id, props, checkIdentityName);
    super(scope, id);
    const { name, provider } = props;
    const group =
      boundGroup ?? HostResourceGroup.existing(props.resourceGroupName)._bind(this, "ResourceGroup", { provider });
    const identity = new azurerm.UserAssignedIdentity(this, "Resource", {
      name,
      resourceGroupName: group.name,
      // Required by the provider and ignored: an identity stays where it is.
      location: group.location,
      lifecycle: { preventDestroy: props.protect ?? true, ignoreChanges: "all" },
      provider,
    });
    new ImportBlock(
      identity,
      `${group.id}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`,
      provider,
    );
    this.identityId = identity.id;
    this.managedIdentity = ManagedIdentity.fromPrincipal(identity);
    warnOfUnprotectedAdoption(this, props.protect);
  }
}
