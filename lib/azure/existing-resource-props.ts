/** The name and the resource group of something that exists in Azure. */
export interface ExistingResourceProps {
  /** The name. */
  readonly name: string;

  /** The name of its resource group. */
  readonly resourceGroupName: string;
}
