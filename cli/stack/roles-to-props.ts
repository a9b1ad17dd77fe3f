import { DirectoryRole, ExchangeManagementRole, ExchangeRoleGroup } from "cdktf-exchange-managed-identity";
import type { Conversion } from "./conversion";
import type { IdentityConfiguration } from "../config/identity-schema";

/** The Microsoft Entra roles. */
export function rolesOf({ roles }: IdentityConfiguration, conversion: Conversion): DirectoryRole[] | undefined {
  return roles?.flatMap((entry, index) => {
    const name = typeof entry === "object" ? entry.name : entry;
    const scope = typeof entry === "object" ? entry.scope : undefined;
    const role = DirectoryRole.supported().find((known) => known.name === name);
    return (
      conversion.attempt(["roles", index, "scope"], () =>
        role && scope !== undefined ? role.scopedTo(scope) : role,
      ) ?? []
    );
  });
}

/** The role groups of Exchange Online. */
export function roleGroupsOf({ exchangeRoleGroups }: IdentityConfiguration): ExchangeRoleGroup[] | undefined {
  return exchangeRoleGroups?.map((entry) =>
    typeof entry === "object"
      ? ExchangeRoleGroup.create({
          name: entry.name,
          roles: entry.roles,
          recipientScope: entry.recipientScope,
        })
      : ExchangeRoleGroup.fromExisting(entry),
  );
}

/** The management roles of Exchange Online. */
export function managementRolesOf(
  { exchangeRoles }: IdentityConfiguration,
  conversion: Conversion,
): ExchangeManagementRole[] | undefined {
  return exchangeRoles?.map(({ role, recipientScope, administrativeUnit }, index) => {
    const whole = ExchangeManagementRole.of(role);
    const scoped = recipientScope === undefined ? whole : whole.scopedTo(recipientScope);
    const path = ["exchangeRoles", index, "administrativeUnit"];
    return administrativeUnit === undefined
      ? scoped
      : (conversion.attempt(path, () => scoped.inAdministrativeUnit(administrativeUnit)) ?? scoped);
  });
}
