import { type OwnedResource, OwnedResources } from "cdktf-exchange-managed-identity/internal";
import { type TerraformStack, TerraformVariable } from "cdktf";
import type { Configuration } from "../config/configuration-schema";
import type { IdentityConfiguration } from "../config/identity-schema";
import type { Loaded } from "../config/load";
import { idOfVariable } from "./stack-variables";
import { pointer, type Problem } from "../config/problem";
import { pathOfProperty } from "./property-path";
import { isSamePlace } from "../config/same-place";

type Stacks = readonly { readonly name: string; readonly stack: TerraformStack }[];

interface Written {
  readonly name: string;
  readonly configuration: IdentityConfiguration;
  readonly resource: OwnedResource;
  readonly where: NonNullable<Configuration["provider"]>;
}

/** Two stacks that would write the same thing. Each stack has its own tenant and subscription. */
export function writtenTwice(stacks: Stacks, loaded: Loaded): Problem[] {
  return [...sharedResources(stacks, loaded), ...roleGroups(loaded)];
}

function sharedResources(stacks: Stacks, { file, identities }: Loaded): Problem[] {
  const earlier = new Map<string, Written[]>();
  return stacks.flatMap(({ name, stack }) => {
    const configuration = identities.find((identity) => identity.name === name)?.configuration;
    if (!configuration) {
      return [];
    }
    const where = { ...file.provider, ...configuration.provider };
    return OwnedResources.of(stack).all.flatMap((owned): Problem[] => {
      const resource = withDefaults(stack, owned);
      const written = { name, configuration, resource, where };
      const others = earlier.get(resource.key.toLowerCase()) ?? [];
      earlier.set(resource.key.toLowerCase(), [...others, written]);
      const other = others.find((candidate) => isSamePlace(candidate.where, where));
      return other === undefined || (other.name === name && other.resource.constructPath === resource.constructPath)
        ? []
        : [
            {
              path: pathOf(written),
              given: `${resource.description}, which ${pointer(pathOf(other))} writes too`,
              allowed: "each resource written by one stack",
              remedy: inWordsOfTheFile(resource),
            },
          ];
    });
  });
}

/* A root that gives nothing to a child module has the names of the configuration. */
function withDefaults(stack: TerraformStack, resource: OwnedResource): OwnedResource {
  const filled = (text: string) =>
    text.replace(/\$\{var\.(\w+)\}/g, (reference, name: string) => {
      const variable = stack.node.tryFindChild(idOfVariable(name));
      return variable instanceof TerraformVariable && typeof variable.default === "string"
        ? variable.default
        : reference;
    });
  return { ...resource, key: filled(resource.key), description: filled(resource.description) };
}

function pathOf({ name, resource, configuration }: Written): (string | number)[] {
  return ["identities", name, ...pathOfProperty(resource.place, configuration)];
}

function inWordsOfTheFile({ kind, place, remedy }: OwnedResource): string {
  if (kind === "resource group") {
    return 'create the group in one stack, and read it in the other: {"name": …, "existing": true}';
  }
  const isNamed = (place[0] === "host" || place[0] === "identity") && place[1] === "name";
  return isNamed ? 'create or adopt it in one stack, and read it in the other: "existing": true' : remedy;
}

/*
 * A role group that two stacks create with other contents: the script of the second one would stop. The same contents are
 * fine: both identities become members.
 */
function roleGroups({ file, identities }: Loaded): Problem[] {
  const created = identities.flatMap(({ name, configuration }) =>
    (configuration.exchangeRoleGroups ?? []).flatMap((group, index) =>
      typeof group === "string"
        ? []
        : [
            {
              group,
              path: ["identities", name, "exchangeRoleGroups", index],
              where: { ...file.provider, ...configuration.provider, subscriptionId: undefined },
            },
          ],
    ),
  );
  return created.flatMap(({ group, path, where }, index) => {
    const other = created
      .slice(0, index)
      .find(
        (earlier) =>
          earlier.path[1] !== path[1] &&
          earlier.group.name.toLowerCase() === group.name.toLowerCase() &&
          isSamePlace(earlier.where, where) &&
          contentsOf(earlier.group) !== contentsOf(group),
      );
    return other === undefined
      ? []
      : [
          {
            path,
            given: `${group.name}, which ${pointer(other.path)} creates with other roles or another scope`,
            allowed: "a role group with the same roles and the same scope wherever it is created",
            remedy: "give both the same roles and scope, or rename one of the groups",
          },
        ];
  });
}

function contentsOf({ roles, recipientScope = "" }: { roles: string[]; recipientScope?: string }): string {
  return JSON.stringify([roles.map((role) => role.toLowerCase()).sort(), recipientScope.toLowerCase()]);
}
