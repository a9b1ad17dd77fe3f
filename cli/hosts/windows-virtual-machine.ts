import { ExchangeHost, WindowsVirtualMachineHost, PowerShellRuntime } from "cdktf-exchange-managed-identity";
import { hostKind } from "./host-kind";
import { MACHINE, machineProps, machineSettings } from "./virtual-machine";

/** A Windows virtual machine. */
export const WINDOWS_VIRTUAL_MACHINE = hostKind({
  type: "windowsVirtualMachine",
  description: "A Windows virtual machine with Windows PowerShell 5.1.",
  label: "Windows virtual machine",
  hint: "Windows PowerShell 5.1",
  resource: MACHINE,
  operatingSystem: "Windows",
  runtimes: [PowerShellRuntime.V5_1],
  newName: WindowsVirtualMachineHost._NAME,
  existingName: WindowsVirtualMachineHost._EXISTING_NAME,
  settings: machineSettings(WindowsVirtualMachineHost._ADMIN_USERNAME),
  azureProperties: { osProfile: { windowsConfiguration: {} } },
  create: (configuration, context) =>
    ExchangeHost.windowsVirtualMachine({
      ...machineProps(configuration, context),
      adminPassword: context.variables.adminPassword(),
    }),
  fromExisting: (host) => ExchangeHost.fromExistingWindowsVirtualMachine(host),
  adopt: (host) => ExchangeHost.adoptWindowsVirtualMachine(host),
});
