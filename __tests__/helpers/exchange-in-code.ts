import {
  DirectoryRole,
  ExchangeHost,
  ExchangeManagedIdentity,
  HostIdentity,
  HostResourceGroup,
  ModuleVersion,
} from "../../lib";
import { newStack } from "./stack";

/** The group of the host. */
export const GROUP = HostResourceGroup.create({ name: "ContosoRG", location: "West US" });

/** The whole procedure, with what a program passes: with types, or without. */
export function exchange(change: { [property: string]: unknown } = {}, stack = newStack()) {
  const props = {
    organization: "contoso.onmicrosoft.com",
    host: ExchangeHost.automationAccount({ name: "ContosoAzAuto1", resourceGroup: GROUP }),
    identity: HostIdentity.systemAssigned(),
    module: { version: ModuleVersion.V3_9_2 },
    directoryRoles: [DirectoryRole.GLOBAL_READER],
    ...change,
  };
  return { stack, exchange: new ExchangeManagedIdentity(stack, "Exchange", props as never) };
}
