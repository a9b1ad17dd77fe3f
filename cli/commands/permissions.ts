import type { DeploymentPermissions } from "cdktf-exchange-managed-identity";
import type { HostResource } from "../hosts/host-resource";

/** The rights of the principal that runs the command `test`, a line each. */
export function testPermissionLines({ testRights }: HostResource): string[] {
  return [
    "reading the set-up: Azure role Reader on the resource group, and Microsoft Graph Application.Read.All, RoleManagement.Read.Directory and Organization.Read.All",
    ...testRights,
  ];
}

/** The rights of the principal that deploys a stack, a line each. */
export function permissionLines({ directory, azure }: DeploymentPermissions, toRegister: string[] = []): string[] {
  // Contributor on the subscription covers it.
  const isCovered = azure.some(({ role, on }) => role === "Contributor" && on === "the subscription");
  return [
    ...directory.map(({ reason, graphPermissions, entraRoles }) => {
      const user = entraRoles.length > 0 ? `, or ${entraRoles.join(" or ")} (user)` : "";
      return `${reason}: Microsoft Graph ${graphPermissions.join(" and ")} (service principal)${user}`;
    }),
    ...azure.map(({ reason, role, on }) => `${reason}: Azure role ${role} on ${on}`),
    ...(toRegister.length > 0 && !isCovered
      ? [
          `registering ${toRegister.join(" and ")}, on a subscription that has not yet: Azure role Contributor on the subscription`,
        ]
      : []),
  ];
}

/**
 * The rights of a principal that only plans, a line each. It can read Terraform's state, which holds the secrets of the
 * stack.
 */
export function planPermissionLines({ directory, azure }: DeploymentPermissions): string[] {
  const places = [...new Set(azure.map(({ on }) => on))];
  const isAll = places.includes("the subscription");
  const graph = new Set(
    directory.flatMap(({ graphPermissions }) =>
      graphPermissions.map((permission) => READS_INSTEAD[permission] ?? permission),
    ),
  );
  return [
    ...(graph.size > 0
      ? [`reading the directory: Microsoft Graph ${[...graph].join(" and ")} (service principal)`]
      : []),
    ...(isAll ? ["the subscription"] : places).map((place) => `reading ${place}: Azure role Reader on ${place}`),
    "reading Terraform's state, where it is a blob: Azure role Storage Blob Data Reader on its container",
  ];
}

/* What reads what the permission writes. */
const READS_INSTEAD: { readonly [permission: string]: string } = {
  "AppRoleAssignment.ReadWrite.All": "Application.Read.All",
  "RoleManagement.ReadWrite.Directory": "RoleManagement.Read.Directory",
};
