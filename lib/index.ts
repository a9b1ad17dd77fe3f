export {
  ApplicationPermissionGrant,
  ApplicationPermissionGrantProps,
  PermissionGrantProps,
} from "./directory-rights/application-permission-grant";
export * from "./directory-rights/i-application";
export * from "./azure/i-automation-account";
export * from "./azure/i-virtual-machine";
export { AzureRight, DeploymentPermissions, DirectoryRight } from "./azure/deployment-permissions";
export { DirectoryRole, DirectoryRoleProps } from "./directory-rights/directory-role";
export * from "./directory-rights/directory-role-assignment";
export * from "./exchange-managed-identity";
export { AdditionalModule } from "./exchange-module/additional-module";
export { AutomationExchangeModule, AutomationExchangeModuleProps } from "./exchange-module/automation-exchange-module";
export * from "./exchange-module/exchange-module";
export { ModuleContentHash } from "./exchange-module/module-package";
export { ModuleVersion } from "./exchange-module/module-version";
export { PowerShellRuntime } from "./exchange-module/powershell-runtime";
export {
  VirtualMachineExchangeModule,
  VirtualMachineExchangeModuleProps,
} from "./exchange-module/virtual-machine-exchange-module";
export { ExchangeCloud } from "./exchange-online/exchange-cloud";
export { ExchangeConnection, ExchangeConnectionProps } from "./exchange-online/exchange-connection";
export { ExchangeManagementRole } from "./exchange-online/exchange-management-role";
export * from "./exchange-online/exchange-online";
export { ExchangeRoleGroup, NewExchangeRoleGroupProps } from "./exchange-online/exchange-role-group";
export * from "./exchange-online/exchange-role-group-script";
export { ManageAsAppGrant, ManageAsAppGrantProps } from "./exchange-online/manage-as-app-grant";
export * from "./host/automation-account/automation-account-host";
export { ExchangeHost } from "./host/exchange-host";
export { AdoptedHostProps, ExistingHostProps, NewHostOptions } from "./host/host-props";
export { IAutomationAccountHost, IExchangeHost } from "./host/i-exchange-host";
export * from "./host/virtual-machine/linux-virtual-machine-host";
export { NewVirtualMachineProps } from "./host/virtual-machine/new-virtual-machine-props";
export { VirtualMachineImage } from "./host/virtual-machine/virtual-machine-image";
export {
  NetworkOutbound,
  NewVirtualMachineNetworkProps,
  VirtualMachineNetwork,
} from "./host/virtual-machine/virtual-machine-network";
export * from "./host/virtual-machine/windows-virtual-machine-host";
export { AdoptedUserAssignedIdentityProps } from "./identity/adopted-user-assigned-identity";
export { ExistingUserAssignedIdentityProps } from "./identity/existing-user-assigned-identity";
export { HostIdentity } from "./identity/host-identity";
export * from "./identity/host-identity-props";
export * from "./identity/i-user-assigned-identity";
export * from "./identity/identity-lock";
export * from "./identity/managed-identity";
export * from "./identity/user-assigned-identity";
export { GraphPermission } from "./directory-rights/graph-permission";
export * from "./directory-rights/microsoft-graph";
export * from "./procedure/exchange-managed-identity-props";
export * from "./procedure/import-ids";
export * from "./procedure/grant-script";
export { ExistingResourceProps, HostResourceGroup, HostResourceGroupProps } from "./resource-group/host-resource-group";
export { ExchangeRunbook } from "./runbook/exchange-runbook";
export * from "./runbook/exchange-runbook-props";
export * from "./runbook/runbook-alert";
export * from "./runbook/runbook-diagnostics";
export {
  MonthlyRunbookScheduleProps,
  RunbookSchedule,
  RunbookScheduleProps,
  WeeklyRunbookScheduleProps,
} from "./runbook/runbook-schedule";
export { RunbookScript } from "./runbook/runbook-script";
export { ProviderVersions, ProviderVersionsProps } from "./terraform/provider-versions";
export { TerraformText } from "./text/terraform-text";
