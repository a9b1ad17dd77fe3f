import type { IdentityConfiguration } from "../config/identity-schema";

/** What a stack creates, and what it reads and another stack may create: the same thing has the same text. */
export interface Things {
  readonly created: string[];
  readonly read: string[];
}

/** The resource groups, the host and the user-assigned identity of a stack. Azure ignores case in names. */
export function thingsOf({ resourceGroup, host, identity }: IdentityConfiguration): Things {
  const created: string[] = [];
  const read: string[] = [];
  const add = (isRead: boolean | undefined, ...parts: string[]) =>
    (isRead ? read : created).push(parts.join("/").toLowerCase());
  add(resourceGroup.existing, "group", resourceGroup.name);
  add(host.existing, "host", resourceGroup.name, host.type, host.name);
  if (identity.type !== "systemAssigned") {
    const group = identity.resourceGroup ?? resourceGroup;
    if (identity.resourceGroup) {
      add(identity.resourceGroup.existing, "group", group.name);
    }
    add(identity.existing, "identity", group.name, identity.name);
  }
  return { created, read };
}
