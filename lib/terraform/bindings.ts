/*
 * The provider bindings, each loaded when it is first used: a program pays only for the resources that it makes.
 * The rest of the library imports their types alone.
 */

interface Azurerm {
  readonly AutomationJobSchedule: typeof import("@cdktf/provider-azurerm/lib/automation-job-schedule").AutomationJobSchedule;
  readonly AutomationRunbook: typeof import("@cdktf/provider-azurerm/lib/automation-runbook").AutomationRunbook;
  readonly AutomationSchedule: typeof import("@cdktf/provider-azurerm/lib/automation-schedule").AutomationSchedule;
  readonly AutomationAccount: typeof import("@cdktf/provider-azurerm/lib/automation-account").AutomationAccount;
  readonly AutomationModule: typeof import("@cdktf/provider-azurerm/lib/automation-module").AutomationModule;
  readonly AutomationPowershell72Module: typeof import("@cdktf/provider-azurerm/lib/automation-powershell72-module").AutomationPowershell72Module;
  readonly DataAzurermAutomationAccount: typeof import("@cdktf/provider-azurerm/lib/data-azurerm-automation-account").DataAzurermAutomationAccount;
  readonly DataAzurermResourceGroup: typeof import("@cdktf/provider-azurerm/lib/data-azurerm-resource-group").DataAzurermResourceGroup;
  readonly DataAzurermResources: typeof import("@cdktf/provider-azurerm/lib/data-azurerm-resources").DataAzurermResources;
  readonly DataAzurermUserAssignedIdentity: typeof import("@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity").DataAzurermUserAssignedIdentity;
  readonly ResourceGroup: typeof import("@cdktf/provider-azurerm/lib/resource-group").ResourceGroup;
  readonly UserAssignedIdentity: typeof import("@cdktf/provider-azurerm/lib/user-assigned-identity").UserAssignedIdentity;
}

interface Azuread {
  readonly AppRoleAssignment: typeof import("@cdktf/provider-azuread/lib/app-role-assignment").AppRoleAssignment;
  readonly DataAzureadServicePrincipals: typeof import("@cdktf/provider-azuread/lib/data-azuread-service-principals").DataAzureadServicePrincipals;
  readonly DirectoryRoleAssignment: typeof import("@cdktf/provider-azuread/lib/directory-role-assignment").DirectoryRoleAssignment;
}

/** The bindings of the azurerm provider that the library uses. */
export const azurerm: Azurerm = {
  get AutomationJobSchedule() {
    return (require("@cdktf/provider-azurerm/lib/automation-job-schedule") as Pick<Azurerm, "AutomationJobSchedule">)
      .AutomationJobSchedule;
  },
  get AutomationRunbook() {
    return (require("@cdktf/provider-azurerm/lib/automation-runbook") as Pick<Azurerm, "AutomationRunbook">)
      .AutomationRunbook;
  },
  get AutomationSchedule() {
    return (require("@cdktf/provider-azurerm/lib/automation-schedule") as Pick<Azurerm, "AutomationSchedule">)
      .AutomationSchedule;
  },
  get AutomationAccount() {
    return (require("@cdktf/provider-azurerm/lib/automation-account") as Pick<Azurerm, "AutomationAccount">)
      .AutomationAccount;
  },
  get AutomationModule() {
    return (require("@cdktf/provider-azurerm/lib/automation-module") as Pick<Azurerm, "AutomationModule">)
      .AutomationModule;
  },
  get AutomationPowershell72Module() {
    return (
      require("@cdktf/provider-azurerm/lib/automation-powershell72-module") as Pick<
        Azurerm,
        "AutomationPowershell72Module"
      >
    ).AutomationPowershell72Module;
  },
  get DataAzurermAutomationAccount() {
    return (
      require("@cdktf/provider-azurerm/lib/data-azurerm-automation-account") as Pick<
        Azurerm,
        "DataAzurermAutomationAccount"
      >
    ).DataAzurermAutomationAccount;
  },
  get DataAzurermResourceGroup() {
    return (
      require("@cdktf/provider-azurerm/lib/data-azurerm-resource-group") as Pick<Azurerm, "DataAzurermResourceGroup">
    ).DataAzurermResourceGroup;
  },
  get DataAzurermResources() {
    return (require("@cdktf/provider-azurerm/lib/data-azurerm-resources") as Pick<Azurerm, "DataAzurermResources">)
      .DataAzurermResources;
  },
  get DataAzurermUserAssignedIdentity() {
    return (
      require("@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity") as Pick<
        Azurerm,
        "DataAzurermUserAssignedIdentity"
      >
    ).DataAzurermUserAssignedIdentity;
  },
  get ResourceGroup() {
    return (require("@cdktf/provider-azurerm/lib/resource-group") as Pick<Azurerm, "ResourceGroup">).ResourceGroup;
  },
  get UserAssignedIdentity() {
    return (require("@cdktf/provider-azurerm/lib/user-assigned-identity") as Pick<Azurerm, "UserAssignedIdentity">)
      .UserAssignedIdentity;
  },
};

/** The bindings of the azuread provider that the library uses. */
export const azuread: Azuread = {
  get AppRoleAssignment() {
    return (require("@cdktf/provider-azuread/lib/app-role-assignment") as Pick<Azuread, "AppRoleAssignment">)
      .AppRoleAssignment;
  },
  get DataAzureadServicePrincipals() {
    return (
      require("@cdktf/provider-azuread/lib/data-azuread-service-principals") as Pick<
        Azuread,
        "DataAzureadServicePrincipals"
      >
    ).DataAzureadServicePrincipals;
  },
  get DirectoryRoleAssignment() {
    return (
      require("@cdktf/provider-azuread/lib/directory-role-assignment") as Pick<Azuread, "DirectoryRoleAssignment">
    ).DirectoryRoleAssignment;
  },
};
