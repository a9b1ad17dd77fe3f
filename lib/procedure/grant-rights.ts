import type { ApplicationPermissionGrant } from "../directory-rights/application-permission-grant";
import { DirectoryRoleAssignment, warnAboutRole } from "../directory-rights/directory-role-assignment";
import type { ExchangeConnection } from "../exchange-online/exchange-connection";
import { ExchangeOnline } from "../exchange-online/exchange-online";
import { ExchangeRoleGroupScript } from "../exchange-online/exchange-role-group-script";
import { ManageAsAppGrant } from "../exchange-online/manage-as-app-grant";
import type { ManagedIdentity } from "../identity/managed-identity";
import { MicrosoftGraph } from "../directory-rights/microsoft-graph";
import { warnAboutPermission } from "../directory-rights/permission-warnings";
import { GrantsBy } from "./exchange-managed-identity-props";
import { GrantScript } from "./grant-script";
import type { Procedure } from "./procedure";
import { graphPermissionFindings, roleFindings } from "./role-findings";
import { plainText } from "../text/terraform-text";
import type { Place } from "../validation/finding";
import type { Translation } from "../validation/input-validation";

/** Grants the permission Exchange.ManageAsApp, if Terraform grants here. */
export function grantManageAsApp(
  { scope, props, validation }: Procedure,
  identity: ManagedIdentity,
): ManageAsAppGrant | undefined {
  const { grants = GrantsBy.TERRAFORM, adopt, azuread: provider } = props;
  if (grants !== GrantsBy.TERRAFORM) {
    return undefined;
  }
  const place = importPlace(["identity"], ["adopt", "manageAsAppAssignmentId"]);
  return validation.at(
    place,
    () =>
      new ManageAsAppGrant(scope, "ManageAsApp", {
        exchangeOnline: ExchangeOnline.fromTenant(scope, "ExchangeOnline", { azuread: provider }),
        identity,
        adoptAssignmentId: adopt?.manageAsAppAssignmentId,
        azuread: provider,
      }),
  );
}

/** Grants the permissions of Microsoft Graph, if Terraform grants here. */
export function grantGraphPermissions(
  { scope, props, validation }: Procedure,
  identity: ManagedIdentity,
): ApplicationPermissionGrant[] {
  const { grants = GrantsBy.TERRAFORM, graphPermissions = [], adopt, azuread: provider } = props;
  const findings = graphPermissionFindings(props);
  findings.report(scope);
  if (grants !== GrantsBy.TERRAFORM || graphPermissions.length === 0 || !findings.isEmpty) {
    return [];
  }
  const graph = MicrosoftGraph.fromTenant(scope, "MicrosoftGraph", { azuread: provider });
  return graphPermissions.map((permission, index) => {
    const id = plainText(permission.name) === undefined ? `Permission${index + 1}` : `Permission-${permission.name}`;
    const place = importPlace(["graphPermissions", index], ["adopt", "graphPermissionAssignmentIds", permission.name]);
    return validation.at(place, () =>
      graph.grantPermission(identity, permission, {
        id,
        adoptAssignmentId: adopt?.graphPermissionAssignmentIds?.[permission.name],
      }),
    );
  });
}

/** Assigns the Microsoft Entra roles, if Terraform grants here. */
export function assignRoles(
  { scope, props, validation }: Procedure,
  identity: ManagedIdentity,
  grant: ManageAsAppGrant | undefined,
): DirectoryRoleAssignment[] {
  const { directoryRoles = [], adopt, azuread: provider } = props;
  const findings = roleFindings(props);
  findings.report(scope);
  if (!grant || !findings.isEmpty) {
    return [];
  }
  return directoryRoles.map((role, index) => {
    const place = importPlace(["directoryRoles", index], ["adopt", "roleAssignmentIds", role.label]);
    return validation.at(
      place,
      () =>
        new DirectoryRoleAssignment(scope, `Role-${role._key(scope)}`, {
          identity,
          role,
          adoptAssignmentId: adopt?.roleAssignmentIds?.[role.label],
          azuread: provider,
        }),
    );
  });
}

/** The script that grants instead of Terraform; undefined without `GrantsBy.SCRIPT`. */
export function createGrantScript(
  { scope, props }: Procedure,
  identity: ManagedIdentity,
  connection: ExchangeConnection,
): string | undefined {
  const { directoryRoles = [], graphPermissions = [], grants } = props;
  if (grants !== GrantsBy.SCRIPT) {
    return undefined;
  }
  directoryRoles.forEach((role) => warnAboutRole(scope, role));
  graphPermissions.forEach((permission) => warnAboutPermission(scope, permission));
  return new GrantScript({ identity, directoryRoles, graphPermissions, connection }).script;
}

/** The script for role groups and management roles; undefined if there are none. */
export function createRoleGroupScript(
  { scope, props, validation }: Procedure,
  identity: ManagedIdentity,
  connection: ExchangeConnection,
): string | undefined {
  const { exchangeRoleGroups: roleGroups, exchangeRoles: managementRoles, host, azuread: provider } = props;
  if (!roleGroups && !managementRoles) {
    return undefined;
  }
  const names: { readonly [property: string]: string } = {
    roleGroups: "exchangeRoleGroups",
    managementRoles: "exchangeRoles",
  };
  const place = ([property, ...rest]: Place): Place => [names[property] ?? property, ...rest];
  const displayName = props.identity._name ?? host._source.name;
  return validation.at(
    place,
    () =>
      new ExchangeRoleGroupScript(scope, "RoleGroups", {
        identity,
        connection,
        displayName,
        roleGroups,
        managementRoles,
        azuread: provider,
      }),
  ).script;
}

/* A grant has its own place, and the id of one that exists lies in `adopt`. */
function importPlace(own: Place, imported: Place): Translation {
  return ([property]) => (property === "adoptAssignmentId" ? imported : own);
}
