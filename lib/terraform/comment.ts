import type { TerraformElement } from "cdktf";

/** Explains an unusual block to the reader of the synthesized JSON, in the `//` that Terraform ignores. */
export function comment(
  element: TerraformElement & { addOverride(path: string, value: unknown): void },
  text: string,
): void {
  element.addOverride("//.comment", text);
}
