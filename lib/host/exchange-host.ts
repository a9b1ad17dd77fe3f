import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { PowerShellRuntime } from "../exchange-module/powershell-runtime";
import type { HostIdentity } from "../identity/host-identity";
import type { Problems } from "../problem/problems";
import {
  checkLocation,
  checkResourceGroupName,
  HostResourceGroup,
  type BoundResourceGroup,
} from "../resource-group/host-resource-group";
import { AdoptedAutomationAccount } from "./adopted-automation-account";
import { AutomationAccountHost, type NewAutomationAccountProps } from "./automation-account-host";
import { checkAutomationAccountName } from "./automation-account-name";
import type { IExchangeHost } from "./i-exchange-host";

/** Where a host is that exists. */
export interface ExistingHostProps {
  /** The name of the host. */
  readonly name: string;

  /** The name of its resource group. */
  readonly resourceGroupName: string;
}

/** What a host is bound with. Internal. */
export interface HostBindOptions {
  readonly group: BoundResourceGroup;
  readonly identity: HostIdentity;
  readonly tags?: { [name: string]: string };
  readonly protect?: boolean;
  readonly provider?: TerraformProvider;
}

/* A host before it is in a stack. */
interface HostSource {
  readonly group: HostResourceGroup;
  readonly runtime: PowerShellRuntime;
  readonly isOnlyRead?: boolean;
  readonly name: string;
  readonly runsRunbooks: boolean;
  check(problems: Problems, property: string): void;
  make(scope: Construct, id: string, options: HostBindOptions): IExchangeHost;
}

/**
 * The host that an `ExchangeManagedIdentity` is for: new, read, or taken over.
 *
 * @see guide, system-assigned step 1 and user-assigned step 2: create a resource with the managed identity
 */
export class ExchangeHost {
  /** A new Automation account. */
  public static automationAccount(props: NewAutomationAccountProps): ExchangeHost {
    return new ExchangeHost({
      group: props.resourceGroup,
      name: props.name,
      runsRunbooks: true,
      runtime: PowerShellRuntime.V5_1,
      check: (problems, property) => {
        problems.note(`${property}.name`, checkAutomationAccountName(props.name));
        problems.note(`${property}.location`, props.location === undefined ? undefined : checkLocation(props.location));
        props.resourceGroup._check(problems, `${property}.resourceGroup`);
      },
      make: (scope, id, { group, ...options }) =>
        new AutomationAccountHost(scope, id, { ...props, ...options, resourceGroup: HostResourceGroup._of(group) }),
    });
  }

  /** An Automation account that exists and is only read; it has to carry the identity already. */
  public static existingAutomationAccount(props: ExistingHostProps): ExchangeHost {
    return new ExchangeHost({
      group: HostResourceGroup.existing(props.resourceGroupName),
      name: props.name,
      runsRunbooks: true,
      runtime: PowerShellRuntime.V5_1,
      isOnlyRead: true,
      check: (problems, property) => checkPlace(problems, property, props),
      make: (scope, id, { provider }) => AutomationAccountHost.fromExisting(scope, id, { ...props, provider }),
    });
  }

  /** An Automation account that exists and that Terraform takes over, to add the identity and nothing else. */
  public static adoptedAutomationAccount(props: ExistingHostProps): ExchangeHost {
    return new ExchangeHost({
      group: HostResourceGroup.existing(props.resourceGroupName),
      name: props.name,
      runsRunbooks: true,
      runtime: PowerShellRuntime.V5_1,
      check: (problems, property) => checkPlace(problems, property, props),
      make: (scope, id, { group, ...options }) =>
        new AdoptedAutomationAccount(scope, id, { ...props, ...options }, group),
    });
  }

  private constructor(private readonly source: HostSource) {}

  /** @internal The group that it lies in. */
  public get _resourceGroup(): HostResourceGroup {
    return this.source.group;
  }

  /** @internal The runtime that the module is for if nobody says. */
  public get _defaultRuntime(): PowerShellRuntime {
    return this.source.runtime;
  }

  /** @internal Whether it has to carry the identity already. */
  public get _isOnlyRead(): boolean {
    return this.source.isOnlyRead ?? false;
  }

  /** @internal Its name. */
  public get _name(): string {
    return this.source.name;
  }

  /** @internal Whether it is an Automation account. */
  public get _runsRunbooks(): boolean {
    return this.source.runsRunbooks;
  }

  /** @internal Notes what Azure would refuse of the host. */
  public _check(problems: Problems, property: string): void {
    this.source.check(problems, property);
  }

  /** @internal */
  public _bind(scope: Construct, id: string, options: HostBindOptions): IExchangeHost {
    return this.source.make(scope, id, options);
  }
}

function checkPlace(problems: Problems, property: string, props: ExistingHostProps): void {
  problems.note(`${property}.name`, checkAutomationAccountName(props.name));
  problems.note(`${property}.resourceGroupName`, checkResourceGroupName(props.resourceGroupName));
}
