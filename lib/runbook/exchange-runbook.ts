import { Annotations, type ITerraformDependable, Lazy, type TerraformProvider, TerraformStack } from "cdktf";
import type { AutomationRunbook } from "@cdktf/provider-azurerm/lib/automation-runbook";
import type { AutomationSchedule } from "@cdktf/provider-azurerm/lib/automation-schedule";
import { Construct } from "constructs";
import type { ExchangeConnection } from "../exchange-online/exchange-connection";
import type { IAutomationAccount } from "../exchange-module/automation-account";
import type { IExchangeModule } from "../exchange-module/exchange-module";
import { PowerShellRuntime } from "../exchange-module/powershell-runtime";
import { checkText } from "../problem/checked-text";
import type { Finding } from "../problem/finding";
import { Problems } from "../problem/problems";
import { ProviderVersions } from "../provider-versions";
import { azurerm } from "../terraform/bindings";
import { isReference } from "../terraform/literal-text";
import type { RunbookSchedule } from "./runbook-schedule";
import { checkRunbookScript, connectsItself, runbookContent, unavailableCommands } from "./runbook-script";

/** What an `ExchangeRunbook` is made of. */
export interface ExchangeRunbookProps {
  /** The account that runs it. */
  readonly account: IAutomationAccount;

  /** The module that it runs with; its runtime is the runbook's. */
  readonly module: IExchangeModule;

  /** The tenant that it connects to, and as whom. */
  readonly connection: ExchangeConnection;

  /** The name: 1 to 63 letters, digits, `-` and `_`, the first a letter or a digit. */
  readonly name: string;

  /**
   * A PowerShell script. The connection is put in behind its `using`, `#Requires`, help and `param`; nothing else of
   * it changes but line ends and a byte order mark. `${…}` in it is text.
   * In front of a script that only Terraform knows the connection simply goes first.
   *
   * @default - the verification: lists the accepted domains, and disconnects
   */
  readonly script?: string;

  /**
   * When it is started by itself.
   *
   * @default - never
   */
  readonly schedule?: RunbookSchedule;

  /**
   * What it waits for beside the module: the permission and the roles, so that its first run can succeed.
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

/** What is wrong with a text as the name of a runbook, if anything. */
export function checkRunbookName(name: string): Finding | undefined {
  return checkText(name, {
    pattern: /^[0-9A-Za-z][-_0-9A-Za-z]{0,62}$/,
    allowed: "1 to 63 letters, digits, '-' and '_', the first a letter or a digit",
    remedy: "give the name of a runbook as Azure allows it",
  });
}

/**
 * A published runbook whose first Exchange command connects with the managed identity.
 *
 * @see https://learn.microsoft.com/powershell/exchange/connect-exo-powershell-managed-identity
 */
export class ExchangeRunbook extends Construct {
  /** The Terraform resource. */
  public readonly resource: AutomationRunbook;

  /** The Terraform resource of the schedule; undefined where there is none. */
  public readonly schedule?: AutomationSchedule;

  /** @throws an `Error` named `ExchangeInputError` for a name that Azure would refuse, or a script that cannot be connected */
  public constructor(scope: Construct, id: string, props: ExchangeRunbookProps) {
    const problems = new Problems();
    problems.note("name", checkRunbookName(props.name));
    problems.note("script", props.script === undefined ? undefined : checkRunbookScript(props.script));
    problems.raise(scope, id);
    super(scope, id);

    const { account, module, provider } = props;
    this.resource = new azurerm.AutomationRunbook(this, "Resource", {
      name: props.name,
      automationAccountName: account.hostName,
      resourceGroupName: account.resourceGroupName,
      location: account.location,
      runbookType: module.runtime === PowerShellRuntime.V7_2 ? "PowerShell72" : "PowerShell",
      logProgress: false,
      logVerbose: false,
      content: runbookContent(props.connection, props.script),
      tags: props.tags,
      dependsOn: [...module.dependables, ...(props.dependsOn ?? [])],
      lifecycle: module.runtimeEnvironmentName === undefined ? { ignoreChanges: this.filledInByAzure() } : undefined,
      provider,
    });
    if (module.runtimeEnvironmentName !== undefined) {
      this.resource.addOverride("runtime_environment_name", module.runtimeEnvironmentName);
    }
    this.schedule = props.schedule && this.start(props, props.schedule);
    if (props.script !== undefined && !isReference(props.script)) {
      warnOfScript(this, props.script);
    }
  }

  /* A 5.1 or 7.2 runbook gets an environment from Azure that nobody asked for; an older azurerm does not know of it. */
  private filledInByAzure(): string[] {
    const stack = TerraformStack.of(this);
    return Lazy.listValue(
      { produce: () => (ProviderVersions._knowsRunbookEnvironments(stack) ? ["runtime_environment_name"] : undefined) },
      { omitEmpty: true },
    );
  }

  private start(props: ExchangeRunbookProps, schedule: RunbookSchedule): AutomationSchedule {
    const { account, provider } = props;
    const place = { automationAccountName: account.hostName, resourceGroupName: account.resourceGroupName, provider };
    const made = new azurerm.AutomationSchedule(this, "Schedule", {
      ...place,
      name: `${props.name} ${schedule._label}`,
      ...schedule._arguments,
      // It is another one in every plan, and only the first counts; another time of day is a schedule of another name.
      lifecycle: { ignoreChanges: ["start_time"] },
    });
    new azurerm.AutomationJobSchedule(this, "ScheduleLink", {
      ...place,
      runbookName: this.resource.name,
      scheduleName: made.name,
    });
    return made;
  }
}

function warnOfScript(scope: Construct, script: string): void {
  const annotations = Annotations.of(scope);
  for (const command of unavailableCommands(script)) {
    annotations.addWarning(
      `The script calls ${command}, which does not work with a managed identity. Take the call out.`,
    );
  }
  if (connectsItself(script)) {
    annotations.addWarning(
      "The script calls Connect-ExchangeOnline itself, and is connected already when it does. Take the call out.",
    );
  }
}
