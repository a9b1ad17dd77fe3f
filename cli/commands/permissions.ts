import type { DeploymentPermissions } from "cdktf-exchange-managed-identity";

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
