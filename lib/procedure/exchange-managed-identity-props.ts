import type { TerraformProvider } from "cdktf";
import type { DirectoryRole } from "../directory-rights/directory-role";
import type { ExchangeModuleChoice } from "../exchange-module/exchange-module";
import type { ExchangeCloud } from "../exchange-online/exchange-cloud";
import type { ExchangeManagementRole } from "../exchange-online/exchange-management-role";
import type { ExchangeRoleGroup } from "../exchange-online/exchange-role-group";
import type { ExchangeHost } from "../host/exchange-host";
import type { HostIdentity } from "../identity/host-identity";
import type { GraphPermission } from "../directory-rights/graph-permission";
import type { RunbookAlertChoice } from "../runbook/runbook-alert";
import type { RunbookDiagnosticsChoice } from "../runbook/runbook-diagnostics";
import type { ImportIds } from "./import-ids";
import type { PowerShellRuntime } from "../exchange-module/powershell-runtime";
import type { ExchangeRunbookOptions } from "../runbook/exchange-runbook-props";

/** Who grants the permission and assigns the roles of an identity. */
export enum GrantsBy {
  /** Terraform does. */
  TERRAFORM = "terraform",

  /** An administrator of the directory does, with a script. The stack changes nothing in the directory. */
  SCRIPT = "script",

  /** Another stack or another construct does, or a person: for an identity that several hosts share. */
  ELSEWHERE = "elsewhere",
}

/** A runbook of an `ExchangeManagedIdentity`. */
export interface ExchangeRunbookChoice extends ExchangeRunbookOptions {
  /**
   * The runtime, one of the module's.
   *
   * @default - the first of the module's
   */
  readonly runtime?: PowerShellRuntime;
}

/** A managed identity that connects to Exchange Online PowerShell. */
export interface ExchangeManagedIdentityProps {
  /** The tenant's initial domain, such as `contoso.onmicrosoft.com`; never a custom one. */
  readonly organization: string;

  /**
   * The tenant's cloud.
   *
   * @default ExchangeCloud.PUBLIC
   */
  readonly cloud?: ExchangeCloud;

  /** The Azure resource that runs PowerShell: new, existing or adopted. */
  readonly host: ExchangeHost;

  /** The identity of the host. If there is a user-assigned one, it gets the permission and the roles. */
  readonly identity: HostIdentity;

  /**
   * The Exchange Online PowerShell module.
   *
   * @default - the newest version that the host's default runtime supports
   */
  readonly module?: ExchangeModuleChoice;

  /**
   * The Microsoft Entra roles of the identity, each once.
   *
   * @default - none, which is allowed only with `exchangeRoleGroups`, with `exchangeRoles` for PowerShell, or with
   *   `GrantsBy.ELSEWHERE`
   */
  readonly directoryRoles?: DirectoryRole[];

  /**
   * Role groups of Exchange Online that the identity becomes a member of, instead of directory roles or with them: the
   * least privilege. An Exchange administrator runs `roleGroupScript` once for it.
   *
   * @default - none
   */
  readonly exchangeRoleGroups?: ExchangeRoleGroup[];

  /**
   * Management roles of Exchange Online that are assigned straight to the identity: the smallest grant that there is. An
   * Exchange administrator runs `roleGroupScript` once for it.
   *
   * @default - none
   */
  readonly exchangeRoles?: ExchangeManagementRole[];

  /**
   * Application permissions of Microsoft Graph for the same identity, each once.
   *
   * @default - none
   */
  readonly graphPermissions?: GraphPermission[];

  /**
   * Who grants the permission and assigns the roles.
   *
   * @default GrantsBy.TERRAFORM
   */
  readonly grants?: GrantsBy;

  /**
   * What was created by hand before and is imported, besides host and identity.
   *
   * @default - nothing
   */
  readonly adopt?: ImportIds;

  /**
   * Runbooks that connect, each name once. Automation only.
   *
   * @default - none
   */
  readonly runbooks?: ExchangeRunbookChoice[];

  /**
   * Where the logs of the jobs go. Automation only.
   *
   * @default - nowhere
   */
  readonly diagnostics?: RunbookDiagnosticsChoice;

  /**
   * Alerts on jobs of the runbooks that did not succeed; on all jobs of the account where there is no runbook.
   * Automation only.
   *
   * @default - nobody
   */
  readonly alert?: RunbookAlertChoice;

  /**
   * Whether Azure refuses to delete the user-assigned identity (a management lock), which has to be created or adopted
   * here. A host is never locked.
   *
   * @default false
   */
  readonly lock?: boolean;

  /**
   * Tags of everything that is created and takes tags; never of what is adopted, nor of runtime environments, which a
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
   * The azurerm provider, for everything in Azure.
   *
   * @default - the stack's default one
   */
  readonly azurerm?: TerraformProvider;

  /**
   * The azuread provider, for everything in the directory.
   *
   * @default - the stack's default one
   */
  readonly azuread?: TerraformProvider;
}
