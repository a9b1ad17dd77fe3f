import { AutomationAccountHost, ExchangeHost, PowerShellRuntime } from "cdktf-exchange-managed-identity";
import { trueOrFalse } from "../config/fields";
import { AUTOMATION_VERSION } from "../tenant/reading/azure-id";
import { hostKind } from "./host-kind";
import type { HostResource } from "./host-resource";

/** An Automation account in Azure. */
export const ACCOUNT = {
  word: "Automation account",
  sampleName: "ContosoAzAuto1",
  optionKey: "automationAccount",
  option: "--automation-account",
  azureType: "Microsoft.Automation/automationAccounts",
  apiVersion: AUTOMATION_VERSION,
  terraformTypes: ["azurerm_automation_account", "azurerm_resources"],
  testRights: [
    "starting a runbook: Azure role Automation Job Operator on the Automation account",
    "publishing one for the test alone (--with-runbook): Azure role Automation Contributor on the Automation account",
  ],
  runsRunbooks: true,
  takesRunCommands: false,
} as const satisfies HostResource;

/** An Azure Automation account. */
export const AUTOMATION_ACCOUNT = hostKind({
  type: "automationAccount",
  description: "An Azure Automation account: runs runbooks, by hand or by a schedule. No machine to maintain.",
  label: "Azure Automation account",
  hint: "runs runbooks, no machine to maintain",
  resource: ACCOUNT,
  runtimes: PowerShellRuntime.automation(),
  newName: AutomationAccountHost._NAME,
  existingName: AutomationAccountHost._NAME,
  settings: {
    shape: {
      localAuthentication: trueOrFalse(
        "Whether webhooks, DSC and agent-based workers may sign in with the account's keys.",
        "false",
      ).optional(),
      publicNetworkAccess: trueOrFalse("Whether the account can be reached from public networks.", "true").optional(),
    },
    example: {},
  },
  azureProperties: { sku: { name: "Basic" } },
  create: ({ name, location, localAuthentication, publicNetworkAccess }, { resourceGroup }) =>
    ExchangeHost.automationAccount({ name, resourceGroup, location, localAuthentication, publicNetworkAccess }),
  fromExisting: (host) => ExchangeHost.fromExistingAutomationAccount(host),
  adopt: (host) => ExchangeHost.adoptAutomationAccount(host),
});
