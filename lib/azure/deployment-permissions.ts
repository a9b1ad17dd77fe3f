import type { IConstruct } from "constructs";

/** A right in the directory, and what it is needed for. */
export interface DirectoryRight {
  /** What it is needed for. */
  readonly reason: string;

  /** Application permissions of Microsoft Graph, for a service principal. */
  readonly graphPermissions: string[];

  /** Microsoft Entra roles, any one of them, for a user. Empty where a user needs none. */
  readonly entraRoles: string[];
}

/** An Azure role, and what it is needed for. */
export interface AzureRight {
  /** What it is needed for. */
  readonly reason: string;

  /** The name of the Azure role. */
  readonly role: string;

  /** The scope of the role assignment. */
  readonly on: string;
}

/** The rights of the principal that deploys. */
export interface DeploymentPermissions {
  /** Rights in the directory. */
  readonly directory: DirectoryRight[];

  /** Rights in Azure. */
  readonly azure: AzureRight[];
}

/** Reading the service principal of Exchange Online or Microsoft Graph. */
export const READ_APPLICATION = (name: string): DirectoryRight => ({
  reason: `reading the ${name} service principal`,
  graphPermissions: ["Application.Read.All"],
  entraRoles: [],
});

/** The name of the permission that lets an identity connect to Exchange Online PowerShell. */
export const MANAGE_AS_APP = "Exchange.ManageAsApp";

/** Granting an application permission. Those of Microsoft Graph take a higher role of a user, which covers any other. */
export const GRANT_PERMISSION = (name: string): DirectoryRight => ({
  reason: name === MANAGE_AS_APP ? `granting ${MANAGE_AS_APP}` : "granting other application permissions",
  graphPermissions: ["AppRoleAssignment.ReadWrite.All", "Application.Read.All"],
  entraRoles:
    name === MANAGE_AS_APP
      ? ["Application Administrator", "Global Administrator"]
      : ["Privileged Role Administrator", "Global Administrator"],
});

/** Assigning Microsoft Entra roles. */
export const ASSIGN_DIRECTORY_ROLES: DirectoryRight = {
  reason: "assigning Microsoft Entra roles",
  graphPermissions: ["RoleManagement.ReadWrite.Directory"],
  entraRoles: ["Privileged Role Administrator", "Global Administrator"],
};

/** Reading the identity's own service principal. */
export const READ_PRINCIPAL: DirectoryRight = {
  reason: "reading the client id of a system-assigned identity",
  graphPermissions: ["Application.Read.All"],
  entraRoles: [],
};

/** Creating a resource group. */
export const CREATE_RESOURCE_GROUP: AzureRight = {
  reason: "creating the resource group and what lies in it",
  role: "Contributor",
  on: "the subscription",
};

/** Writing in an existing resource group. */
export const WRITE_RESOURCE_GROUP: AzureRight = {
  reason: "creating or changing what lies in the resource group",
  role: "Contributor",
  on: "the resource group",
};

/** Attaching an identity of another resource group. */
export const ATTACH_IDENTITY: AzureRight = {
  reason: "attaching a user-assigned identity of another resource group",
  role: "Managed Identity Operator",
  on: "the identity",
};

/** Joining an existing subnet. */
export const JOIN_SUBNET: AzureRight = {
  reason: "joining the virtual machine to an existing subnet",
  role: "Network Contributor",
  on: "the subnet",
};

/** Sending logs to a Log Analytics workspace. */
export const USE_WORKSPACE: AzureRight = {
  reason: "sending the logs of the jobs to the Log Analytics workspace",
  role: "Log Analytics Contributor",
  on: "the workspace",
};

/** Alerting an action group. */
export const USE_ACTION_GROUP: AzureRight = {
  reason: "naming the action group in the alert",
  role: "Monitoring Reader",
  on: "the action group",
};

/** Locking the identity. Contributor does not cover it. */
export const LOCK_IDENTITY: AzureRight = {
  reason: "locking the user-assigned identity",
  role: "User Access Administrator",
  on: "the resource group of the identity",
};

/** Says that whoever deploys a construct needs a right. */
export function requireAzureRight(construct: IConstruct, right: AzureRight): void {
  requirementsOf(construct).azure.push(right);
}

/** Says that whoever deploys a construct needs a right in the directory. */
export function requireDirectoryRight(construct: IConstruct, right: DirectoryRight): void {
  requirementsOf(construct).directory.push(right);
}

/** The rights that a construct and everything below it need, each once. */
export function deploymentPermissionsOf(construct: IConstruct): DeploymentPermissions {
  const all = construct.node.findAll().map((child) => REQUIREMENTS.get(child));
  return {
    directory: unique(all.flatMap((requirements) => requirements?.directory ?? [])),
    azure: withoutCovered(unique(all.flatMap((requirements) => requirements?.azure ?? []))),
  };
}

interface Requirements {
  readonly directory: DirectoryRight[];
  readonly azure: AzureRight[];
}

const REQUIREMENTS = new WeakMap<IConstruct, Requirements>();

function requirementsOf(construct: IConstruct): Requirements {
  const requirements = REQUIREMENTS.get(construct) ?? { directory: [], azure: [] };
  REQUIREMENTS.set(construct, requirements);
  return requirements;
}

function unique<T extends { readonly reason: string }>(rights: T[]): T[] {
  return rights.filter(({ reason }, index) => rights.findIndex((other) => other.reason === reason) === index);
}

/* Contributor on the subscription covers the group. On a group that is not there yet nobody has a role. */
function withoutCovered(rights: AzureRight[]): AzureRight[] {
  return rights.includes(CREATE_RESOURCE_GROUP)
    ? rights
        .filter((right) => right !== WRITE_RESOURCE_GROUP)
        .map((right) => (right === LOCK_IDENTITY ? { ...right, on: "the subscription" } : right))
    : rights;
}
