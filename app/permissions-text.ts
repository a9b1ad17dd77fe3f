import type { DeploymentPermissions, DirectoryRight } from "../lib/deployment/deployment-permissions";

/** What the principal needs that applies a stack, for people. */
export function permissionsText(stack: string, { directory, azure }: DeploymentPermissions): string {
  return [
    `${stack}`,
    ...directory.map(
      (right) =>
        `  ${right.reason}: Microsoft Graph ${graph(right)} (service principal)${
          right.entraRoles.length > 0 ? `, or ${right.entraRoles.join(" or ")} (user)` : ""
        }`,
    ),
    ...azure.map(({ reason, role, on }) => `  ${reason}: Azure role ${role} on ${on}`),
  ].join("\n");
}

/** The same of several rights, as the table of the README. */
export function permissionsTable(rights: DirectoryRight[]): string {
  return [
    "| for | Graph application permission (service principal) | directory role (user) |",
    "| --- | --- | --- |",
    ...rights.map(
      (right) =>
        `| ${right.reason} | ${right.graphPermissions.map((name) => `\`${name}\``).join(" and ")} | ${right.entraRoles.join(" or ") || "–"} |`,
    ),
  ].join("\n");
}

function graph({ graphPermissions }: DirectoryRight): string {
  return graphPermissions.join(" and ");
}
