import { type TerraformStack, TerraformVariable, Token } from "cdktf";
import type { IdentityConfiguration } from "../config/identity-schema";
import { idOfVariable } from "./stack-variables";

/* What gives a variable to a value: its reference in a module, or the value itself. */
interface Variables {
  text(name: string, description: string, value: string): string;
  tags(description: string, values: { readonly [name: string]: string }): { [name: string]: string };
}

/**
 * The variables of a child module: what its root decides, each with the configuration's value as the default. So one module
 * serves `for_each`, with names of its own for each instance.
 */
export class ModuleVariables implements Variables {
  /** The defaults, by the names of the variables: the texts as they are written. Terraform reads a default literally. */
  public static defaultsOf(identity: IdentityConfiguration): { [name: string]: unknown } {
    const defaults: { [name: string]: unknown } = {};
    withVariables(identity, {
      text: (name, _, value) => (defaults[name] = value),
      tags: (_, values) => {
        defaults.tags = values;
        return { ...values };
      },
    });
    return defaults;
  }

  public constructor(private readonly stack: TerraformStack) {}

  /**
   * The identity with references to the variables in the places of what a root decides.
   *
   * @param literal the identity, each text literal to Terraform
   */
  public inPlaceOf(literal: IdentityConfiguration): IdentityConfiguration {
    return withVariables(literal, this);
  }

  public text(name: string, description: string, value: string): string {
    return this.declare(name, "string", description, value).stringValue;
  }

  public tags(description: string, values: { readonly [name: string]: string }): { [name: string]: string } {
    return Token.asStringMap(this.declare("tags", "map(string)", description, values).value);
  }

  private declare(name: string, type: string, description: string, value: unknown): TerraformVariable {
    const config = { type, description, default: value, nullable: false };
    const variable = new TerraformVariable(this.stack, idOfVariable(name), config);
    variable.overrideLogicalId(name);
    return variable;
  }
}

function withVariables(identity: IdentityConfiguration, variables: Variables): IdentityConfiguration {
  const { resourceGroup, host, identity: carried, tags, diagnostics, alert } = identity;
  const group = <T extends IdentityConfiguration["resourceGroup"]>(prefix: string, of: string, value: T): T => {
    const { name, location } = value as { name: string; location?: string };
    const words = `of the resource group of ${of}.`;
    return {
      ...value,
      name: variables.text(`${prefix}resource_group_name`, `The name ${words}`, name),
      ...optional(location, (text) => ({
        location: variables.text(`${prefix}resource_group_location`, `The Azure location ${words}`, text),
      })),
    };
  };
  const location = (prefix: string, of: string, value: object) =>
    optional((value as { location?: string }).location, (text) => ({
      location: variables.text(`${prefix}_location`, `The Azure location of ${of}.`, text),
    }));
  return {
    ...identity,
    resourceGroup: group("", "the host", resourceGroup),
    host: {
      ...host,
      name: variables.text("host_name", "The name of the host.", host.name),
      ...location("host", "the host", host),
      ...optional((host as { subnetId?: string }).subnetId, (id) => ({
        subnetId: variables.text("subnet_id", "The id of the subnet of the virtual machine.", id),
      })),
    },
    identity:
      carried.type === "systemAssigned"
        ? carried
        : {
            ...carried,
            name: variables.text("identity_name", "The name of the user-assigned identity.", carried.name),
            ...location("identity", "the user-assigned identity", carried),
            ...optional(carried.resourceGroup, (own) => ({ resourceGroup: group("identity_", "the identity", own) })),
          },
    tags: variables.tags("The tags of everything that takes tags.", tags ?? {}),
    ...optional(diagnostics, (value) => ({
      diagnostics: {
        ...value,
        logAnalyticsWorkspaceId: variables.text(
          "log_analytics_workspace_id",
          "The id of the Log Analytics workspace for the logs of the jobs.",
          value.logAnalyticsWorkspaceId,
        ),
      },
    })),
    ...optional(alert, (value) => ({
      alert: {
        ...value,
        actionGroupId: variables.text(
          "action_group_id",
          "The id of the action group that is told of failed jobs.",
          value.actionGroupId,
        ),
      },
    })),
  } as IdentityConfiguration;
}

/* What is left out stays left out. */
function optional<T>(value: T | undefined, change: (value: T) => object): object {
  return value === undefined ? {} : change(value);
}
