import { Annotations } from "cdktf";
import type { IConstruct } from "constructs";

/** Warns if Terraform could destroy something that existed before it. */
export function warnOfUnprotectedAdoption(scope: IConstruct, protect: boolean | undefined): void {
  if (protect === false) {
    Annotations.of(scope).addWarning(
      "`protect` is off on something that was adopted: `terraform destroy` would delete what existed before this stack. Leave `protect` on, or take it out of the state first (`terraform state rm`).",
    );
  }
}
