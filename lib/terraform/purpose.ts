import type { IConstruct } from "constructs";

const PURPOSE = "exchange-managed-identity/purpose";

/** Says what a Terraform resource is for, where its type does not. */
export function setPurpose(resource: IConstruct, purpose: string): void {
  resource.node.addMetadata(PURPOSE, purpose);
}

/** What a Terraform resource is for; undefined where its type says it. */
export function purposeOf(resource: IConstruct): string | undefined {
  const purpose: unknown = resource.node.metadata.find(({ type }) => type === PURPOSE)?.data;
  return typeof purpose === "string" ? purpose : undefined;
}
