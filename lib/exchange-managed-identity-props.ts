import type { TerraformProvider } from "cdktf";
import type { DirectoryRole } from "./directory-role/directory-role";
import type { ExchangeModuleChoice } from "./exchange-module/exchange-module-choice";
import type { PowerShellRuntime } from "./exchange-module/powershell-runtime";
import type { ExchangeCloud } from "./exchange-online/exchange-cloud";
import type { ExchangeRoleGroup } from "./exchange-online/exchange-role-group";
import type { ExchangeHost } from "./host/exchange-host";
import type { HostIdentity } from "./identity/host-identity";
import type { RunbookSchedule } from "./runbook/runbook-schedule";

/** Who gives the identity its permission and its roles. */
export enum GrantsBy {
  /** Terraform does. */
  TERRAFORM = "terraform",
  /** An administrator of the directory does, with a script; the stack changes nothing in the directory. */
  SCRIPT = "script",
}

/** What was made by hand with the guide's commands, and is taken over by import blocks. */
export interface AdoptedByHand {
  /**
   * The id of the assignment of Exchange.ManageAsApp, as Microsoft Graph gives it or as the assignment's output does.
   *
   * @default - the permission is granted
   */
  readonly manageAsAppAssignmentId?: string;

  /**
   * The ids of role assignments, by the label of the role: its name, and its scope where it has one.
   *
   * @default - the roles are assigned
   */
  readonly roleAssignmentIds?: { [label: string]: string };

  /**
   * Whether the module was imported before, in every runtime; 5.1 and 7.2 only.
   *
   * @default false
   */
  readonly modules?: boolean;
}

/** A runbook of an `ExchangeManagedIdentity`. */
export interface ExchangeRunbookChoice {
  /** The name: 1 to 63 letters, digits, `-` and `_`, the first a letter or a digit. */
  readonly name: string;

  /**
   * The runtime, one of the module's.
   *
   * @default - the first of the module's
   */
  readonly runtime?: PowerShellRuntime;

  /**
   * A PowerShell script, which the connection is put into.
   *
   * @default - the verification: lists the accepted domains, and disconnects
   */
  readonly script?: string;

  /**
   * When it is started by itself.
   *
   * @default - never
   */
  readonly schedule?: RunbookSchedule;
}

/** What an `ExchangeManagedIdentity` is made of. */
export interface ExchangeManagedIdentityProps {
  /** The tenant's initial domain, such as `contoso.onmicrosoft.com`; never a custom one. */
  readonly organization: string;

  /**
   * The cloud that the tenant lives in.
   *
   * @default ExchangeCloud.PUBLIC
   */
  readonly cloud?: ExchangeCloud;

  /** The Azure resource that runs PowerShell: new, read or taken over. */
  readonly host: ExchangeHost;

  /** The identity that it carries. Where it is a user-assigned one, permission and roles are that one's. */
  readonly identity: HostIdentity;

  /**
   * The Exchange Online PowerShell module.
   *
   * @default - the newest version that the host's usual runtime can hold
   */
  readonly module?: ExchangeModuleChoice;

  /**
   * The Microsoft Entra roles of the identity, each once.
   *
   * @default - none, which is allowed only with `exchangeRoleGroups`
   */
  readonly directoryRoles?: DirectoryRole[];

  /**
   * Role groups of Exchange Online that the identity becomes a member of, instead of or beside directory roles: the
   * least privilege. An Exchange administrator runs `roleGroupScript` once for it.
   *
   * @default - none
   */
  readonly exchangeRoleGroups?: ExchangeRoleGroup[];

  /**
   * Who gives permission and roles: Terraform, or an administrator who runs `grantScript` once.
   *
   * @default GrantsBy.TERRAFORM
   */
  readonly grants?: GrantsBy;

  /**
   * What was made by hand before and is taken over, beside host and identity.
   *
   * @default - nothing
   */
  readonly adopt?: AdoptedByHand;

  /**
   * A runbook that connects. Automation only.
   *
   * @default - none
   */
  readonly runbook?: ExchangeRunbookChoice;

  /**
   * Tags of everything that is made and takes tags; never of what is adopted, nor of runtime environments, which a
   * changed tag would replace.
   *
   * @default - none
   */
  readonly tags?: { [name: string]: string };

  /**
   * Whether Terraform refuses to destroy the host and the identity.
   *
   * @default - true for what is adopted, else false
   */
  readonly protect?: boolean;

  /**
   * The azurerm provider, of everything in Azure.
   *
   * @default - the stack's default one
   */
  readonly azurerm?: TerraformProvider;

  /**
   * The azuread provider, of everything in the directory.
   *
   * @default - the stack's default one
   */
  readonly azuread?: TerraformProvider;
}
