import { Annotations, Lazy, TerraformStack } from "cdktf";
import { AutomationJobSchedule } from "@cdktf/provider-azurerm/lib/automation-job-schedule";
import { AutomationRunbook } from "@cdktf/provider-azurerm/lib/automation-runbook";
import { AutomationSchedule } from "@cdktf/provider-azurerm/lib/automation-schedule";
import { Construct } from "constructs";
import { keyOf, hostNameOf } from "../azure/host-key";
import { PowerShellRuntime } from "../exchange-module/powershell-runtime";
import { OwnedResources } from "../terraform/owned-resources";
import { ProviderVersions } from "../terraform/provider-versions";
import { TerraformData } from "../terraform/terraform-data";
import { literalTexts, literalWithReferences } from "../text/terraform-text";
import type { TextRule } from "../validation/text-rule";
import { connectionScript, verificationScript } from "./connection-script";
import type { ExchangeRunbookProps } from "./exchange-runbook-props";
import { RUNBOOK_DESCRIPTION, RUNBOOK_NAME, runbookFindings, runbookTypes } from "./exchange-runbook-rules";
import { PARAMETER_NAME, scheduledParameters } from "./runbook-parameters";
import { scriptWarnings } from "./script-checks/script-warnings";
import type { RunbookSchedule } from "./runbook-schedule";
import { checkSameStack } from "../terraform/same-stack";
import { addressOf } from "../terraform/address";

/**
 * A published runbook whose first Exchange command connects with the managed identity.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class ExchangeRunbook extends Construct {
  /** @internal The rule for the name of a runbook. */
  public static readonly _NAME: TextRule = RUNBOOK_NAME;

  /** @internal The rule for the description of a runbook. */
  public static readonly _DESCRIPTION: TextRule = RUNBOOK_DESCRIPTION;

  /** @internal The rule for the name of a parameter. */
  public static readonly _PARAMETER_NAME: TextRule = PARAMETER_NAME;

  /** The Terraform resource. */
  public readonly resource: AutomationRunbook;

  /** The Terraform resource of the schedule; undefined where there is none. */
  public readonly schedule?: AutomationSchedule;

  /** @throws an `Error` named `ExchangeInputError` for a name that Azure would refuse, or a module of another account */
  public constructor(scope: Construct, id: string, props: ExchangeRunbookProps) {
    super(scope, id);
    const { account, module, azurerm: provider, name, description } = props;
    runbookTypes(props).throw(this);
    const findings = runbookFindings(props);
    findings.add("module", checkSameStack(this, module, "the module"));
    findings.report(this);
    const { runtime, runtimeEnvironmentName } = module;
    // A runbook that changes its runtime is replaced: in place it would stay in an environment that is deleted before.
    const heldRuntime = new TerraformData(this, "Runtime", runtime.version);
    this.resource = new AutomationRunbook(this, "Resource", {
      name,
      automationAccountName: account.hostName,
      resourceGroupName: account.resourceGroupName,
      location: account.location,
      runbookType: runtime === PowerShellRuntime.V7_2 ? "PowerShell72" : "PowerShell",
      logProgress: false,
      logVerbose: false,
      description: typeof description === "string" ? literalWithReferences(description) : undefined,
      content: contentOf(props),
      tags: literalTexts(props.tags),
      dependsOn: [...module.dependables, ...(props.dependsOn ?? [])],
      lifecycle: {
        ignoreChanges: runtimeEnvironmentName === undefined ? this.computedByAzure() : undefined,
        replaceTriggeredBy: [addressOf(heldRuntime)],
      },
      provider,
    });
    if (runtimeEnvironmentName !== undefined) {
      this.resource.addOverride("runtime_environment_name", runtimeEnvironmentName);
    }
    this.schedule = props.schedule && this.start(props, props.schedule);
    OwnedResources.of(this)._add(this, {
      property: "name",
      kind: "runbook",
      names: [...keyOf(account), name],
      description: `the runbook ${name} on ${hostNameOf(account)}`,
      remedy: "rename one of the runbooks",
    });
    for (const warning of scriptWarnings(props)) {
      Annotations.of(this).addWarning(warning);
    }
  }

  /* Azure gives a 5.1 or 7.2 runbook an environment that nobody asked for. An older azurerm does not have the argument. */
  private computedByAzure(): string[] {
    const stack = TerraformStack.of(this);
    return Lazy.listValue(
      {
        produce: () => (ProviderVersions._haveRunbookEnvironments(stack) ? ["runtime_environment_name"] : undefined),
      },
      { omitEmpty: true },
    );
  }

  private start(props: ExchangeRunbookProps, schedule: RunbookSchedule): AutomationSchedule {
    const { account, azurerm: provider } = props;
    const inAccount = {
      automationAccountName: account.hostName,
      resourceGroupName: account.resourceGroupName,
      provider,
    };
    const resource = new AutomationSchedule(this, "Schedule", {
      ...inAccount,
      name: `${props.name} ${schedule._label}`,
      ...schedule._arguments(this),
      // Every plan computes another one, and only the first counts: any other setting is a schedule with another name.
      lifecycle: { ignoreChanges: ["start_time"] },
    });
    new AutomationJobSchedule(this, "ScheduleLink", {
      ...inAccount,
      runbookName: this.resource.name,
      scheduleName: resource.name,
      parameters: props.parameters && scheduledParameters(props.parameters),
      // Azure deletes it with either of them. An id changes if a resource is replaced, and not if it is updated.
      lifecycle: { replaceTriggeredBy: [this.resource, resource].map((owner) => `${addressOf(owner)}.id`) },
    });
    return resource;
  }
}

function contentOf({ script, connection, connect = true }: ExchangeRunbookProps): string {
  if (script && !connect) {
    return script._content;
  }
  const connecting = connectionScript(connection);
  return script ? script._withConnection(connecting) : connecting + verificationScript();
}
