import { TerraformBackend, type TerraformRemoteState, type TerraformStack } from "cdktf";
import { literalText } from "../lib/terraform/literal-text";
import type { BackendConfiguration } from "./configuration";
import { isObject } from "./section";

/**
 * The Terraform backend of a stack, as the configuration file writes it.
 *
 * Without one the state lies in the repository's root, by a relative path: cdktf's own default would put an absolute
 * path of this machine into the JSON, and `cdktf synth` deletes the folders of stacks that are gone.
 */
export class StackBackend extends TerraformBackend {
  private readonly config: object;

  public constructor(stack: TerraformStack, backend?: BackendConfiguration) {
    super(stack, "backend", backend?.type ?? "local");
    const name = stack.node.id;
    this.config = backend ? (fill(backend.config, name) as object) : { path: `../../../terraform.${name}.tfstate` };
  }

  /**
   * No stack of this app reads another one's state.
   *
   * @throws always
   */
  public override getRemoteStateDataSource(): TerraformRemoteState {
    throw new Error("The stacks of a configuration file do not refer to each other.");
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return { ...this.config };
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return { ...this.config };
  }
}

function fill(value: unknown, stack: string): unknown {
  if (typeof value === "string") {
    return literalText(value.replaceAll("{stack}", stack));
  }
  if (Array.isArray(value)) {
    return value.map((entry) => fill(entry, stack));
  }
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [literalText(key), fill(entry, stack)]))
    : value;
}
