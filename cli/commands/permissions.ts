import type { DeploymentPermissions } from "cdktf-exchange-managed-identity";

/** The rights of the principal that runs the command `test`, a line each. */
export function testPermissionLines(isMachine: boolean): string[] {
  return [
    "reading the set-up: what doctor needs (Azure role Reader on the resource group, and Microsoft Graph)",
    ...(isMachine
      ? ["the run command of the test: Azure role Virtual Machine Contributor on the virtual machine"]
      : [
          "starting a runbook: Azure role Automation Job Operator on the Automation account",
          "publishing one for the test alone (--with-runbook): Azure role Automation Contributor on the Automation account",
        ]),
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
