import { TerraformResource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { untypedHclAttributes } from "./untyped-attributes";

/** The arguments of an `azurerm_automation_runtime_environment`. */
export interface AutomationRuntimeEnvironmentConfig extends TerraformMetaArguments {
  /** The name of the environment, unique in its account. */
  readonly name: string;
  /** The Azure location of the account. */
  readonly location: string;
  /** The resource id of the Automation account. */
  readonly automationAccountId: string;
  /** The language, `PowerShell` or `Python`. */
  readonly runtimeLanguage: string;
  /** The version of the language, such as `7.6`. */
  readonly runtimeVersion: string;
}

/**
 * The Terraform resource `azurerm_automation_runtime_environment`, which azurerm has from 4.57 on and
 * `@cdktf/provider-azurerm` 14.23 has not.
 *
 * Tags and a description are left out on purpose: a change of either replaces the environment and every package in it.
 */
export class AutomationRuntimeEnvironment extends TerraformResource {
  /** The type of the Terraform resource. */
  public static readonly tfResourceType: string = "azurerm_automation_runtime_environment";

  private readonly config: AutomationRuntimeEnvironmentConfig;

  public constructor(scope: Construct, id: string, config: AutomationRuntimeEnvironmentConfig) {
    super(scope, id, {
      ...config,
      terraformResourceType: AutomationRuntimeEnvironment.tfResourceType,
      terraformGeneratorMetadata: { providerName: "azurerm" },
    });
    this.config = config;
  }

  /** The resource id of the environment. */
  public get id(): string {
    return this.getStringAttribute("id");
  }

  /** The name of the environment, known once it is there. */
  public get name(): string {
    return this.getStringAttribute("name");
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return {
      name: this.config.name,
      location: this.config.location,
      automation_account_id: this.config.automationAccountId,
      runtime_language: this.config.runtimeLanguage,
      runtime_version: this.config.runtimeVersion,
    };
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return untypedHclAttributes(this.synthesizeAttributes());
  }
}
