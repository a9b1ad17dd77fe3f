import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { azurerm } from "../terraform/bindings";

/** Where a host really is that was there before: its group's location need not be its own. */
export function locationOf(
  scope: Construct,
  type: string,
  host: { readonly hostName: string; readonly resourceGroupName: string },
  provider?: TerraformProvider,
): string {
  return new azurerm.DataAzurermResources(scope, "Location", {
    type,
    name: host.hostName,
    resourceGroupName: host.resourceGroupName,
    provider,
  }).resources.get(0).location;
}
