import type { TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { ProviderVersions } from "../provider-versions";
import { AutomationRuntimeEnvironment } from "../terraform/automation-runtime-environment";
import { AutomationRuntimeEnvironmentPackage } from "../terraform/automation-runtime-environment-package";
import { azurerm } from "../terraform/bindings";
import type { IAutomationAccount } from "./automation-account";
import type { ModulePackage } from "./module-content";
import type { PowerShellRuntime } from "./powershell-runtime";

/** Where a runtime of an Automation account keeps its modules: each kind is a Terraform resource of its own. */
export abstract class ModulePlaceInAccount {
  /** The place of a runtime's modules in an account. */
  public static of(
    scope: Construct,
    runtime: PowerShellRuntime,
    account: IAutomationAccount,
    provider?: TerraformProvider,
  ): ModulePlaceInAccount {
    switch (runtime._place) {
      case "powerShell72":
        return new PowerShell72Modules(scope, account, provider);
      case "runtimeEnvironment":
        return new RuntimeEnvironmentPackages(scope, runtime, account, provider);
      default:
        return new WindowsPowerShellModules(scope, account, provider);
    }
  }

  /** The part of a module's Azure id that names the kind of place. */
  public abstract readonly collection: string;

  /** The name of the runtime environment, where the place is one. */
  public readonly runtimeEnvironmentName?: string;

  protected constructor(
    protected readonly scope: Construct,
    protected readonly account: IAutomationAccount,
    protected readonly provider?: TerraformProvider,
  ) {}

  /** Imports a package, after another one. */
  public abstract install(id: string, content: ModulePackage, after?: TerraformResource): TerraformResource;
}

class WindowsPowerShellModules extends ModulePlaceInAccount {
  public readonly collection = "modules";

  public constructor(scope: Construct, account: IAutomationAccount, provider?: TerraformProvider) {
    super(scope, account, provider);
  }

  public install(id: string, content: ModulePackage, after?: TerraformResource): TerraformResource {
    return new azurerm.AutomationModule(this.scope, id, {
      name: content.name,
      automationAccountName: this.account.hostName,
      resourceGroupName: this.account.resourceGroupName,
      moduleLink: { uri: content.uri, hash: content.hash },
      dependsOn: after && [after],
      provider: this.provider,
    });
  }
}

class PowerShell72Modules extends ModulePlaceInAccount {
  public readonly collection = "powerShell72Modules";

  public constructor(scope: Construct, account: IAutomationAccount, provider?: TerraformProvider) {
    super(scope, account, provider);
  }

  public install(id: string, content: ModulePackage, after?: TerraformResource): TerraformResource {
    return new azurerm.AutomationPowershell72Module(this.scope, id, {
      name: content.name,
      automationAccountId: this.account.hostId,
      moduleLink: { uri: content.uri, hash: content.hash },
      dependsOn: after && [after],
      provider: this.provider,
    });
  }
}

class RuntimeEnvironmentPackages extends ModulePlaceInAccount {
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
      name: `ExchangeOnline-PowerShell-${runtime.version.replace(".", "-")}`,
      location: account.location,
      automationAccountId: account.hostId,
      runtimeLanguage: "PowerShell",
      runtimeVersion: runtime.version,
      provider,
    });
    this.runtimeEnvironmentName = this.environment.name;
  }

  public install(id: string, content: ModulePackage, after?: TerraformResource): TerraformResource {
    return new AutomationRuntimeEnvironmentPackage(this.scope, id, {
      name: content.name,
      automationRuntimeEnvironmentId: this.environment.id,
      contentUri: content.uri,
      contentVersion: content.version,
      hashAlgorithm: content.hash?.algorithm,
      hashValue: content.hash?.value,
      dependsOn: after && [after],
      provider: this.provider,
    });
  }
}
