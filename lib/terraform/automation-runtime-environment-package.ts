import { TerraformResource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { untypedHclAttributes } from "./untyped-attributes";

/** The arguments of an `azurerm_automation_runtime_environment_package`. */
export interface AutomationRuntimeEnvironmentPackageConfig extends TerraformMetaArguments {
  /** The name of the package. */
  readonly name: string;
  /** The resource id of the runtime environment. */
  readonly automationRuntimeEnvironmentId: string;
  /** The https address of the package. */
  readonly contentUri: string;
  /**
   * The version of the package, two to four numbers.
   *
   * @default - the version that the package itself names
   */
  readonly contentVersion?: string;
  /**
   * The algorithm of `hashValue`, such as `sha256`.
   *
   * @default - the content is not checked
   */
  readonly hashAlgorithm?: string;
  /**
   * The hash of the package.
   *
   * @default - the content is not checked
   */
  readonly hashValue?: string;
}

/**
 * The Terraform resource `azurerm_automation_runtime_environment_package`, which azurerm has from 4.69 on and
 * `@cdktf/provider-azurerm` 14.23 has not.
 */
export class AutomationRuntimeEnvironmentPackage extends TerraformResource {
  /** The type of the Terraform resource. */
  public static readonly tfResourceType: string = "azurerm_automation_runtime_environment_package";

  private readonly config: AutomationRuntimeEnvironmentPackageConfig;

  public constructor(scope: Construct, id: string, config: AutomationRuntimeEnvironmentPackageConfig) {
    super(scope, id, {
      ...config,
      terraformResourceType: AutomationRuntimeEnvironmentPackage.tfResourceType,
      terraformGeneratorMetadata: { providerName: "azurerm" },
    });
    this.config = config;
  }

  /** The resource id of the package. */
  public get id(): string {
    return this.getStringAttribute("id");
  }

  /** The version that the platform reports once the package is imported. */
  public get version(): string {
    return this.getStringAttribute("version");
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return {
      name: this.config.name,
      automation_runtime_environment_id: this.config.automationRuntimeEnvironmentId,
      content_uri: this.config.contentUri,
      content_version: this.config.contentVersion,
      hash_algorithm: this.config.hashAlgorithm,
      hash_value: this.config.hashValue,
    };
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return untypedHclAttributes(this.synthesizeAttributes());
  }
}
