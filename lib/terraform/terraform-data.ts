import { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { untypedHclAttributes } from "./untyped-attributes";

/**
 * The resource `terraform_data`, which Terraform itself brings: it holds a text and creates nothing. Another text is a change
 * that other resources can be replaced by.
 */
export class TerraformData extends TerraformResource {
  /** The type of the Terraform resource. */
  public static readonly tfResourceType: string = "terraform_data";

  private readonly input: string;

  public constructor(scope: Construct, id: string, input: string) {
    super(scope, id, { terraformResourceType: TerraformData.tfResourceType });
    this.input = input;
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return { input: this.input };
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return untypedHclAttributes(this.synthesizeAttributes());
  }
}
