import { TerraformText } from "cdktf-exchange-managed-identity";
import { type TerraformStack, TerraformVariable, Token } from "cdktf";
import type { IdentityConfiguration } from "../config/identity-schema";
import { idOfVariable } from "./stack-variables";

/**
 * The variables of a child module: what its root decides, each with the configuration's value as the default. So one module
 * serves `for_each`, with names of its own for each instance.
 */
export class ModuleVariables {
  public constructor(private readonly stack: TerraformStack) {}

  /**
   * The identity with references to the variables in the places of what a root decides.
   *
   * @param literal the identity, each text literal to Terraform
   */
  public inPlaceOf(literal: IdentityConfiguration): IdentityConfiguration {
    const { resourceGroup, host, identity, tags, diagnostics, alert } = literal;
    return {
      ...literal,
      resourceGroup: this.group("", "the host", resourceGroup),
      host: {
        ...host,
        name: this.text("host_name", "The name of the host.", host.name),
        ...("subnetId" in host && host.subnetId !== undefined
          ? { subnetId: this.text("subnet_id", "The id of the subnet of the virtual machine.", host.subnetId) }
          : {}),
      },
      identity:
        identity.type === "systemAssigned"
          ? identity
          : {
              ...identity,
              name: this.text("identity_name", "The name of the user-assigned identity.", identity.name),
              ...(identity.resourceGroup
                ? { resourceGroup: this.group("identity_", "the identity", identity.resourceGroup) }
                : {}),
            },
      tags: this.tags(tags ?? {}),
      ...(diagnostics
        ? {
            diagnostics: {
              ...diagnostics,
              logAnalyticsWorkspaceId: this.text(
                "log_analytics_workspace_id",
                "The id of the Log Analytics workspace for the logs of the jobs.",
                diagnostics.logAnalyticsWorkspaceId,
              ),
            },
          }
        : {}),
      ...(alert
        ? {
            alert: {
              ...alert,
              actionGroupId: this.text(
                "action_group_id",
                "The id of the action group that is told of failed jobs.",
                alert.actionGroupId,
              ),
            },
          }
        : {}),
    } as IdentityConfiguration;
  }

  private group<T extends IdentityConfiguration["resourceGroup"]>(prefix: string, of: string, group: T): T {
    const { name, location } = group as { name: string; location?: string };
    return {
      ...group,
      name: this.text(`${prefix}resource_group_name`, `The name of the resource group of ${of}.`, name),
      ...(location === undefined
        ? {}
        : { location: this.text(`${prefix}location`, `The Azure location of the resource group of ${of}.`, location) }),
    };
  }

  private text(name: string, description: string, value: string): string {
    return this.declare(name, "string", description, value).stringValue;
  }

  private tags(values: { readonly [name: string]: string }): { [name: string]: string } {
    const description = "The tags of everything that takes tags.";
    return Token.asStringMap(this.declare("tags", "map(string)", description, values).value);
  }

  private declare(name: string, type: string, description: string, value: string | object): TerraformVariable {
    const variable = new TerraformVariable(this.stack, idOfVariable(name), {
      type,
      description: TerraformText.escaped(description),
      default: value,
      nullable: false,
    });
    variable.overrideLogicalId(name);
    return variable;
  }
}
