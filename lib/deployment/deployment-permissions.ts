/** Why a right is needed, and which right it is, for service principals and for users. */
export interface DirectoryRight {
  /** What it is needed for. */
  readonly reason: string;
  /** Application permissions of Microsoft Graph, for a service principal. */
  readonly graphPermissions: string[];
  /** Microsoft Entra roles, any one of them, for a user. Empty where a user needs none. */
  readonly entraRoles: string[];
}

/** An Azure role, and where it is needed. */
export interface AzureRight {
  /** What it is needed for. */
  readonly reason: string;
  /** The name of the Azure role. */
  readonly role: string;
  /** What it has to be assigned on. */
  readonly on: string;
}

/** What the principal needs that applies an `ExchangeManagedIdentity`. */
export interface DeploymentPermissions {
  /** Rights in the directory. */
  readonly directory: DirectoryRight[];
  /** Rights in Azure. */
  readonly azure: AzureRight[];
}

/** What decides which rights are needed. Internal. */
export interface DeploymentNeeds {
  readonly grantsByTerraform: boolean;
  readonly assignsRoles: boolean;
  readonly readsPrincipal: boolean;
  readonly createsGroup: boolean;
  readonly usesIdentityElsewhere: boolean;
  readonly joinsSubnet: boolean;
}

/** Reading Exchange Online's service principal. */
export const READ_EXCHANGE_ONLINE: DirectoryRight = {
  reason: "reading the Exchange Online service principal",
  graphPermissions: ["Application.Read.All"],
  entraRoles: [],
};

/** Granting the permission. */
export const GRANT_PERMISSION: DirectoryRight = {
  reason: "granting Exchange.ManageAsApp",
  graphPermissions: ["AppRoleAssignment.ReadWrite.All", "Application.Read.All"],
  entraRoles: ["Application Administrator", "Global Administrator"],
};

/** Assigning the roles. */
export const ASSIGN_ROLES: DirectoryRight = {
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

/** Creating the resource group. */
export const CREATE_GROUP: AzureRight = {
  reason: "creating the resource group and what lies in it",
  role: "Contributor",
  on: "the subscription",
};

/** Writing in the resource group. */
export const WRITE_GROUP: AzureRight = {
  reason: "making or changing what lies in the resource group",
  role: "Contributor",
  on: "the resource group",
};

/** Attaching an identity that lies in another group. */
export const USE_IDENTITY: AzureRight = {
  reason: "attaching a user-assigned identity that lies in another resource group",
  role: "Managed Identity Operator",
  on: "the identity",
};

/** Joining a subnet that is there. */
export const JOIN_SUBNET: AzureRight = {
  reason: "joining the virtual machine to a subnet that is there",
  role: "Network Contributor",
  on: "the subnet",
};

/** The rights that these needs come to. */
export function permissionsFor(needs: DeploymentNeeds): DeploymentPermissions {
  const directory: DirectoryRight[] = [];
  if (needs.grantsByTerraform) {
    directory.push(READ_EXCHANGE_ONLINE, GRANT_PERMISSION);
    if (needs.assignsRoles) {
      directory.push(ASSIGN_ROLES);
    }
  }
  if (needs.readsPrincipal) {
    directory.push(READ_PRINCIPAL);
  }
  const azure = [needs.createsGroup ? CREATE_GROUP : WRITE_GROUP];
  if (needs.usesIdentityElsewhere) {
    azure.push(USE_IDENTITY);
  }
  if (needs.joinsSubnet) {
    azure.push(JOIN_SUBNET);
  }
  return { directory, azure };
}
