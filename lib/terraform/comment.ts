import { TerraformDataSource, TerraformElement, type TerraformResource } from "cdktf";

/** Explains an unusual block to the reader of the synthesized JSON, in the `//` that Terraform ignores. */
export class Comment extends TerraformElement {
  public constructor(
    private readonly block: TerraformDataSource | TerraformResource,
    private readonly text: string,
  ) {
    super(block, "Comment");
  }

  public override toTerraform(): object {
    const { terraformResourceType: type, friendlyUniqueId: name } = this.block;
    const kind = TerraformDataSource.isTerraformDataSource(this.block) ? "data" : "resource";
    return { [kind]: { [type]: { [name]: { "//": { comment: this.text } } } } };
  }
}
