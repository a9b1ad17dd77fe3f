import { DirectoryRole, ExchangeManagementRole, ExchangeRoleGroup } from "cdktf-exchange-managed-identity";
import type { Conversion } from "./conversion";
import type { IdentityConfiguration } from "../config/identity-schema";

/** The Microsoft Entra roles. */
export function rolesOf({ roles }: IdentityConfiguration, conversion: Conversion): DirectoryRole[] | undefined {
  return (
    roles &&
    conversion.entries("roles", roles, (entry, index) => {
      const name = typeof entry === "object" ? entry.name : entry;
      const scope = typeof entry === "object" ? entry.scope : undefined;
      const role = DirectoryRole.supported().find((known) => known.name === name);
      return conversion.attempt(["roles", index, "scope"], () =>
        role && scope !== undefined ? role.scopedTo(scope) : role,
      );
    })
  );
}

/** The role groups of Exchange Online. */
export function roleGroupsOf(
  { exchangeRoleGroups: groups }: IdentityConfiguration,
  conversion: Conversion,
): ExchangeRoleGroup[] | undefined {
  return (
    groups &&
    conversion.entries("exchangeRoleGroups", groups, (entry, index) => {
      const path = ["exchangeRoleGroups", index];
      if (typeof entry !== "object") {
        return conversion.attempt(path, () => ExchangeRoleGroup.fromExisting(entry));
      }
      const { name, roles, recipientScope } = entry;
      return conversion.attemptNamed(path, () => ExchangeRoleGroup.create({ name, roles, recipientScope }));
    })
  );
}

/** The management roles of Exchange Online. */
export function managementRolesOf(
  { exchangeRoles }: IdentityConfiguration,
  conversion: Conversion,
): ExchangeManagementRole[] | undefined {
  return (
    exchangeRoles &&
    conversion.entries("exchangeRoles", exchangeRoles, ({ role, recipientScope, administrativeUnit }, index) => {
      const at = (key: string) => ["exchangeRoles", index, key];
      const whole = conversion.attempt(at("role"), () => ExchangeManagementRole.of(role));
      const scoped =
        whole && recipientScope !== undefined
          ? conversion.attempt(at("recipientScope"), () => whole.scopedTo(recipientScope))
          : whole;
      const limited =
        scoped && administrativeUnit !== undefined
          ? conversion.attempt(at("administrativeUnit"), () => scoped.inAdministrativeUnit(administrativeUnit))
          : scoped;
      return limited ?? scoped ?? whole;
    })
  );
}
