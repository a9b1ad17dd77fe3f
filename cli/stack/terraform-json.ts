import type { TerraformStack } from "cdktf";
import stringify from "json-stable-stringify";

/**
 * The Terraform JSON of a stack, as cdktf writes it. It is made in memory: `app.synth()` would write each stack to a folder
 * from which it had to be read again. What that does besides is for programs only: aspects, and annotations that are errors.
 * The command has none.
 */
export function terraformJson(stack: TerraformStack): string {
  return stringify(stack.toTerraform(), { space: 2 }) ?? "";
}
