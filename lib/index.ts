export { DirectoryRole, DirectoryRoleProps } from "./directory-role/directory-role";
export * from "./directory-role/directory-role-assignment";
export { AzureRight, DeploymentPermissions, DirectoryRight } from "./deployment/deployment-permissions";
export * from "./deployment/grant-script";
export * from "./exchange-managed-identity";
export * from "./exchange-managed-identity-props";
export * from "./exchange-module/automation-account";
export { AutomationExchangeModule, AutomationExchangeModuleProps } from "./exchange-module/automation-exchange-module";
export * from "./exchange-module/exchange-module";
export { ExchangeModuleChoice } from "./exchange-module/exchange-module-choice";
export { ModuleContentHash } from "./exchange-module/module-content";
export { ModuleVersion } from "./exchange-module/module-version";
export { PowerShellRuntime } from "./exchange-module/powershell-runtime";
export * from "./exchange-module/virtual-machine";
export * from "./exchange-module/virtual-machine-exchange-module";
export * from "./exchange-online/exchange-cloud";
export { ExchangeConnection, ExchangeConnectionProps } from "./exchange-online/exchange-connection";
export * from "./exchange-online/exchange-online";
export { ExchangeRoleGroup, NewExchangeRoleGroupProps } from "./exchange-online/exchange-role-group";
export * from "./exchange-online/exchange-role-group-script";
export * from "./exchange-online/manage-as-app-grant";
export { AdoptedAutomationAccountProps } from "./host/adopted-automation-account";
export * from "./host/automation-account-host";
export { ExchangeHost, ExistingHostProps } from "./host/exchange-host";
export { ExistingAutomationAccountProps } from "./host/existing-automation-account";
export { AdoptedVirtualMachineProps } from "./host/adopted-virtual-machine";
export { ExistingVirtualMachineProps } from "./host/existing-virtual-machine";
export * from "./host/i-exchange-host";
export {
  LinuxVirtualMachineHost,
  LinuxVirtualMachineHostProps,
  NewLinuxVirtualMachineProps,
} from "./host/linux-virtual-machine-host";
export { NewVirtualMachineProps, VirtualMachineHostOptions } from "./host/new-virtual-machine-props";
export { VirtualMachineImage } from "./host/virtual-machine-image";
export { NetworkOutbound, NewVirtualMachineNetworkProps, VirtualMachineNetwork } from "./host/virtual-machine-network";
export {
  NewWindowsVirtualMachineProps,
  WindowsVirtualMachineHost,
  WindowsVirtualMachineHostProps,
} from "./host/windows-virtual-machine-host";
export { ExistingHostIdentityProps, HostIdentity, NewHostIdentityProps } from "./identity/host-identity";
export * from "./identity/managed-identity";
export * from "./identity/user-assigned-identity";
export { ProviderVersions, ProviderVersionsProps } from "./provider-versions";
export { HostResourceGroup, HostResourceGroupProps } from "./resource-group/host-resource-group";
export { ExchangeRunbook, ExchangeRunbookProps } from "./runbook/exchange-runbook";
export { RunbookSchedule, RunbookScheduleProps, WeeklyRunbookScheduleProps } from "./runbook/runbook-schedule";
export * from "./terraform/automation-runtime-environment";
export * from "./terraform/automation-runtime-environment-package";
