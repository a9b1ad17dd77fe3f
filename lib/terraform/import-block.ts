import { TerraformElement, type TerraformProvider, type TerraformResource } from "cdktf";

/**
 * An import block: Terraform takes over what exists instead of making it anew.
 *
 * `TerraformResource.importFrom` writes the same block, but runs `terraform version` at synth time and fails where
 * there is no Terraform.
 */
export class ImportBlock extends TerraformElement {
  private readonly target: TerraformResource;
  private readonly importId: string;
  private readonly provider?: TerraformProvider;

  public constructor(target: TerraformResource, id: string, provider?: TerraformProvider) {
    super(target, "Import");
    this.target = target;
    this.importId = id;
    this.provider = provider;
  }

  public override toTerraform(): object {
    return {
      import: [
        {
          to: `${this.target.terraformResourceType}.${this.target.friendlyUniqueId}`,
          id: this.importId,
          provider: this.provider?.fqn,
        },
      ],
    };
  }
}
