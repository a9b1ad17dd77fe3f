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
import { literalTexts, literalWithReferences } from "../terraform/text";
import type { Finding } from "../validation/finding";
import { Findings } from "../validation/findings";
import { TextRule } from "../validation/text-rule";
import {
  checkClass,
  checkOptionalBoolean,
  checkOptionalClass,
  checkOptionalProvider,
  checkOptionalTexts,
} from "../validation/type-check";
import { connectionScript, verificationScript } from "./connection-script";
import { addParameterFindings, scheduledParameters } from "./runbook-parameters";
import { RunbookSchedule } from "./runbook-schedule";
import { RunbookScript } from "./runbook-script";

/** A runbook, which connects unless it is told not to. */
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
   * The parameters of its scheduled runs, by name: texts, numbers, true or false. They need a schedule, and a script that
   * has these parameters.
   *
   * @default - none
   */
  readonly parameters?: { [name: string]: string | number | boolean };

  /**
   * What the runbook does, for people: at most 512 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * Whether the connection is inserted into the script. Turn it off for a script that does not need Exchange, or that
   * connects by itself.
   *
   * @default true
   */
  readonly connect?: boolean;

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
    const { account, module, provider, name, description, script, connect = true } = props;
    reportRunbook(this, props);
    this.resource = new AutomationRunbook(this, "Resource", {
      name,
      automationAccountName: account.hostName,
      resourceGroupName: account.resourceGroupName,
      location: account.location,
      runbookType: module.runtime === PowerShellRuntime.V7_2 ? "PowerShell72" : "PowerShell",
      logProgress: false,
      logVerbose: false,
      description: description === undefined ? undefined : literalWithReferences(description),
      content: contentOf(props),
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
    for (const warning of script?._warnings(module.runtime.version, connect) ?? []) {
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
      parameters: props.parameters && scheduledParameters(props.parameters),
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
  findings.add("description", DESCRIPTION._checkOptional(props.description));
  findings.add("connect", checkOptionalBoolean(props.connect) ?? checkConnect(props));
  addParameterFindings(findings, props);
  findings.report(runbook);
}

const DESCRIPTION = TextRule.of({
  pattern: "^[^\\p{Cc}]{1,512}$",
  allowed: "1 to 512 characters on one line",
  remedy: "shorten the description",
});

function contentOf({ script, connection, connect = true }: ExchangeRunbookProps): string {
  if (script && !connect) {
    return script._content;
  }
  const connecting = connectionScript(connection);
  return script ? script._withConnection(connecting) : connecting + verificationScript();
}

function checkConnect({ connect, script }: ExchangeRunbookProps): Finding | undefined {
  return connect === false && script === undefined
    ? {
        given: "no connection, and no script",
        allowed: "a script, where the connection is turned off",
        remedy: "name the script, or leave connect out",
      }
    : undefined;
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
