import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { hostKey } from "../azure/host-key";
import type { BoundHostIdentity } from "../identity/bound-host-identity";
import { ManagedIdentity } from "../identity/managed-identity";
import { OwnedResources } from "../terraform/owned-resources";
import { assertValid } from "../validation/input-validation";

/** Refuses to name the own identity of a host that was given only a user-assigned one. */
export function assertSystemAssigned(host: Construct, identity: BoundHostIdentity): void {
  assertValid(
    `${host.node.path}: systemAssignedIdentity`,
    identity.systemAssigned
      ? undefined
      : {
          given: "a host with a user-assigned identity only",
          allowed: "the own identity of a host that has one",
          remedy: "give the host HostIdentity.systemAssigned(), or add withSystemAssigned() to its identity",
        },
  );
}

/** What the key of a host's own identity begins with, in front of the host's. */
export const OWN_IDENTITY = "own identity of";

/** The own identity of a host. */
export function ownIdentity(host: Construct & { readonly _key: string[] }, principalId: string): ManagedIdentity {
  return ManagedIdentity._of({ principalId }, host, [OWN_IDENTITY, ...host._key]);
}

/** Registers a host that a stack creates or adopts. */
export function ownHost(
  host: Construct,
  kind: string,
  group: string,
  name: string,
  provider?: TerraformProvider,
): string[] {
  OwnedResources.of(host)._add(host, {
    kind,
    names: [group, name],
    description: `the host ${name} in ${group}`,
    remedy: "create or adopt the host once, and let the other one read it as existing",
    provider,
  });
  return hostKey(kind, group, name, provider);
}
