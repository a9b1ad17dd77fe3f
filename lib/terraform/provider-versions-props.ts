/** Version constraints of the two providers, as Terraform writes them. */
export interface ProviderVersionsProps {
  /**
   * The constraint of `hashicorp/azurerm`.
   *
   * @default ">= 4.69.0, < 6.0.0"
   */
  readonly azurerm?: string;

  /**
   * The constraint of `hashicorp/azuread`.
   *
   * @default ">= 3.7.0, < 4.0.0"
   */
  readonly azuread?: string;
}
