import type { TerraformProvider } from "cdktf";

/** A host whose names are known, which tell it from others. Internal. */
interface KeyedHost {
  /** @internal */
  readonly _key: string[];
}

/** The key of a host with these names. */
export function hostKey(kind: string, group: string, name: string, provider?: TerraformProvider): string[] {
  return [kind, provider?.fqn ?? "", group, name];
}

/** What tells a host from others: its names, or the resource id of a host that the library does not create. */
export function keyOf(host: { readonly hostId: string }): string[] {
  return "_key" in host ? (host as unknown as KeyedHost)._key : [host.hostId];
}

/** The name of a host for a message. */
export function nameOf(host: { readonly hostId: string }): string {
  const key = keyOf(host);
  return key[key.length - 1];
}
