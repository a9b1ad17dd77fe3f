import { Option } from "commander";
import { CLOUDS } from "../config/provider-schema";
import type { Expectation } from "../diagnosis/expectation";
import type { HostTarget } from "../tenant/host";
import { CannotRead } from "../tenant/sign-in";

/** What `discover`, and `doctor` without a configuration, take. */
export interface TenantOptions {
  readonly resourceGroup?: string;
  readonly automationAccount?: string;
  readonly vm?: string;
  readonly subscription?: string;
  readonly tenant?: string;
  readonly cloud?: string;
  readonly organization?: string;
  readonly identity?: string;
}

/** The options, by the words of Azure's own tools. */
export function tenantOptions(): Option[] {
  return [
    new Option("--resource-group <name>", "the resource group of the host"),
    new Option("--automation-account <name>", "the Automation account").conflicts("vm"),
    new Option("--vm <name>", "the virtual machine"),
    new Option("--subscription <id>", "the Azure subscription; ARM_SUBSCRIPTION_ID, or the only one, if left out"),
    new Option("--tenant <id>", "the Microsoft Entra tenant; the sign-in's, if left out").env("ARM_TENANT_ID"),
    new Option("--cloud <cloud>", "the cloud of the tenant; public, if left out").choices(Object.keys(CLOUDS)),
    new Option("--organization <domain>", "the tenant's initial domain, if it cannot be read"),
    new Option("--identity <name>", "a user-assigned identity by its name, or systemAssigned"),
  ];
}

/** The host that the options name; undefined if they name none. */
export function targetOf(options: TenantOptions): Omit<HostTarget, "subscriptionId"> | undefined {
  const { resourceGroup, automationAccount, vm } = options;
  const name = automationAccount ?? vm;
  if (name === undefined && resourceGroup === undefined) {
    return undefined;
  }
  if (name === undefined || resourceGroup === undefined) {
    throw new CannotRead("Name the host: --resource-group with --automation-account or --vm");
  }
  return { kind: automationAccount === undefined ? "virtualMachine" : "automationAccount", resourceGroup, name };
}

/** What the options say of the set-up. */
export function expectationOf(options: TenantOptions, target: Omit<HostTarget, "subscriptionId">): Expectation {
  const { organization, identity, cloud = "public" } = options;
  return { host: hostWords(target), cloud, organization, identity, roles: [], hasExchangeRoles: false, runbooks: [] };
}

/** The resource id of the identity that is asked for: a name stands for one in the group of the host. */
export function expectedIdentityId(asked: string | undefined, target: HostTarget): string | undefined {
  if (asked === undefined || asked === "systemAssigned" || asked.startsWith("/")) {
    return asked === "systemAssigned" ? undefined : asked;
  }
  const { subscriptionId, resourceGroup } = target;
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${asked}`;
}

/** A host in words. */
export function hostWords({ kind, name, resourceGroup }: Omit<HostTarget, "subscriptionId">): string {
  return `the ${kind === "automationAccount" ? "Automation account" : "virtual machine"} ${name} in ${resourceGroup}`;
}
