import { AutomationAccount } from "@cdktf/provider-azurerm/lib/automation-account";
import { DataAzurermAutomationAccount } from "@cdktf/provider-azurerm/lib/data-azurerm-automation-account";
import type { Construct } from "constructs";
import { ImportBlock, warnAboutUnprotectedAdoption } from "../../terraform/import-block";
import { registerHost } from "../../azure/host-key";
import type { HostAttributes } from "../host-base";
import { type AdoptedHostProps, bindGroupAndIdentity, reportExistingHost } from "../host-props";
import { mergedIdentity } from "../identity-block";
import { AUTOMATION_ACCOUNT_NAME, AutomationAccountBase } from "./automation-account-base";

/* Everything of the account but its identity. */
const IGNORED_CHANGES = [
  "location",
  "sku_name",
  "local_authentication_enabled",
  "public_network_access_enabled",
  "encryption",
  "tags",
];

/** An existing Automation account that Terraform imports. Internal: programs call `AutomationAccountHost.adopt`. */
export class AdoptedAutomationAccount extends AutomationAccountBase {
  protected readonly _attributes: HostAttributes;

  public constructor(scope: Construct, id: string, props: AdoptedHostProps) {
    super(scope, id, props.azurerm);
    reportExistingHost(this, props, AUTOMATION_ACCOUNT_NAME);
    const { name, azurerm: provider, protect } = props;
    const { group, identity } = bindGroupAndIdentity(this, props);
    const names = { name, resourceGroupName: group.name };
    const current = new DataAzurermAutomationAccount(this, "Current", { ...names, provider });
    const account = new AutomationAccount(this, "Resource", {
      ...names,
      // Required by the provider and ignored: the account keeps its location and its SKU.
      location: group.location,
      skuName: "Basic",
      identity: mergedIdentity(current, identity),
      lifecycle: { preventDestroy: protect ?? true, ignoreChanges: IGNORED_CHANGES },
      provider,
    });
    const importId = `${group.id}/providers/Microsoft.Automation/automationAccounts/${name}`;
    new ImportBlock(account, importId, provider);
    this._attributes = {
      hostId: account.id,
      hostName: account.name,
      resourceGroupName: account.resourceGroupName,
      // Not by the resource's attributes: a read that waits for the account's update would replace what lies in it.
      location: () => this._readLocation(name, group.name),
      identity,
      principalId: () => this._principalIdOf(account),
      dependables: [account],
      key: registerHost(this, "automation account", group.givenName, name, provider),
      importId,
    };
    warnAboutUnprotectedAdoption(this, protect);
  }
}
