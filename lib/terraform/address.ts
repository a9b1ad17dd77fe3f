import type { TerraformDataSource, TerraformResource } from "cdktf";

/** The address of a resource, for expressions that are written as text. */
export function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}

/** The address of a data source, for expressions that are written as text. Reading `fqn` fixes the logical id. */
export function dataAddress(source: TerraformDataSource): string {
  void source.fqn;
  return `data.${source.terraformResourceType}.${source.friendlyUniqueId}`;
}
