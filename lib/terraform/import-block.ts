import { Annotations, TerraformElement, type TerraformProvider, type TerraformResource } from "cdktf";
import { addressOf } from "./address";
import type { IConstruct } from "constructs";

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

/** Warns if Terraform could destroy something that existed before it. */
export function warnAboutUnprotectedAdoption(scope: IConstruct, protect: boolean | undefined): void {
  if (protect === false) {
    Annotations.of(scope).addWarning(
      "`protect` is off on something that was adopted: `terraform destroy` would delete what existed before this stack. Leave `protect` on, or remove it from the state first (`terraform state rm`).",
    );
  }
}
