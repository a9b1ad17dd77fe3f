import { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

/* The Azure resource provider of each Terraform resource. Microsoft.Resources and Microsoft.Authorization are in every subscription. */
const RESOURCE_PROVIDERS: readonly (readonly [type: RegExp, namespace: string])[] = [
  [/^azurerm_automation_/, "Microsoft.Automation"],
  [/^azurerm_(?:windows_|linux_)?virtual_machine(?:_|$)/, "Microsoft.Compute"],
  [/^azurerm_(?:virtual_network|subnet|nat_gateway|public_ip|network_)/, "Microsoft.Network"],
  [/^azurerm_user_assigned_identity$/, "Microsoft.ManagedIdentity"],
  [/^azurerm_monitor_/, "Microsoft.Insights"],
];

/** The Azure resource providers of the resources of a construct and of everything below it, in the order of their names. */
export function resourceProvidersOf(construct: IConstruct): string[] {
  const types = construct.node
    .findAll()
    .flatMap((child) => (TerraformResource.isTerraformResource(child) ? [child.terraformResourceType] : []));
  return RESOURCE_PROVIDERS.filter(([pattern]) => types.some((type) => pattern.test(type)))
    .map(([, namespace]) => namespace)
    .sort();
}
