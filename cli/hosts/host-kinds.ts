import { ACCOUNT, AUTOMATION_ACCOUNT } from "./automation-account";
import { LINUX_VIRTUAL_MACHINE } from "./linux-virtual-machine";
import { MACHINE } from "./virtual-machine";
import { WINDOWS_VIRTUAL_MACHINE } from "./windows-virtual-machine";

/** The resources of Azure that are hosts. */
export const HOST_RESOURCES = [ACCOUNT, MACHINE] as const;

/** The options that name a host, as commander gives them to a command. */
export type HostOptionKey = (typeof HOST_RESOURCES)[number]["optionKey"];

/** The same as a person reads them. */
export const HOST_OPTIONS: string = HOST_RESOURCES.map(({ option }) => option).join(" or ");

/** The kinds of host, the first one the default. */
export const HOST_KINDS = [AUTOMATION_ACCOUNT, WINDOWS_VIRTUAL_MACHINE, LINUX_VIRTUAL_MACHINE] as const;

/** A `host.type` of the configuration. */
export type HostType = (typeof HOST_KINDS)[number]["type"];

/** One of the kinds. */
export type KnownHostKind = (typeof HOST_KINDS)[number];

/** The kind of a `host.type`; the first one for a type that there is not. */
export function hostKindOf(type: string): KnownHostKind {
  return HOST_KINDS.find((kind) => kind.type === type) ?? HOST_KINDS[0];
}
