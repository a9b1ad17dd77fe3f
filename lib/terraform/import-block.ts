import { TerraformElement, type TerraformProvider, type TerraformResource } from "cdktf";
import { addressOf } from "./address";

/**
 * An import block: Terraform imports an existing object instead of creating one.
 *
 * `TerraformResource.importFrom` writes the same block, but runs `terraform version` at synth time and fails where
 * Terraform is not installed.
 */
export class ImportBlock extends TerraformElement {
  private readonly target: TerraformResource;
  private readonly importId: string;
  private readonly provider?: TerraformProvider;

  public constructor(target: TerraformResource, importId: string, provider?: TerraformProvider) {
    super(target, "Import");
    this.target = target;
    this.importId = importId;
    this.provider = provider;
  }

  public override toTerraform(): object {
    return {
      import: [
        {
          to: addressOf(this.target),
          id: this.importId,
          provider: this.provider?.fqn,
        },
      ],
    };
  }
}
