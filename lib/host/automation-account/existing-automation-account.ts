import { DataAzurermAutomationAccount } from "@cdktf/provider-azurerm/lib/data-azurerm-automation-account";
import type { Construct } from "constructs";
import { hostKey } from "../../azure/host-key";
import type { HostAttributes } from "../host-base";
import { bindGroupAndIdentity, type ExistingHostProps, reportExistingHost } from "../host-props";
import { identityPostconditions } from "../identity-block";
import { AUTOMATION_ACCOUNT_NAME, AutomationAccountBase } from "./automation-account-base";

/** An existing Automation account, which is only read. Internal: programs call `AutomationAccountHost.fromExisting`. */
export class ExistingAutomationAccount extends AutomationAccountBase {
  protected readonly _attributes: HostAttributes;

  public constructor(scope: Construct, id: string, props: ExistingHostProps) {
    super(scope, id, props.azurerm);
    reportExistingHost(this, props, AUTOMATION_ACCOUNT_NAME);
    const { name, azurerm: provider } = props;
    const { group, identity } = bindGroupAndIdentity(this, props);
    const account = new DataAzurermAutomationAccount(this, "Resource", {
      name,
      resourceGroupName: group.name,
      lifecycle: { postcondition: identityPostconditions(identity) },
      provider,
    });
    this._attributes = {
      hostId: account.id,
      hostName: account.name,
      resourceGroupName: account.resourceGroupName,
      location: () => this._readLocation(account.name, account.resourceGroupName),
      identity,
      principalId: () => account.identity.get(0).principalId,
      dependables: [account],
      key: hostKey("automation account", group.givenName, name, provider),
      importId: account.id,
    };
  }
}
