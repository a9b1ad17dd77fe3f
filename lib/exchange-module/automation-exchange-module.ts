import { type ITerraformDependable, type TerraformProvider, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { keyOf, hostNameOf } from "../azure/host-key";
import type { IAutomationAccount } from "../azure/i-automation-account";
import { ImportBlock } from "../terraform/import-block";
import { OwnedResources } from "../terraform/owned-resources";
import { setPurpose } from "../terraform/purpose";
import { ProviderVersions } from "../terraform/provider-versions";
import { Findings } from "../validation/findings";
import type { TextRule } from "../validation/text-rule";
import type { ExchangeModuleOptions, IExchangeModule } from "./exchange-module";
import { type AdditionalModule, ADDITIONAL_MODULE_VERSION, additionalPackage, MODULE_NAME } from "./additional-module";
import { inOrder, isAfter, withEarlier } from "./additional-module-order";
import { warnAboutCombinations } from "./module-combination";
import {
  checkContentHash,
  checkContentUri,
  exchangePackage,
  isPrerequisite,
  prerequisitePackages,
} from "./module-package";
import { ModuleStore } from "./module-store";
import { ModuleVersion } from "./module-version";
import { addTypes } from "../validation/type-check";
import { additionalOnAccount, checkAdoption, MODULE_TYPES } from "./automation-module-rules";
import { warnAboutFamilies, warnAboutModule, warnAboutPackages } from "./module-warnings";
import { PowerShellRuntime } from "./powershell-runtime";
import { plainText } from "../text/terraform-text";

/** The Exchange Online module in one runtime of an Automation account. */
export interface AutomationExchangeModuleProps extends ExchangeModuleOptions {
  /** The account that the module is imported into. */
  readonly account: IAutomationAccount;

  /**
   * The azurerm provider.
   *
   * @default - the stack's default one
   */
  readonly azurerm?: TerraformProvider;
}

/**
 * The Exchange Online module in one runtime of an Automation account, after the modules that it needs.
 *
 * For PowerShell 7.4 and 7.6 it creates a runtime environment, and raises the stack's azurerm constraint to a version
 * that has runtime environments.
 *
 * Guide: system-assigned step 3: add the module to Azure Automation accounts.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class AutomationExchangeModule extends Construct implements IExchangeModule {
  /** @internal The rule for the name of an additional module. */
  public static readonly _ADDITIONAL_NAME: TextRule = MODULE_NAME;

  /** @internal The rule for the version of an additional module. */
  public static readonly _ADDITIONAL_VERSION: TextRule = ADDITIONAL_MODULE_VERSION;

  /** The modules that every connection needs beside this one, in the order of their import; 7.2 works without. */
  public static requiredModules(): AdditionalModule[] {
    return prerequisitePackages().map(({ name, version = "" }) => ({ name, version }));
  }

  public readonly version: ModuleVersion;
  public readonly runtime: PowerShellRuntime;
  public readonly dependables: ITerraformDependable[];
  public readonly runtimeEnvironmentName?: string;

  /** The Terraform resource of the module itself. */
  public readonly resource: TerraformResource;

  /** The Terraform resources of the modules that it needs, in their order. */
  public readonly prerequisites: TerraformResource[];

  /** The Terraform resources of the additional modules, in their order. */
  public readonly additional: TerraformResource[];

  /** The account that the module is imported into. */
  public readonly account: IAutomationAccount;

  /** @internal The other modules that are installed in the runtime, prerequisites included. */
  public readonly _otherModules: { readonly name: string; readonly version: string }[];

  /**
   * @throws an `Error` named `ExchangeInputError` for a module that the runtime does not support, a runtime that
   *   Automation does not have, an address that is not https or contains a secret, or an invalid hash
   */
  public constructor(scope: Construct, id: string, props: AutomationExchangeModuleProps) {
    super(scope, id);
    const { account, azurerm: provider, adopt } = props;
    const runtime = props.runtime ?? PowerShellRuntime.V5_1;
    const findings = new Findings();
    const areTyped = addTypes(findings, props, MODULE_TYPES);
    const version = props.version ?? PowerShellRuntime.newestModuleFor([runtime]);
    const isAutomations =
      areTyped &&
      findings.add(
        "runtime",
        runtime === PowerShellRuntime.V7
          ? PowerShellRuntime._unknown(runtime.version, PowerShellRuntime.automation())
          : undefined,
      );
    findings.add(
      "runtime",
      runtime.isRuntimeEnvironment ? ProviderVersions._checkRuntimeEnvironments(this) : undefined,
    );
    findings.add("version", isAutomations ? runtime._checkModule(version) : undefined);
    findings.add("contentUri", checkContentUri(props.contentUri));
    findings.add("contentHash", checkContentHash(props.contentHash));
    findings.add("adopt", adopt ? checkAdoption(runtime, account) : undefined);
    findings.report(this);
    const refused = additionalOnAccount(props, runtime);
    refused.report(this);
    const additional = refused.isEmpty ? inOrder(props.additional ?? []) : [];

    this.account = account;
    this.version = version;
    this.runtime = runtime;
    const store = ModuleStore.of(this, runtime, account, provider);
    let previous: TerraformResource | undefined;
    const packages = (props.prerequisites ?? runtime.isRuntimeEnvironment) ? prerequisitePackages() : [];
    this.prerequisites = packages.map((prerequisite) => {
      previous = store.install(prerequisite.name, prerequisite, previous && [previous]);
      return previous;
    });
    const others = new Map<AdditionalModule, TerraformResource>();
    const needed = withEarlier(
      additional.filter(({ name }) => isPrerequisite(name)),
      additional,
    );
    this.installAdditional(needed, others, store, props);
    const before = [...(previous ? [previous] : []), ...others.values()];
    this.resource = store.install(
      "Resource",
      exchangePackage(version, props.contentUri, props.contentHash),
      before.length > 0 ? before : undefined,
    );
    if (adopt) {
      new ImportBlock(
        this.resource,
        `${account.importId ?? ""}/${store.collection}/${ModuleVersion.MODULE_NAME}`,
        provider,
      );
    }
    this.installAdditional(
      additional.filter((module) => !needed.includes(module)),
      others,
      store,
      props,
    );
    this.additional = [...others.values()];
    this.dependables = [this.resource, ...this.additional];
    this._otherModules = [...packages.map(({ name, version: own = "" }) => ({ name, version: own })), ...additional];
    this.runtimeEnvironmentName = store.runtimeEnvironmentName;
    OwnedResources.of(this)._add(this, {
      kind: "module",
      names: [...keyOf(account), runtime.version],
      description: `the module in ${runtime.toString()} on ${hostNameOf(account)}`,
      remedy: "install one version of the module in a runtime of an account, once",
    });
    warnAboutModule(this, runtime, version, props.version !== undefined);
    ProviderVersions._warnAboutOld(this);
    warnAboutPackages(this, props, additional);
    warnAboutFamilies(this, runtime, additional, account.importId === undefined || runtime.isRuntimeEnvironment);
    // Where the scripts are known, they show whether they use both.
    if (props._areScriptsKnown !== true) {
      warnAboutCombinations(this, runtime, version, additional);
    }
  }

  private installAdditional(
    modules: AdditionalModule[],
    installed: Map<AdditionalModule, TerraformResource>,
    store: ModuleStore,
    { account, adopt, azurerm: provider }: AutomationExchangeModuleProps,
  ): void {
    for (const module of modules) {
      const name = plainText(module.name)?.toLowerCase();
      const id = name === undefined ? `Additional${installed.size + 1}` : `Additional-${name}`;
      const before = [...installed].filter(([other]) => isAfter(module, other)).map(([, resource]) => resource);
      const resource = store.install(id, additionalPackage(module), before.length > 0 ? before : undefined);
      setPurpose(resource, "other modules");
      if (module.adopt ?? adopt) {
        new ImportBlock(resource, `${account.importId ?? ""}/${store.collection}/${module.name}`, provider);
      }
      installed.set(module, resource);
    }
  }
}
