import { TerraformText } from "cdktf-exchange-managed-identity";
import { TerraformBackend, type TerraformRemoteState, type TerraformStack } from "cdktf";
import type { BackendConfiguration } from "../config/backend-schema";
import { isObject } from "../config/fields";

/**
 * The Terraform backend of a stack.
 *
 * Without one in the configuration the state is a file outside of the output, by a relative path: cdktf's own default would
 * write an absolute path of this machine, and `cdktf synth` deletes the folders of stacks that are gone.
 */
export class StackBackend extends TerraformBackend {
  private readonly config: object;

  /** `statePath` gives the path of a local state, seen from the folder of the stack. */
  public constructor(stack: TerraformStack, statePath: (name: string) => string, backend?: BackendConfiguration) {
    super(stack, "backend", backend?.type ?? "local");
    const name = stack.node.id;
    this.config = backend
      ? (fill(backend.config ?? {}, name) as object)
      : { path: TerraformText.escaped(statePath(name)) };
  }

  /**
   * No stack of a configuration reads the state of another.
   *
   * @throws always
   */
  public override getRemoteStateDataSource(): TerraformRemoteState {
    throw new Error("The stacks of a configuration file do not refer to each other.");
  }

  /* HCP Terraform has a block of its own. */
  public override toTerraform(): object {
    return this.name === "cloud" ? { terraform: { cloud: this.config } } : super.toTerraform();
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
    return TerraformText.escaped(value.replaceAll("{stack}", stack));
  }
  if (Array.isArray(value)) {
    return value.map((entry) => fill(entry, stack));
  }
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [TerraformText.escaped(key), fill(entry, stack)]))
    : value;
}
