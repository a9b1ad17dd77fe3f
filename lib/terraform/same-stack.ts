import { TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { Finding } from "../validation/finding";

/** What is wrong with a construct that another one waits for, if it is in another stack: Terraform cannot wait for that. */
export function checkSameStack(
  construct: IConstruct,
  needed: IConstruct | undefined,
  what: string,
): Finding | undefined {
  // Plain JavaScript may pass anything; that it is no construct, another check says.
  if (!Construct.isConstruct(needed) || TerraformStack.of(construct) === TerraformStack.of(needed)) {
    return undefined;
  }
  return {
    given: `${what} in the stack ${TerraformStack.of(needed).node.id}`,
    allowed: `${what} in the same stack, ${TerraformStack.of(construct).node.id}`,
    remedy: "create both in one stack: what is in another stack cannot be waited for",
  };
}
