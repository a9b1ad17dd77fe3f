import type { TerraformProvider } from "cdktf";
import { MonitorDiagnosticSetting } from "@cdktf/provider-azurerm/lib/monitor-diagnostic-setting";
import { Construct } from "constructs";
import { keyOf, hostNameOf } from "../azure/host-key";
import type { IAutomationAccount } from "../azure/i-automation-account";
import { ResourceId } from "../azure/resource-id";
import { requireAzureRight, USE_WORKSPACE } from "../azure/deployment-permissions";
import { OwnedResources } from "../terraform/owned-resources";
import { Findings } from "../validation/findings";
import type { TextRule } from "../validation/text-rule";
import { addTypes, TRUE_OR_FALSE, optional, providerOf } from "../validation/type-check";

/** Where the logs of an account's jobs go. */
export interface RunbookDiagnosticsChoice {
  /** The resource id of an existing Log Analytics workspace. It is not read, and nothing of it is changed. */
  readonly logAnalyticsWorkspaceId: string;

  /**
   * Whether what the scripts print is logged too. It may contain mailbox data.
   *
   * @default false
   */
  readonly jobStreams?: boolean;
}

/** The logs of an Automation account's jobs. */
export interface RunbookDiagnosticsProps extends RunbookDiagnosticsChoice {
  /** The account. */
  readonly account: IAutomationAccount;

  /**
   * The azurerm provider.
   *
   * @default - the stack's default one
   */
  readonly azurerm?: TerraformProvider;
}

/**
 * The logs of an Automation account's jobs and its audit events, in a Log Analytics workspace.
 *
 * @see https://learn.microsoft.com/azure/automation/automation-manage-send-joblogs-log-analytics
 */
export class RunbookDiagnostics extends Construct {
  /** @internal The rule for the id of a workspace. */
  public static readonly _WORKSPACE_ID: TextRule = ResourceId.LOG_ANALYTICS_WORKSPACE.rule;

  /** The Terraform resource. */
  public readonly resource: MonitorDiagnosticSetting;

  /** @throws an `Error` named `ExchangeInputError` for an id that is no workspace's */
  public constructor(scope: Construct, id: string, props: RunbookDiagnosticsProps) {
    super(scope, id);
    const { account, azurerm: provider, jobStreams } = props;
    const findings = new Findings();
    findings.add("logAnalyticsWorkspaceId", RunbookDiagnostics._WORKSPACE_ID.check(props.logAnalyticsWorkspaceId));
    addTypes(findings, props, { jobStreams: optional(TRUE_OR_FALSE), azurerm: optional(providerOf("azurerm")) });
    findings.report(this);
    const categories = ["JobLogs", "AuditEvent", ...(jobStreams ? ["JobStreams"] : [])];
    this.resource = new MonitorDiagnosticSetting(this, "Resource", {
      name: "ExchangeManagedIdentity",
      targetResourceId: account.hostId,
      logAnalyticsWorkspaceId: ResourceId.LOG_ANALYTICS_WORKSPACE.canonical(props.logAnalyticsWorkspaceId),
      enabledLog: categories.map((category) => ({ category })),
      provider,
    });
    OwnedResources.of(this)._add(this, {
      kind: "diagnostics",
      names: keyOf(account),
      description: `the diagnostic setting of ${hostNameOf(account)}`,
      remedy: "send the logs of an account to a workspace once",
    });
    requireAzureRight(this, USE_WORKSPACE);
  }
}
