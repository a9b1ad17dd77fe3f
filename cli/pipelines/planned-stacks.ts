import { HOST_RESOURCES } from "../hosts/host-kinds";
import type { LoadedIdentity, Loaded } from "../config/load";
import { isSamePlace } from "../config/same-place";
import { thingsOf } from "./things-of-a-stack";

/** The two stages of a pipeline: the stacks of the second one read what stacks of the first one create. */
export const STAGES = ["first", "second"] as const;

/** A stage of a pipeline. */
export type Stage = (typeof STAGES)[number];

/** The sign-in of the stacks that are in the file's tenant. */
export const DEFAULT_CONNECTION = "default";

/** A stack as a pipeline plans and applies it. A child module is none. */
export interface PlannedStack {
  readonly stack: string;
  readonly stage: Stage;
  /** Who signs in: `default`, or the id of another tenant than the file's. */
  readonly connection: string;
  /** Behind the names of the environments and service connections: empty, or a hyphen and the id of the tenant. */
  readonly suffix: string;
  /** The cloud, by the name that the action azure/login has for it. */
  readonly cloud: string;
  /** The stacks that create what this one reads, with blanks between them. */
  readonly after: string;
  /** The ends of the Terraform types of what this one reads, with blanks between them. */
  readonly reads: string;
  /** Whether the configuration asks for a test after the apply. */
  readonly verify: boolean;
}

/** Stacks that need more than two stages. */
export class TooManyStages extends Error {}

const LOGIN_CLOUDS: { readonly [cloud: string]: string } = {
  public: "azurecloud",
  usGovGccHigh: "azureusgovernment",
  usGovDod: "azureusgovernment",
  china: "azurechinacloud",
};

/**
 * The stacks of a configuration in the order of the file, each with its stage and its sign-in.
 *
 * @throws TooManyStages if a stack reads what one of the second stage creates
 */
export function plannedStacks({ file, identities }: Loaded): PlannedStack[] {
  const roots = identities
    .filter(({ configuration }) => configuration.shape !== "module")
    .map(({ name, configuration }): Root => {
      const provider = { ...file.provider, ...configuration.provider };
      const tenant = provider.tenantId?.toLowerCase();
      const isOther = tenant !== undefined && tenant !== file.provider?.tenantId?.toLowerCase();
      return { name, configuration, provider, connection: isOther ? tenant : DEFAULT_CONNECTION };
    });
  const before = new Map(roots.map((root) => [root.name, creatorsFor(root, roots)]));
  return roots.map(({ name, configuration, provider, connection }) => {
    const after = before.get(name) ?? [];
    const late = after.find((other) => (before.get(other) ?? []).length > 0);
    if (late !== undefined) {
      throw new TooManyStages(
        `The stack ${name} reads what ${late} creates, and ${late} reads what ${before.get(late)?.join(", ") ?? ""} creates. A pipeline has two stages. To do: let one stack create all that others read`,
      );
    }
    return {
      stack: name,
      stage: after.length > 0 ? "second" : "first",
      connection,
      suffix: connection === DEFAULT_CONNECTION ? "" : `-${connection}`,
      cloud: LOGIN_CLOUDS[provider.cloud ?? "public"] ?? "azurecloud",
      after: after.join(" "),
      reads: [...new Set(thingsOf(configuration).read.map((thing) => TYPES[thing.split("/")[0] ?? ""] ?? ""))].join(
        " ",
      ),
      verify: configuration.verify === true,
    };
  });
}

/* By the first part of a thing. */
const TYPES: { readonly [thing: string]: string } = {
  group: "resource_group",
  identity: "user_assigned_identity",
  host: HOST_RESOURCES.map(({ terraformTypes: [dataSource] }) => dataSource.replace(/^azurerm_/, "")).join(" "),
};

interface Root extends Pick<LoadedIdentity, "name" | "configuration"> {
  readonly provider: NonNullable<Loaded["file"]["provider"]>;
  readonly connection: string;
}

/* The stacks that create what a stack reads. What another sign-in creates is in another tenant. */
function creatorsFor({ name, configuration, provider, connection }: Root, others: readonly Root[]): string[] {
  const { read } = thingsOf(configuration);
  return others
    .filter((other) => other.name !== name && other.connection === connection && isSamePlace(provider, other.provider))
    .filter((other) => thingsOf(other.configuration).created.some((thing) => read.includes(thing)))
    .map((other) => other.name);
}
