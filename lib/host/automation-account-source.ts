import type { Problems } from "../problem/problems";
import { checkLocation, checkResourceGroupName, HostResourceGroup } from "../resource-group/host-resource-group";
import { AdoptedAutomationAccount } from "./adopted-automation-account";
import { AutomationAccountHost, type NewAutomationAccountProps } from "./automation-account-host";
import { checkAutomationAccountName } from "./automation-account-name";
import type { ExistingHostProps } from "./exchange-host";
import { HostKind } from "./host-kind";
import type { HostSource } from "./host-source";

/** A new Automation account before it is in a stack. Internal. */
export function newAutomationAccount(props: NewAutomationAccountProps): HostSource {
  return {
    kind: HostKind.AUTOMATION,
    group: props.resourceGroup,
    name: props.name,
    check: (problems, property) => {
      problems.note(`${property}.name`, checkAutomationAccountName(props.name));
      problems.note(`${property}.location`, props.location === undefined ? undefined : checkLocation(props.location));
      props.resourceGroup._check(problems, `${property}.resourceGroup`);
    },
    make: (scope, id, { group, ...options }) =>
      new AutomationAccountHost(scope, id, { ...props, ...options, resourceGroup: HostResourceGroup._of(group) }),
  };
}

/** An Automation account that is only read, before it is in a stack. Internal. */
export function existingAutomationAccount(props: ExistingHostProps): HostSource {
  return {
    ...sourceThere(props),
    isOnlyRead: true,
    make: (scope, id, { provider }) => AutomationAccountHost.fromExisting(scope, id, { ...props, provider }),
  };
}

/** An Automation account that is taken over, before it is in a stack. Internal. */
export function adoptedAutomationAccount(props: ExistingHostProps): HostSource {
  return {
    ...sourceThere(props),
    make: (scope, id, { group, ...options }) =>
      new AdoptedAutomationAccount(scope, id, { ...props, ...options }, group),
  };
}

function sourceThere(props: ExistingHostProps) {
  return {
    kind: HostKind.AUTOMATION,
    group: HostResourceGroup.existing(props.resourceGroupName),
    name: props.name,
    check: (problems: Problems, property: string) => {
      problems.note(`${property}.name`, checkAutomationAccountName(props.name));
      problems.note(`${property}.resourceGroupName`, checkResourceGroupName(props.resourceGroupName));
    },
  };
}
