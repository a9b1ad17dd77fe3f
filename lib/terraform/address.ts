import { TerraformDataSource, type TerraformResource } from "cdktf";

/**
 * The address of a resource or data source, for expressions that are written out. Asking for it fixes the logical id,
 * like every other reference.
 */
export function addressOf(element: TerraformResource | TerraformDataSource): string {
  void element.fqn;
  const address = `${element.terraformResourceType}.${element.friendlyUniqueId}`;
  return TerraformDataSource.isTerraformDataSource(element) ? `data.${address}` : address;
}
