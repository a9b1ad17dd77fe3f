import { DirectoryRole } from "../directory-rights/directory-role";
import type { ExchangeManagementRole } from "../exchange-online/exchange-management-role";
import type { Finding } from "../validation/finding";
import { Findings } from "../validation/findings";
import { type ExchangeManagedIdentityProps, GrantsBy } from "./exchange-managed-identity-props";
import type { ImportIds } from "./import-ids";
import { plainText, readableText } from "../text/terraform-text";

/** Checks the roles as a list. */
export function roleFindings(props: ExchangeManagedIdentityProps): Findings {
  const { directoryRoles, exchangeRoleGroups, exchangeRoles = [], grants } = props;
  const findings = new Findings();
  const roles = directoryRoles ?? [];
  if (grants === GrantsBy.ELSEWHERE) {
    findings.add("directoryRoles", directoryRoles === undefined ? undefined : rolesElsewhere(roles));
    findings.add("exchangeRoles", props.exchangeRoles === undefined ? undefined : rolesElsewhere(exchangeRoles));
    return findings;
  }
  const isForPowerShell = exchangeRoles.some((role) => !role.isForApplications);
  if (roles.length === 0 && (directoryRoles !== undefined || (!exchangeRoleGroups && !isForPowerShell))) {
    findings.add("directoryRoles", {
      given: directoryRoles,
      allowed: `one or more of ${DirectoryRole.supported()
        .map(({ name }) => name)
        .join(", ")}, or exchangeRoleGroups or exchangeRoles instead`,
      remedy:
        "name the role that the scripts need, or leave the roles out if there are exchangeRoleGroups, or exchangeRoles that are not named Application …: without any of them every connection is refused with 403",
    });
  }
  const key = ({ templateId, scope }: DirectoryRole) => `${templateId} ${scope}`.toLowerCase();
  roles.forEach((role, index) => {
    const isTwice = roles.slice(0, index).some((earlier) => key(earlier) === key(role) || earlier.label === role.label);
    const finding = { given: role.label, allowed: "each role once", remedy: `name ${role.label} once` };
    findings.add(["directoryRoles", index], isTwice ? finding : undefined);
  });
  return findings;
}

function rolesElsewhere(roles: (DirectoryRole | ExchangeManagementRole)[]): Finding {
  return {
    given: roles.map((role) => ("label" in role ? role.label : role.toString())),
    allowed: "no roles, because they are assigned elsewhere",
    remedy: "leave the roles out, or let Terraform grant the permission and the roles here",
  };
}

/** Checks the permissions of Microsoft Graph as a list. */
export function graphPermissionFindings(props: ExchangeManagedIdentityProps): Findings {
  const { graphPermissions = [], grants } = props;
  const findings = new Findings();
  findings.add(
    "graphPermissions",
    props.graphPermissions?.length === 0
      ? { given: [], allowed: "one permission or more", remedy: "name a permission, or leave the property out" }
      : undefined,
  );
  const names = graphPermissions.map(({ name }) => name.toLowerCase());
  names.forEach((name, index) => {
    const given = graphPermissions[index].name;
    const isTwice = names.indexOf(name) !== index;
    const finding = { given, allowed: "each permission once", remedy: `name ${given} once` };
    findings.add(["graphPermissions", index], isTwice ? finding : undefined);
  });
  findings.add(
    "graphPermissions",
    grants === GrantsBy.ELSEWHERE && graphPermissions.length > 0
      ? {
          given: graphPermissions.map(String),
          allowed: "no permissions, because they are granted elsewhere",
          remedy: "leave the permissions out, or let Terraform grant the permissions and the roles here",
        }
      : undefined,
  );
  return findings;
}

/** Checks the ids of what is imported. */
export function importFindings(props: ExchangeManagedIdentityProps): Findings {
  const { adopt = {}, grants, directoryRoles = [], graphPermissions = [] } = props;
  const findings = new Findings();
  const notHere: Finding = {
    given: "the id of a permission or a role that this stack does not grant",
    allowed: "no such ids with grants by a script or elsewhere",
    remedy: "remove the ids, or let Terraform grant the permission and the roles",
  };
  const isHere = grants === undefined || grants === GrantsBy.TERRAFORM;
  for (const property of [
    "manageAsAppAssignmentId",
    "roleAssignmentIds",
    "graphPermissionAssignmentIds",
  ] satisfies (keyof ImportIds)[]) {
    findings.add(["adopt", property], isHere || adopt[property] === undefined ? undefined : notHere);
  }
  for (const label of isHere ? Object.keys(adopt.roleAssignmentIds ?? {}) : []) {
    const isRole = plainText(label) === undefined || directoryRoles.some((role) => role.label === label);
    const finding = {
      given: readableText(label),
      allowed: directoryRoles.map((role) => role.label).join(", ") || "no role",
      remedy: "name one of the roles of this identity, with its scope if it has one",
    };
    findings.add(["adopt", "roleAssignmentIds", label], isRole ? undefined : finding);
  }
  for (const name of isHere ? Object.keys(adopt.graphPermissionAssignmentIds ?? {}) : []) {
    const isPermission =
      plainText(name) === undefined || graphPermissions.some((permission) => permission.name === name);
    const finding = {
      given: readableText(name),
      allowed: graphPermissions.join(", ") || "no permission",
      remedy: "name one of the permissions of this identity",
    };
    findings.add(["adopt", "graphPermissionAssignmentIds", name], isPermission ? undefined : finding);
  }
  return findings;
}
