import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { OwnedResources } from "../terraform/owned-resources";

/** A host whose names are known, which tell it from others. Internal. */
interface KeyedHost {
  /** @internal */
  readonly _key: string[];
}

/** The key of a host with these names. */
export function hostKey(kind: string, group: string, name: string, provider?: TerraformProvider): string[] {
  return [kind, provider?.fqn ?? "", group, name];
}

/** Registers a host that a stack creates or adopts. Returns its key. */
export function registerHost(
  host: Construct,
  kind: string,
  group: string,
  name: string,
  provider?: TerraformProvider,
): string[] {
  OwnedResources.of(host)._add(host, {
    property: "name",
    kind,
    names: [group, name],
    description: `the host ${name} in ${group}`,
    remedy: "create or adopt the host once, and let the other one read it as existing",
    provider,
  });
  return hostKey(kind, group, name, provider);
}

/** What tells a host from others: its names, or the resource id of a host that the library does not create. */
export function keyOf(host: { readonly hostId: string }): string[] {
  return "_key" in host ? (host as unknown as KeyedHost)._key : [host.hostId];
}

/** The name of a host for a message. */
export function hostNameOf(host: { readonly hostId: string }): string {
  const key = keyOf(host);
  return key[key.length - 1];
}
