import type { TerraformProvider } from "cdktf";
import { DataAzurermUserAssignedIdentity } from "@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity";
import { Construct } from "constructs";
import { addExistingGroup, type ExistingResourceProps } from "../resource-group/host-resource-group";
import { Findings } from "../validation/findings";
import type { IUserAssignedIdentity } from "./i-user-assigned-identity";
import { IDENTITY_NAME, identityKey } from "./identity-name";
import { ManagedIdentity } from "./managed-identity";

/** An existing user-assigned identity. */
export interface ExistingUserAssignedIdentityProps extends ExistingResourceProps {
  /**
   * The azurerm provider.
   *
   * @default - the stack's default one
   */
  readonly azurerm?: TerraformProvider;
}

/** An existing user-assigned identity, which is only read. Internal: programs call `UserAssignedIdentity.fromExisting`. */
export class ExistingUserAssignedIdentity extends Construct implements IUserAssignedIdentity {
  public readonly identityId: string;
  public readonly managedIdentity: ManagedIdentity;

  public constructor(scope: Construct, id: string, props: ExistingUserAssignedIdentityProps) {
    super(scope, id);
    const { name, resourceGroup, azurerm: provider } = props;
    const findings = new Findings();
    findings.add("name", IDENTITY_NAME.check(name));
    addExistingGroup(findings, resourceGroup);
    findings.report(this);
    const group = resourceGroup._bind(this, "ResourceGroup", { azurerm: provider });
    const resourceGroupName = group.name;
    const identity = new DataAzurermUserAssignedIdentity(this, "Resource", { name, resourceGroupName, provider });
    this.identityId = identity.id;
    this.managedIdentity = ManagedIdentity._of(identity, this, identityKey(group.givenName, name, provider));
  }
}
