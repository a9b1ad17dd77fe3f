import { Annotations } from "cdktf";
import { AutomationAccount } from "@cdktf/provider-azurerm/lib/automation-account";
import type { Construct } from "constructs";
import type { ExchangeModuleOptions, IExchangeModule } from "../../exchange-module/exchange-module";
import { registerHost } from "../../azure/host-key";
import { warnAboutManyTags } from "../../azure/tags";
import { PowerShellRuntime } from "../../exchange-module/powershell-runtime";
import type { HostResourceGroup } from "../../resource-group/host-resource-group";
import { literalTexts } from "../../text/terraform-text";
import { Findings } from "../../validation/findings";
import { InputValidation, reportProblems } from "../../validation/input-validation";
import type { TextRule } from "../../validation/text-rule";
import { addTypes, TRUE_OR_FALSE, optional } from "../../validation/type-check";
import {
  type AdoptedHostProps,
  type ExistingHostProps,
  type NewHostOptions,
  addNewHostFindings,
  bindGroupAndIdentity,
} from "../host-props";
import type { HostAttributes } from "../host-base";
import { newIdentity } from "../identity-block";
import { AdoptedAutomationAccount } from "./adopted-automation-account";
import { AUTOMATION_ACCOUNT_NAME, AutomationAccountBase } from "./automation-account-base";
import { ExistingAutomationAccount } from "./existing-automation-account";
import type { IAutomationAccountHost } from "../i-exchange-host";

/** The settings of a new Automation account. */
export interface NewAutomationAccountProps {
  /** The name: 6 to 50 letters, digits and `-`, the first and the last a letter or a digit. */
  readonly name: string;

  /** Its resource group. */
  readonly resourceGroup: HostResourceGroup;

  /**
   * The Azure location.
   *
   * @default - the group's
   */
  readonly location?: string;

  /**
   * Whether webhooks, DSC and agent-based workers may sign in with the account's keys.
   *
   * @default false
   */
  readonly localAuthentication?: boolean;

  /**
   * Whether the account can be reached from public networks.
   *
   * @default true
   */
  readonly publicNetworkAccess?: boolean;
}

/** A new Automation account with its identity. */
export interface AutomationAccountHostProps extends NewAutomationAccountProps, NewHostOptions {}

/**
 * An Azure Automation account with a managed identity.
 *
 * Guide: system-assigned step 1 and user-assigned step 2: create Azure Automation accounts.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class AutomationAccountHost extends AutomationAccountBase {
  /** @internal The rule for the name of an Automation account. */
  public static readonly _NAME: TextRule = AUTOMATION_ACCOUNT_NAME;

  /**
   * An existing account, which is only read. Terraform checks before it writes anything that the account carries the
   * identity.
   *
   * @throws an `Error` named `ExchangeInputError` for a name that Azure would refuse
   */
  public static fromExisting(scope: Construct, id: string, props: ExistingHostProps): IAutomationAccountHost {
    return new ExistingAutomationAccount(scope, id, props);
  }

  /**
   * An existing account that Terraform imports, to switch an identity on. It only adds the identity: the account
   * keeps the identities that it carries, and changes of every other argument are ignored.
   *
   * @throws an `Error` named `ExchangeInputError` for a name that Azure would refuse
   */
  public static adopt(scope: Construct, id: string, props: AdoptedHostProps): IAutomationAccountHost {
    return new AdoptedAutomationAccount(scope, id, props);
  }

  /** The Terraform resource. */
  public readonly resource: AutomationAccount;

  /** @internal */
  protected readonly _attributes: HostAttributes;

  /** @throws an `Error` named `ExchangeInputError` for a name or a location that Azure would refuse */
  public constructor(scope: Construct, id: string, props: AutomationAccountHostProps) {
    super(scope, id, props.azurerm);
    const validation = InputValidation.collect(this);
    const findings = new Findings();
    addNewHostFindings(findings, props);
    findings.add("name", AUTOMATION_ACCOUNT_NAME.check(props.name));
    addTypes(findings, props, {
      localAuthentication: optional(TRUE_OR_FALSE),
      publicNetworkAccess: optional(TRUE_OR_FALSE),
    });
    findings.report(this);

    const { name, azurerm: provider, protect } = props;
    const tags = literalTexts(props.tags);
    const { group, identity } = bindGroupAndIdentity(this, props);
    const account = new AutomationAccount(this, "Resource", {
      name,
      resourceGroupName: group.name,
      location: props.location ?? group.location,
      skuName: "Basic",
      identity: newIdentity(identity),
      localAuthenticationEnabled: props.localAuthentication ?? false,
      publicNetworkAccessEnabled: props.publicNetworkAccess ?? true,
      tags,
      lifecycle: protect ? { preventDestroy: true } : undefined,
      provider,
    });
    this.resource = account;
    this._attributes = {
      hostId: account.id,
      hostName: account.name,
      resourceGroupName: account.resourceGroupName,
      location: () => account.location,
      identity,
      principalId: () => this._principalIdOf(account),
      dependables: [account],
      key: registerHost(this, "automation account", group.givenName, name, provider),
    };
    if (props.localAuthentication === true) {
      Annotations.of(this).addWarning(
        "Local authentication is on: whoever has a registration key of the account, which is in Terraform's state, can add workers that run its runbooks, and so hold the identity. Leave it off, unless webhooks or workers with an agent need it.",
      );
    }
    warnAboutManyTags(this, props.tags);
    reportProblems(this, validation.close());
  }

  public override addExchangeModule(id: string, options: ExchangeModuleOptions = {}): IExchangeModule {
    // In an existing account somebody may have imported them already.
    const runtime = options.runtime ?? PowerShellRuntime.V5_1;
    const prerequisites = options.prerequisites ?? (runtime === PowerShellRuntime.V5_1 ? true : undefined);
    return super.addExchangeModule(id, { ...options, prerequisites });
  }
}
