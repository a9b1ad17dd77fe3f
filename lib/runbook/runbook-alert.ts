import type { TerraformProvider } from "cdktf";
import { MonitorMetricAlert } from "@cdktf/provider-azurerm/lib/monitor-metric-alert";
import { Construct } from "constructs";
import { keyOf, hostNameOf } from "../azure/host-key";
import type { IAutomationAccount } from "../azure/i-automation-account";
import { ResourceId } from "../azure/resource-id";
import { requireAzureRight, USE_ACTION_GROUP } from "../azure/deployment-permissions";
import { OwnedResources } from "../terraform/owned-resources";
import { literalTexts } from "../text/terraform-text";
import { Findings } from "../validation/findings";
import type { TextRule } from "../validation/text-rule";
import { addTypes, optional, providerOf } from "../validation/type-check";
import type { ExchangeRunbook } from "./exchange-runbook";
import { addTagFindings } from "../azure/tags";

/** Who is told of a job that did not succeed. */
export interface RunbookAlertChoice {
  /** The resource id of an existing action group of Azure Monitor. It is not read, and nothing of it is changed. */
  readonly actionGroupId: string;
}

/** An alert on the jobs of an Automation account. */
export interface RunbookAlertProps extends RunbookAlertChoice {
  /** The account. */
  readonly account: IAutomationAccount;

  /**
   * The runbooks whose jobs count.
   *
   * @default - all of the account, hidden system runbooks included
   */
  readonly runbooks?: ExchangeRunbook[];

  /**
   * Tags of the alert.
   *
   * @default - none
   */
  readonly tags?: { [name: string]: string };

  /**
   * The azurerm provider.
   *
   * @default - the stack's default one
   */
  readonly azurerm?: TerraformProvider;
}

/* `Failed` alone misses the other two. */
const NOT_SUCCEEDED = ["Failed", "Stopped", "Suspended"];

/**
 * An alert that fires when a job failed, was stopped or was suspended. An error that does not end a script fails no job.
 *
 * @see https://learn.microsoft.com/azure/automation/automation-alert-metric
 */
export class RunbookAlert extends Construct {
  /** @internal The rule for the id of an action group. */
  public static readonly _ACTION_GROUP_ID: TextRule = ResourceId.ACTION_GROUP.rule;

  /** The Terraform resource. */
  public readonly resource: MonitorMetricAlert;

  /** @throws an `Error` named `ExchangeInputError` for an id that is no action group's */
  public constructor(scope: Construct, id: string, props: RunbookAlertProps) {
    super(scope, id);
    const { account, runbooks = [], azurerm: provider } = props;
    const findings = new Findings();
    findings.add("actionGroupId", RunbookAlert._ACTION_GROUP_ID.check(props.actionGroupId));
    addTagFindings(findings, props.tags);
    addTypes(findings, props, { azurerm: optional(providerOf("azurerm")) });
    findings.report(this);
    const names = runbooks.map(({ resource }) => resource.name);
    // Each stack of an account has its own alert, on its own runbooks.
    const [first] = runbooks.map(({ resource }) => resource.nameInput ?? "");
    const others = names.length > 1 ? ` and ${names.length - 1} more` : "";
    const subject = first === undefined ? account.hostName : `${account.hostName} ${first}${others}`;
    this.resource = new MonitorMetricAlert(this, "Resource", {
      name: `${subject} jobs that did not succeed`,
      resourceGroupName: account.resourceGroupName,
      description: `A job of ${names.length > 0 ? names.join(", ") : "a runbook"} failed, was stopped or was suspended.`,
      scopes: [account.hostId],
      severity: 2,
      frequency: "PT5M",
      windowSize: "PT15M",
      criteria: [
        {
          metricNamespace: "Microsoft.Automation/automationAccounts",
          metricName: "TotalJob",
          aggregation: "Total",
          operator: "GreaterThan",
          threshold: 0,
          dimension: [
            ...(names.length > 0 ? [{ name: "Runbook", operator: "Include", values: names }] : []),
            { name: "Status", operator: "Include", values: NOT_SUCCEEDED },
          ],
        },
      ],
      action: [{ actionGroupId: ResourceId.ACTION_GROUP.canonical(props.actionGroupId) }],
      tags: literalTexts(props.tags),
      provider,
    });
    OwnedResources.of(this)._add(this, {
      kind: "alert",
      names: [...keyOf(account), first ?? ""],
      description: `the alert on the jobs of ${[hostNameOf(account), first].join(" ").trim()}`,
      remedy: "alert on the jobs of an account once",
    });
    requireAzureRight(this, USE_ACTION_GROUP);
  }
}
