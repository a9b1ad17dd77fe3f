import { UserAssignedIdentity as AzurermUserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { Construct } from "constructs";
import { ImportBlock, warnAboutUnprotectedAdoption } from "../terraform/import-block";
import { addExistingGroup } from "../resource-group/host-resource-group";
import { Findings } from "../validation/findings";
import type { ExistingUserAssignedIdentityProps } from "./existing-user-assigned-identity";
import type { IUserAssignedIdentity } from "./i-user-assigned-identity";
import { IDENTITY_NAME, identityKey, registerIdentity } from "./identity-name";
import { ManagedIdentity } from "./managed-identity";

/** An existing user-assigned identity that Terraform imports. */
export interface AdoptedUserAssignedIdentityProps extends ExistingUserAssignedIdentityProps {
  /**
   * Whether Terraform refuses to destroy it.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/**
 * An existing user-assigned identity that Terraform imports without changing it. Internal: programs call
 * `UserAssignedIdentity.adopt`.
 */
export class AdoptedUserAssignedIdentity extends Construct implements IUserAssignedIdentity {
  public readonly identityId: string;
  public readonly managedIdentity: ManagedIdentity;
  public readonly resource: AzurermUserAssignedIdentity;

  public constructor(scope: Construct, id: string, props: AdoptedUserAssignedIdentityProps) {
    super(scope, id);
    const { name, resourceGroup, azurerm: provider } = props;
    const findings = new Findings();
    findings.add("name", IDENTITY_NAME.check(name));
    addExistingGroup(findings, resourceGroup);
    findings.report(this);
    const group = resourceGroup._bind(this, "ResourceGroup", { azurerm: provider });
    const identity = new AzurermUserAssignedIdentity(this, "Resource", {
      name,
      resourceGroupName: group.name,
      // Required by the provider and ignored: the identity stays in its location.
      location: group.location,
      lifecycle: { preventDestroy: props.protect ?? true, ignoreChanges: "all" },
      provider,
    });
    const importId = `${group.id}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
    new ImportBlock(identity, importId, provider);
    this.resource = identity;
    this.identityId = identity.id;
    this.managedIdentity = ManagedIdentity._of(identity, this, identityKey(group.givenName, name, provider));
    registerIdentity(this, group.givenName, name, provider);
    warnAboutUnprotectedAdoption(this, props.protect);
  }
}
