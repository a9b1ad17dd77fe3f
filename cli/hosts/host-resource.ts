/** A type of Azure resource that carries an identity and runs PowerShell. */
export interface HostResource {
  /** What a person calls it. */
  readonly word: string;
  /** The name of it in examples. */
  readonly sampleName: string;
  /** The option that names one, as commander gives it to a command. */
  readonly optionKey: string;
  /** The same as a person writes it. */
  readonly option: string;
  /** The type in Azure, such as `Microsoft.Automation/automationAccounts`. */
  readonly azureType: string;
  /** The version of Azure Resource Manager's interface that is read. */
  readonly apiVersion: string;
  /** The Terraform types of it, the data source of one that is read first. */
  readonly terraformTypes: readonly [dataSource: string, ...others: string[]];
  /** The rights of a principal that starts the verification in it, a line each. */
  readonly testRights: readonly string[];
  /** Whether it runs runbooks, and has modules that can be seen from outside. */
  readonly runsRunbooks: boolean;
  /** Whether a script can be run in it from outside, by a run command. */
  readonly takesRunCommands: boolean;
}

/** The Azure resource provider of a type. */
export function resourceProviderOf({ azureType }: HostResource): string {
  return azureType.split("/")[0];
}
