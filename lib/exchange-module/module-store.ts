import type { TerraformProvider, TerraformResource } from "cdktf";
import { AutomationModule } from "@cdktf/provider-azurerm/lib/automation-module";
import { AutomationPowershell72Module } from "@cdktf/provider-azurerm/lib/automation-powershell72-module";
import type { Construct } from "constructs";
import type { IAutomationAccount } from "../azure/i-automation-account";
import { AutomationRuntimeEnvironment } from "../terraform/automation-runtime-environment";
import { AutomationRuntimeEnvironmentPackage } from "../terraform/automation-runtime-environment-package";
import { ProviderVersions } from "../terraform/provider-versions";
import type { ModulePackage } from "./module-package";
import type { PowerShellRuntime } from "./powershell-runtime";

/** Where a runtime of an Automation account keeps its modules: each kind has its own Terraform resource. */
export abstract class ModuleStore {
  /** The store of a runtime. */
  public static of(
    scope: Construct,
    runtime: PowerShellRuntime,
    account: IAutomationAccount,
    provider?: TerraformProvider,
  ): ModuleStore {
    switch (runtime._store) {
      case "powerShell72":
        return new PowerShell72Modules(scope, account, provider);
      case "runtimeEnvironment":
        return new RuntimeEnvironmentPackages(scope, runtime, account, provider);
      default:
        return new WindowsPowerShellModules(scope, account, provider);
    }
  }

  /** The part of a module's Azure id that names the store. */
  public abstract readonly collection: string;

  /** The name of the runtime environment, if the store is one. */
  public readonly runtimeEnvironmentName?: string;

  protected constructor(
    protected readonly scope: Construct,
    protected readonly account: IAutomationAccount,
    protected readonly provider?: TerraformProvider,
  ) {}

  /** Imports a package, after others. */
  public abstract install(id: string, content: ModulePackage, after?: TerraformResource[]): TerraformResource;
}

class WindowsPowerShellModules extends ModuleStore {
  public readonly collection = "modules";

  public constructor(scope: Construct, account: IAutomationAccount, provider?: TerraformProvider) {
    super(scope, account, provider);
  }

  public install(id: string, content: ModulePackage, after?: TerraformResource[]): TerraformResource {
    return new AutomationModule(this.scope, id, {
      name: content.name,
      automationAccountName: this.account.hostName,
      resourceGroupName: this.account.resourceGroupName,
      moduleLink: { uri: content.uri, hash: content.hash },
      dependsOn: after,
      provider: this.provider,
    });
  }
}

class PowerShell72Modules extends ModuleStore {
  public readonly collection = "powerShell72Modules";

  public constructor(scope: Construct, account: IAutomationAccount, provider?: TerraformProvider) {
    super(scope, account, provider);
  }

  public install(id: string, content: ModulePackage, after?: TerraformResource[]): TerraformResource {
    return new AutomationPowershell72Module(this.scope, id, {
      name: content.name,
      automationAccountId: this.account.hostId,
      moduleLink: { uri: content.uri, hash: content.hash },
      dependsOn: after,
      provider: this.provider,
    });
  }
}

class RuntimeEnvironmentPackages extends ModuleStore {
  public readonly collection = "packages";
  public override readonly runtimeEnvironmentName: string;
  private readonly environment: AutomationRuntimeEnvironment;

  public constructor(
    scope: Construct,
    runtime: PowerShellRuntime,
    account: IAutomationAccount,
    provider?: TerraformProvider,
  ) {
    super(scope, account, provider);
    ProviderVersions._requireRuntimeEnvironments(scope);
    this.environment = new AutomationRuntimeEnvironment(scope, "Environment", {
      name: runtime.environmentName ?? runtime.version,
      location: account.location,
      automationAccountId: account.hostId,
      runtimeLanguage: "PowerShell",
      runtimeVersion: runtime.version,
      provider,
    });
    this.runtimeEnvironmentName = this.environment.name;
  }

  public install(id: string, content: ModulePackage, after?: TerraformResource[]): TerraformResource {
    return new AutomationRuntimeEnvironmentPackage(this.scope, id, {
      name: content.name,
      automationRuntimeEnvironmentId: this.environment.id,
      contentUri: content.uri,
      contentVersion: content.version,
      hashAlgorithm: content.hash?.algorithm,
      hashValue: content.hash?.value,
      dependsOn: after,
      provider: this.provider,
    });
  }
}
