import type { ITerraformDependable, TerraformProvider, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { Finding } from "../problem/finding";
import { Problems } from "../problem/problems";
import { ImportBlock } from "../terraform/import-block";
import type { IAutomationAccount } from "./automation-account";
import type { ExchangeModuleOptions, IExchangeModule } from "./exchange-module";
import {
  checkContentHash,
  checkContentUri,
  EXCHANGE_MODULE,
  exchangePackage,
  prerequisitePackages,
} from "./module-content";
import { ModulePlaceInAccount } from "./module-place";
import { ModuleVersion } from "./module-version";
import { warnOfModule } from "./module-warnings";
import { PowerShellRuntime } from "./powershell-runtime";

/** What an `AutomationExchangeModule` is made of. */
export interface AutomationExchangeModuleProps extends ExchangeModuleOptions {
  /** The account that the module is imported into. */
  readonly account: IAutomationAccount;

  /**
   * The azurerm provider.
   *
   * @default - the stack's default one
   */
  readonly provider?: TerraformProvider;
}

/**
 * The Exchange Online module in one runtime of an Automation account, after the modules that it needs.
 *
 * For PowerShell 7.4 and 7.6 it makes a runtime environment, and raises the stack's azurerm constraint to one that
 * knows such.
 *
 * @see guide, system-assigned step 3: add the module to Azure Automation accounts
 */
export class AutomationExchangeModule extends Construct implements IExchangeModule {
  public readonly version: ModuleVersion;
  public readonly runtime: PowerShellRuntime;
  public readonly dependables: ITerraformDependable[];
  public readonly runtimeEnvironmentName?: string;

  /** The Terraform resource of the module itself. */
  public readonly resource: TerraformResource;

  /** The Terraform resources of the modules that it needs, in their order. */
  public readonly prerequisites: TerraformResource[];

  /**
   * @throws an `Error` named `ExchangeInputError` for a module that the runtime cannot hold, a runtime that Automation
   *   has not, an address that is not https or holds a secret, or what is no hash
   */
  public constructor(scope: Construct, id: string, props: AutomationExchangeModuleProps) {
    const runtime = props.runtime ?? PowerShellRuntime.V5_1;
    const version = props.version ?? ModuleVersion.newestFor([runtime]);
    const problems = new Problems();
    problems.note("runtime", checkPlace(runtime));
    problems.note("version", runtime._check(version));
    problems.note("contentUri", props.contentUri === undefined ? undefined : checkContentUri(props.contentUri));
    problems.note("contentHash", props.contentHash === undefined ? undefined : checkContentHash(props.contentHash));
    problems.note("adopt", props.adopt ? checkAdoption(runtime, props.account.idBefore) : undefined);
    problems.raise(scope, id);
    super(scope, id);

    this.version = version;
    this.runtime = runtime;
    const place = ModulePlaceInAccount.of(this, runtime, props.account, props.provider);
    let previous: TerraformResource | undefined;
    const wanted = props.prerequisites ?? runtime._place === "runtimeEnvironment";
    this.prerequisites = (wanted ? prerequisitePackages() : []).map((needed) => {
      previous = place.install(needed.name, needed, previous);
      return previous;
    });
    this.resource = place.install("Resource", exchangePackage(version, props.contentUri, props.contentHash), previous);
    if (props.adopt) {
      new ImportBlock(
        this.resource,
        `${props.account.idBefore ?? ""}/${place.collection}/${EXCHANGE_MODULE}`,
        props.provider,
      );
    }
    this.dependables = [this.resource];
    this.runtimeEnvironmentName = place.runtimeEnvironmentName;
    warnOfModule(this, runtime, version, props.version !== undefined);
  }
}

/** What is wrong with taking over what was imported by hand, if anything. */
export function checkAdoption(runtime: PowerShellRuntime, idBefore: string | undefined): Finding | undefined {
  if (runtime._place === "runtimeEnvironment") {
    return {
      given: runtime.version,
      allowed: "adoption of the modules of 5.1 and 7.2",
      remedy: `let Terraform make the environment of ${runtime.version} anew: Azure does not give a package's address back, so an adopted package would be replaced at once`,
    };
  }
  return idBefore === undefined
    ? {
        given: "a new account",
        allowed: "adoption on an account that was there before",
        remedy: "take the adoption of modules out",
      }
    : undefined;
}

function checkPlace(runtime: PowerShellRuntime) {
  return runtime._place === "linux"
    ? {
        given: runtime.version,
        allowed: `"5.1", "7.2", "7.4", "7.6"`,
        remedy: "PowerShell 7 without a minor version is a Linux VM's; choose a runtime of Automation",
      }
    : undefined;
}
