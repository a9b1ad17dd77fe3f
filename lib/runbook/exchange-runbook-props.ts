import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { IAutomationAccount } from "../azure/i-automation-account";
import type { IExchangeModule } from "../exchange-module/exchange-module";
import type { ExchangeConnection } from "../exchange-online/exchange-connection";
import type { RunbookSchedule } from "./runbook-schedule";
import type { RunbookScript } from "./runbook-script";

/** What a runbook does, and when. */
export interface ExchangeRunbookOptions {
  /** The name: 1 to 63 letters, digits, `-` and `_`, the first a letter or a digit. */
  readonly name: string;

  /**
   * A PowerShell script, which the connection is inserted into: at its line `# connect: exchange`, or in front of its first
   * statement.
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
   * The parameters of its scheduled runs, by name: texts, numbers, true or false, or lists of these. They need a schedule,
   * and a script that has these parameters. A list reaches an array parameter as a list.
   *
   * @default - none
   */
  readonly parameters?: { [name: string]: string | number | boolean | (string | number | boolean)[] };

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
}

/** A runbook, which connects unless it is told not to. */
export interface ExchangeRunbookProps extends ExchangeRunbookOptions {
  /** The account that runs it. */
  readonly account: IAutomationAccount;

  /** The module that it uses; its runtime is the runbook's. */
  readonly module: IExchangeModule;

  /** The tenant that it connects to, and the identity. */
  readonly connection: ExchangeConnection;

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
  readonly azurerm?: TerraformProvider;
}
