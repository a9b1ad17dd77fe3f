import { ExchangeHost, LinuxVirtualMachineHost, PowerShellRuntime } from "cdktf-exchange-managed-identity";
import { hostKind } from "./host-kind";
import { MACHINE, machineProps, machineSettings } from "./virtual-machine";

/** A Linux virtual machine. */
export const LINUX_VIRTUAL_MACHINE = hostKind({
  type: "linuxVirtualMachine",
  description: "A Linux virtual machine with PowerShell 7.",
  label: "Linux virtual machine",
  hint: "PowerShell 7",
  resource: MACHINE,
  operatingSystem: "Linux",
  runtimes: [PowerShellRuntime.V7],
  newName: LinuxVirtualMachineHost._NAME,
  existingName: LinuxVirtualMachineHost._EXISTING_NAME,
  settings: machineSettings(LinuxVirtualMachineHost._ADMIN_USERNAME),
  azureProperties: { osProfile: { linuxConfiguration: {} } },
  create: (configuration, context) =>
    ExchangeHost.linuxVirtualMachine({
      ...machineProps(configuration, context),
      adminSshPublicKey: context.variables.adminSshPublicKey(),
    }),
  fromExisting: (host) => ExchangeHost.fromExistingLinuxVirtualMachine(host),
  adopt: (host) => ExchangeHost.adoptLinuxVirtualMachine(host),
});
