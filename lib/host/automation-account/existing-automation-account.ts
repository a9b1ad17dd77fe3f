import type { ITerraformDependable } from "cdktf";
import { DataAzurermAutomationAccount } from "@cdktf/provider-azurerm/lib/data-azurerm-automation-account";
import type { Construct } from "constructs";
import { hostKey } from "../../azure/host-key";
import type { BoundHostIdentity } from "../../identity/bound-host-identity";
import { HostIdentity } from "../../identity/host-identity";
import type { IUserAssignedIdentity } from "../../identity/i-user-assigned-identity";
import type { ManagedIdentity } from "../../identity/managed-identity";
import { HostResourceGroup } from "../../resource-group/host-resource-group";
import { type ExistingHostProps, reportExistingHost } from "../host-props";
import { identityPostconditions } from "../identity-block";
import { assertSystemAssigned, ownIdentity } from "../own-identity";
import { AutomationAccountBase } from "./automation-account-base";
import { AUTOMATION_ACCOUNT_NAME } from "./automation-account-name";

/** An existing Automation account, which is only read. Internal: programs call `AutomationAccountHost.fromExisting`. */
export class ExistingAutomationAccount extends AutomationAccountBase {
  public readonly hostId: string;
  public readonly hostName: string;
  public readonly resourceGroupName: string;
  public readonly userAssignedIdentity?: IUserAssignedIdentity;
  public readonly importId: string;
  public readonly dependables: ITerraformDependable[];
  public readonly _key: string[];

  private readonly account: DataAzurermAutomationAccount;
  private readonly identity: BoundHostIdentity;
  private ownIdentity?: ManagedIdentity;
  private knownLocation?: string;

  /** `resourceGroup` is the object for the account's group, if another step reads it too. */
  public constructor(
    scope: Construct,
    id: string,
    props: ExistingHostProps,
    resourceGroup: HostResourceGroup = HostResourceGroup.fromExisting(props.resourceGroupName),
  ) {
    super(scope, id, props.provider);
    reportExistingHost(this, props, AUTOMATION_ACCOUNT_NAME);
    const { name, resourceGroupName, provider } = props;
    const group = resourceGroup._bind(this, "ResourceGroup", { provider });
    const identity = props.identity ?? HostIdentity.systemAssigned();
    this.identity = identity._bind(this, "Identity", { resourceGroup, group, provider });
    this.userAssignedIdentity = this.identity.userAssigned;
    this.account = new DataAzurermAutomationAccount(this, "Resource", {
      name,
      resourceGroupName,
      lifecycle: { postcondition: identityPostconditions(this.identity) },
      provider,
    });
    this.hostId = this.account.id;
    this.importId = this.account.id;
    this.hostName = this.account.name;
    this.resourceGroupName = this.account.resourceGroupName;
    this.dependables = [this.account];
    this._key = hostKey("automation account", resourceGroupName, name, provider);
  }

  public get systemAssignedIdentity(): ManagedIdentity {
    assertSystemAssigned(this, this.identity);
    this.ownIdentity ??= ownIdentity(this, this.account.identity.get(0).principalId);
    return this.ownIdentity;
  }

  public get location(): string {
    this.knownLocation ??= this._readLocation(this.hostName, this.resourceGroupName);
    return this.knownLocation;
  }
}
