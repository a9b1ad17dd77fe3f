/** An example for each part of the configuration, by its key. A test puts each into an identity, or into the file. */
export const REFERENCE_EXAMPLES: { readonly [part: string]: string } = {
  provider: `"provider": { "subscriptionId": "11111111-2222-3333-4444-555555555555", "cloud": "public" }`,
  providerVersions: `"providerVersions": { "azurerm": ">= 4.69.0, < 5.0.0" }`,
  backend: `"backend": {
  "type": "azurerm",
  "config": {
    "resource_group_name": "terraform-state",
    "storage_account_name": "contosotfstate",
    "container_name": "tfstate",
    "key": "exchange/{stack}.tfstate",
    "use_azuread_auth": true
  }
}`,
  organization: `"organization": "contoso.onmicrosoft.com"`,
  grants: `"grants": "script"`,
  protect: `"protect": true`,
  lock: `"identity": { "type": "userAssigned", "name": "ContosoMI1" }, "lock": true`,
  verify: `"verify": true`,
  shape: `"shape": "module"`,
  resourceGroup: `"resourceGroup": { "name": "ContosoRG", "location": "West US" }`,
  host: `"host": {
  "type": "linuxVirtualMachine",
  "name": "ContosoVM1",
  "network": { "addressSpace": "10.20.0.0/24" }
}`,
  identity: `"identity": { "type": "userAssigned", "name": "ContosoMI1" }`,
  module: `"module": {
  "version": "3.9.2",
  "runtimes": ["5.1"],
  "additional": [{ "name": "Microsoft.Graph.Authentication", "version": "2.26.1" }]
}`,
  roles: `"roles": [
  "Global Reader",
  { "name": "Helpdesk Administrator", "scope": "/administrativeUnits/33333333-4444-5555-6666-777777777777" }
]`,
  exchangeRoleGroups: `"exchangeRoleGroups": [
  "Hygiene Management",
  { "name": "Report Readers", "roles": ["View-Only Recipients"] }
]`,
  exchangeRoles: `"exchangeRoles": [{ "role": "View-Only Configuration" }]`,
  graphPermissions: `"graphPermissions": ["User.Read.All"]`,
  runbook: `"runbook": {
  "name": "Report-Mailboxes",
  "script": "scripts/report-mailboxes.ps1",
  "schedule": { "every": "week", "weekDays": ["Monday"], "at": "06:30", "timeZone": "Europe/Berlin" },
  "parameters": { "Days": 30 }
}`,
  runbooks: `"runbooks": [{ "name": "Test-ExchangeConnection" }, { "name": "Report-Users", "script": "scripts/report-users.ps1" }]`,
  diagnostics: `"diagnostics": {
  "logAnalyticsWorkspaceId":
    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/Monitoring/providers/Microsoft.OperationalInsights/workspaces/Logs"
}`,
  alert: `"alert": {
  "actionGroupId": "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/Monitoring/providers/Microsoft.Insights/actionGroups/Messaging"
}`,
  adopt: `"adopt": { "manageAsAppAssignmentId": "…", "roleAssignmentIds": { "Exchange Administrator": "…" } }`,
  tags: `"tags": { "owner": "messaging" }`,
};

/** The parts that stand in the file itself, beside \`identities\`. */
export const PARTS_OF_THE_FILE: readonly string[] = ["provider", "providerVersions", "backend"];
