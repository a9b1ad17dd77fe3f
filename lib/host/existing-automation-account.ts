import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { DataAzurermAutomationAccount } from "@cdktf/provider-azurerm/lib/data-azurerm-automation-account";
import type { Construct } from "constructs";
import { ManagedIdentity } from "../identity/managed-identity";
import type { IUserAssignedIdentity } from "../identity/user-assigned-identity";
import { azurerm } from "../terraform/bindings";
import { AutomationAccountBase } from "./automation-account";
import { locationOf } from "./host-location";
import { checkAutomationAccountName } from "./automation-account-name";
import { refusePlace } from "../resource-group/place";
import { requireSystemAssigned, requireUserAssigned } from "./host-postconditions";

/** Where an Automation account is that exists. */
export interface ExistingAutomationAccountProps {
  /** The name of the account. */
  readonly name: string;

  /** The name of its resource group. */
  readonly resourceGroupName: string;

  /**
   * The azurerm provider.
   *
   * @default - the stack's default one
   */
  readonly provider?: TerraformProvider;
}

/** An Automation account that exists and is only read. Internal; programs say `AutomationAccountHost.fromExisting`. */
export class ExistingAutomationAccount extends AutomationAccountBase {
  public readonly hostId: string;
  public readonly hostName: string;
  public readonly resourceGroupName: string;
  public readonly idBefore: string;
  public readonly dependables: ITerraformDependable[];

  private readonly account: DataAzurermAutomationAccount;
  private ownIdentity?: ManagedIdentity;
  private readLocation?: string;

  public constructor(scope: Construct, id: string, props: ExistingAutomationAccountProps) {
    refusePlace(scope, id, props, checkAutomationAccountName);
    super(scope, id, props.provider);
    this.account = new azurerm.DataAzurermAutomationAccount(this, "Resource", { ...props });
    this.hostId = this.account.id;
    this.idBefore = this.account.id;
    this.hostName = this.account.name;
    this.resourceGroupName = this.account.resourceGroupName;
    this.dependables = [this.account];
  }

  public get systemAssignedIdentity(): ManagedIdentity {
    if (!this.ownIdentity) {
      requireSystemAssigned(this.account);
      this.ownIdentity = ManagedIdentity.fromPrincipal(this.account.identity.get(0));
    }
    return this.ownIdentity;
  }

  public get location(): string {
    this.readLocation ??= locationOf(this, "Microsoft.Automation/automationAccounts", this, this.provider);
    return this.readLocation;
  }

  public requireUserAssignedIdentity(identity: IUserAssignedIdentity): void {
    requireUserAssigned(this.account, identity);
  }
}
