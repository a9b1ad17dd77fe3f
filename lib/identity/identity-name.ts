import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { OwnedResources } from "../terraform/owned-resources";
import { TextRule } from "../validation/text-rule";

/** The rule for the name of a user-assigned identity. */
export const IDENTITY_NAME = TextRule.of({
  pattern: "^[A-Za-z0-9][-\\w]{2,127}$",
  allowed: "3 to 128 letters, digits, '-' and '_', the first a letter or a digit",
  remedy: "give the name of a user-assigned identity as Azure allows it",
});

/** What tells a user-assigned identity from others. */
export function identityKey(resourceGroup: string, name: string, provider?: TerraformProvider): string[] {
  return ["user-assigned identity", provider?.fqn ?? "", resourceGroup, name];
}

/** Registers a user-assigned identity that a stack creates or adopts. */
export function registerIdentity(
  construct: Construct,
  group: string,
  name: string,
  provider?: TerraformProvider,
): void {
  OwnedResources.of(construct)._add(construct, {
    property: "name",
    kind: "user-assigned identity",
    names: [group, name],
    description: `the user-assigned identity ${name}`,
    remedy: "create or adopt the identity once, and let the other one read it as existing",
    provider,
  });
}
