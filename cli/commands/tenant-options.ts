import { TextRule } from "cdktf-exchange-managed-identity/internal";
import { InvalidArgumentError, Option } from "commander";
import type { Configuration } from "../config/configuration-schema";
import { CLOUDS } from "../config/provider-schema";
import { HOST_OPTIONS, HOST_RESOURCES, type HostOptionKey } from "../hosts/host-kinds";
import type { Expectation } from "../tenant/diagnosis/expectation";
import type { HostTarget } from "../tenant/reading/host";
import { userAssignedId } from "../tenant/reading/azure-id";
import { CannotRead } from "../tenant/reading/sign-in";

/** The name of a host, by the option of its type. */
type HostOptions = { readonly [key in HostOptionKey]?: string };

/** What `discover`, and `doctor` without a configuration, take. */
export interface TenantOptions extends HostOptions {
  readonly resourceGroup?: string;
  readonly subscription?: string;
  readonly tenant?: string;
  readonly cloud?: string;
  readonly organization?: string;
  readonly identity?: string;
}

/** Where to sign in, and which subscription. */
export type SignInOptions = Pick<TenantOptions, "cloud" | "tenant" | "subscription">;

/** The options, else what a configuration says, else the environment variables of the azurerm provider. */
export function signInOptions(
  options: SignInOptions,
  provider: Configuration["provider"],
): Required<Pick<SignInOptions, "cloud">> & SignInOptions {
  return {
    cloud: options.cloud ?? provider?.cloud ?? "public",
    tenant: options.tenant ?? provider?.tenantId ?? (process.env.ARM_TENANT_ID || undefined),
    subscription: options.subscription ?? provider?.subscriptionId,
  };
}

/** The options, by the words of Azure's own tools. */
export function tenantOptions(): Option[] {
  return [
    new Option("--resource-group <name>", "the resource group of the host"),
    ...HOST_RESOURCES.map(({ option, optionKey, word }) =>
      new Option(`${option} <name>`, `the ${word}`).conflicts(
        HOST_RESOURCES.map((other) => other.optionKey).filter((other) => other !== optionKey),
      ),
    ),
    new Option(
      "--subscription <id>",
      "the Azure subscription; the configuration's, ARM_SUBSCRIPTION_ID, or the only one",
    ).argParser(guid("subscription")),
    new Option(
      "--tenant <id>",
      "the Microsoft Entra tenant; the configuration's, ARM_TENANT_ID, or the sign-in's",
    ).argParser(guid("tenant")),
    new Option("--cloud <cloud>", "the cloud of the tenant; the configuration's, or public").choices(
      Object.keys(CLOUDS),
    ),
    new Option("--organization <domain>", "the tenant's initial domain, if it cannot be read"),
    new Option("--identity <name>", "a user-assigned identity by its name or id, or systemAssigned").argParser(
      (value: string) => (/^system-?assigned$/i.test(value) ? "systemAssigned" : value),
    ),
  ];
}

/* An option that takes an id. */
function guid(what: string): (value: string) => string {
  return (value) => {
    const finding = TextRule.guid(`give the id of the ${what}, not its name`).check(value);
    if (finding) {
      throw new InvalidArgumentError(`Allowed: ${finding.allowed}. To do: ${finding.remedy}.`);
    }
    return value;
  };
}

/** The host that the options name; undefined if they name none. */
export function targetOf(options: TenantOptions): Omit<HostTarget, "subscriptionId"> | undefined {
  const { resourceGroup } = options;
  const resource = HOST_RESOURCES.find(({ optionKey }) => options[optionKey] !== undefined);
  const name = resource && options[resource.optionKey];
  if (name === undefined && resourceGroup === undefined) {
    return undefined;
  }
  if (resource === undefined || name === undefined || resourceGroup === undefined) {
    throw new CannotRead(`To do: name the host: --resource-group with ${HOST_OPTIONS}`);
  }
  return { resource, resourceGroup, name };
}

/** What the options say of the set-up. */
export function expectationOf(options: TenantOptions, target: Omit<HostTarget, "subscriptionId">): Expectation {
  const { organization, identity, cloud = "public" } = options;
  return { host: hostWords(target), cloud, organization, identity };
}

/** The resource id of the identity that is asked for: a name stands for one in the group of the host. */
export function expectedIdentityId(asked: string | undefined, target: HostTarget): string | undefined {
  if (asked === undefined || asked === "systemAssigned") {
    return undefined;
  }
  return asked.startsWith("/") ? asked : userAssignedId(target.subscriptionId, target.resourceGroup, asked);
}

/** A host in words. */
export function hostWords({ resource, name, resourceGroup }: Omit<HostTarget, "subscriptionId">): string {
  return `the ${resource.word} ${name} in ${resourceGroup}`;
}
