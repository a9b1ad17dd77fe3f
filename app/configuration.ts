import type { DirectoryRole } from "../lib/directory-role/directory-role";
import type { AdoptedByHand, ExchangeRunbookChoice, GrantsBy } from "../lib/exchange-managed-identity-props";
import type { ExchangeRoleGroup } from "../lib/exchange-online/exchange-role-group";
import type { ModuleContentHash } from "../lib/exchange-module/module-content";
import type { ModuleVersion } from "../lib/exchange-module/module-version";
import type { PowerShellRuntime } from "../lib/exchange-module/powershell-runtime";
import type { NetworkOutbound } from "../lib/host/virtual-machine-network";
import type { ExchangeCloud } from "../lib/exchange-online/exchange-cloud";

/** The whole configuration, read and checked. */
export interface Configuration {
  readonly provider: ProviderConfiguration;
  readonly providerVersions: { readonly azurerm?: string; readonly azuread?: string };
  readonly backend?: BackendConfiguration;
  readonly identities: IdentityConfiguration[];
}

export interface ProviderConfiguration {
  readonly subscriptionId?: string;
  readonly tenantId?: string;
  readonly cloud: ExchangeCloud;
  readonly resourceProviderRegistrations?: string;
}

export interface BackendConfiguration {
  readonly type: string;
  readonly config: { readonly [key: string]: unknown };
}

export interface IdentityConfiguration {
  /** The stack's name. */
  readonly name: string;
  readonly organization: string;
  readonly host: HostConfiguration;
  readonly identity: HostIdentityConfiguration;
  readonly module: ModuleConfiguration;
  /** The roles; undefined where the file leaves them out. */
  readonly roles?: DirectoryRole[];
  readonly exchangeRoleGroups?: ExchangeRoleGroup[];
  readonly grants: GrantsBy;
  readonly adopt?: AdoptedByHand;
  readonly runbook?: ExchangeRunbookChoice;
  readonly tags?: { readonly [name: string]: string };
  readonly protect?: boolean;
}

export interface GroupConfiguration {
  readonly name: string;
  /** Where it is created; undefined for a group that is only read. */
  readonly location?: string;
}

/** Whether something is made, only read, or taken over. */
export type Standing = "new" | "existing" | "adopted";

export interface HostConfiguration {
  readonly type: HostType;
  readonly name: string;
  readonly standing: Standing;
  readonly group: GroupConfiguration;
  readonly location?: string;
  readonly localAuthentication?: boolean;
  readonly publicNetworkAccess?: boolean;
  /** Of a new virtual machine. */
  readonly machine?: MachineConfiguration;
}

/** What is only said of a new virtual machine; one of `subnetId` and `network` is there. */
export interface MachineConfiguration {
  readonly size?: string;
  readonly adminUsername?: string;
  readonly image?: string;
  readonly trustedLaunch?: boolean;
  readonly encryptionAtHost?: boolean;
  readonly subnetId?: string;
  readonly network?: { readonly addressSpace: string; readonly outbound?: NetworkOutbound };
}

export type HostType = "automationAccount" | "windowsVirtualMachine" | "linuxVirtualMachine";

export interface HostIdentityConfiguration {
  readonly systemAssigned: boolean;
  readonly userAssigned?: {
    readonly name: string;
    readonly standing: Standing;
    /** The group of its own; undefined for the host's. */
    readonly group?: GroupConfiguration;
    readonly location?: string;
  };
}

export interface ModuleConfiguration {
  readonly version?: ModuleVersion;
  readonly runtimes: PowerShellRuntime[];
  readonly prerequisites?: boolean;
  readonly contentUri?: string;
  /** The name of the sensitive Terraform variable that holds the address. */
  readonly contentUriVariable?: string;
  readonly contentHash?: ModuleContentHash;
}
