/** The version of Azure Automation's API that is read. */
export const AUTOMATION_VERSION = "2024-10-23";

/** The group in an Azure resource id, as an id. */
export function groupOf(id: string): string {
  return id.split("/").slice(0, 5).join("/");
}

/** The last part of an Azure resource id: the name. */
export function lastPart(id: string): string {
  return id.split("/").pop() ?? "";
}

/** The resource id of a user-assigned identity. */
export function userAssignedId(subscriptionId: string, resourceGroup: string, name: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
}

/** The right to read what lies in a group or a subscription. */
export function readerOn(id: string): string {
  return `the Azure role Reader on ${id}`;
}
