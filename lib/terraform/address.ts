import type { TerraformResource } from "cdktf";

/** The address of a resource, for expressions that are written as text. */
export function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}
