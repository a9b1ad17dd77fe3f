import { Annotations, type ITerraformDependable, Lazy, type TerraformProvider, TerraformStack } from "cdktf";
import { AutomationJobSchedule } from "@cdktf/provider-azurerm/lib/automation-job-schedule";
import { AutomationRunbook } from "@cdktf/provider-azurerm/lib/automation-runbook";
import { AutomationSchedule } from "@cdktf/provider-azurerm/lib/automation-schedule";
import { Construct } from "constructs";
import { keyOf, nameOf } from "../azure/host-key";
import type { IAutomationAccount } from "../azure/i-automation-account";
import { AutomationExchangeModule } from "../exchange-module/automation-exchange-module";
import type { IExchangeModule } from "../exchange-module/exchange-module";
import { PowerShellRuntime } from "../exchange-module/powershell-runtime";
import { ExchangeConnection } from "../exchange-online/exchange-connection";
import { OwnedResources } from "../terraform/owned-resources";
import { ProviderVersions } from "../terraform/provider-versions";
import { literalTexts } from "../terraform/text";
import type { Finding } from "../validation/finding";
import { Findings } from "../validation/findings";
import { TextRule } from "../validation/text-rule";
import { checkClass, checkOptionalClass, checkOptionalProvider, checkOptionalTexts } from "../validation/type-check";
import { connectionScript, verificationScript } from "./connection-script";
import { RunbookSchedule } from "./runbook-schedule";
import { RunbookScript } from "./runbook-script";

/** A runbook that connects. */
export interface ExchangeRunbookProps {
  /** The account that runs it. */
  readonly account: IAutomationAccount;

  /** The module that it uses; its runtime is the runbook's. */
  readonly module: IExchangeModule;

  /** The tenant that it connects to, and the identity. */
  readonly connection: ExchangeConnection;

  /** The name: 1 to 63 letters, digits, `-` and `_`, the first a letter or a digit. */
  readonly name: string;

  /**
   * A PowerShell script, which the connection is inserted into.
   *
   * @default - the verification: lists the accepted domains, and disconnects
   */
  readonly script?: RunbookScript;

  /**
   * When it starts by itself.
   *
   * @default - never
   */
  readonly schedule?: RunbookSchedule;

  /**
   * What it waits for besides the module: the permission and the roles, so that its first run can succeed.
   *
   * @default - nothing
   */
  readonly dependsOn?: ITerraformDependable[];

  /**
   * Tags of the runbook.
   *
   * @default - none
   */
  readonly tags?: { [name: string]: string };

  /**
   * The azurerm provider.
   *
   * @default - the stack's default one
   */
  readonly provider?: TerraformProvider;
}

/**
 * A published runbook whose first Exchange command connects with the managed identity.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class ExchangeRunbook extends Construct {
  /** The rule for the name of a runbook. */
  public static readonly NAME: TextRule = TextRule.of({
    pattern: "^[0-9A-Za-z][-_0-9A-Za-z]{0,62}$",
    allowed: "1 to 63 letters, digits, '-' and '_', the first a letter or a digit",
    remedy: "give the name of a runbook as Azure allows it",
  });

  /** The Terraform resource. */
  public readonly resource: AutomationRunbook;

  /** The Terraform resource of the schedule; undefined where there is none. */
  public readonly schedule?: AutomationSchedule;

  /** @throws an `Error` named `ExchangeInputError` for a name that Azure would refuse, or a module of another account */
  public constructor(scope: Construct, id: string, props: ExchangeRunbookProps) {
    super(scope, id);
    const { account, module, provider, name, script } = props;
    reportRunbook(this, props);
    const connection = connectionScript(props.connection);
    this.resource = new AutomationRunbook(this, "Resource", {
      name,
      automationAccountName: account.hostName,
      resourceGroupName: account.resourceGroupName,
      location: account.location,
      runbookType: module.runtime === PowerShellRuntime.V7_2 ? "PowerShell72" : "PowerShell",
      logProgress: false,
      logVerbose: false,
      content: script ? script._withConnection(connection) : connection + verificationScript(),
      tags: literalTexts(props.tags),
      dependsOn: [...module.dependables, ...(props.dependsOn ?? [])],
      lifecycle: module.runtimeEnvironmentName === undefined ? { ignoreChanges: this.computedByAzure() } : undefined,
      provider,
    });
    if (module.runtimeEnvironmentName !== undefined) {
      this.resource.addOverride("runtime_environment_name", module.runtimeEnvironmentName);
    }
    this.schedule = props.schedule && this.start(props, props.schedule);
    OwnedResources.of(this)._add(this, {
      kind: "runbook",
      names: [...keyOf(account), name],
      description: `the runbook ${name} on ${nameOf(account)}`,
      remedy: "rename one of the runbooks",
    });
    for (const warning of script?._warnings(module.runtime.version) ?? []) {
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
    const { account, provider } = props;
    const inAccount = {
      automationAccountName: account.hostName,
      resourceGroupName: account.resourceGroupName,
      provider,
    };
    const resource = new AutomationSchedule(this, "Schedule", {
      ...inAccount,
      name: `${props.name} ${schedule._label}`,
      ...schedule._arguments(this),
      // Every plan computes another one, and only the first counts. Another time of day is a schedule with another name.
      lifecycle: { ignoreChanges: ["start_time"] },
    });
    new AutomationJobSchedule(this, "ScheduleLink", {
      ...inAccount,
      runbookName: this.resource.name,
      scheduleName: resource.name,
    });
    return resource;
  }
}

function reportRunbook(runbook: Construct, props: ExchangeRunbookProps): void {
  const { account, module } = props;
  const findings = new Findings();
  findings.add("name", ExchangeRunbook.NAME.check(props.name));
  findings.add("connection", checkClass(props.connection, ExchangeConnection, "new ExchangeConnection({ … })"));
  findings.add(
    "script",
    checkOptionalClass(props.script, RunbookScript, 'RunbookScript.fromFile("scripts/weekly.ps1")'),
  );
  findings.add(
    "schedule",
    checkOptionalClass(props.schedule, RunbookSchedule, 'RunbookSchedule.daily({ at: "02:00" })'),
  );
  findings.add("tags", checkOptionalTexts(props.tags));
  findings.add("provider", checkOptionalProvider(props.provider, "azurerm"));
  findings.add("module", checkModule(account, module));
  findings.report(runbook);
}

function checkModule(account: IAutomationAccount, module: IExchangeModule): Finding | undefined {
  return module instanceof AutomationExchangeModule && keyOf(module.account).join() !== keyOf(account).join()
    ? {
        given: `the module of ${nameOf(module.account)}, and the account ${nameOf(account)}`,
        allowed: "a module and a runbook of the same account",
        remedy: "install the module on the account that runs the runbook",
      }
    : undefined;
}
