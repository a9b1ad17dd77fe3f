import { DirectoryRole } from "cdktf-exchange-managed-identity";
import { identityName } from "../diagnosis/check-identity";
import {
  hasPermission,
  permissionOf,
  roleName,
  type SupportedRole,
  supportedIn,
  supportedRoles,
} from "../diagnosis/rights";
import type { RoleAssignment } from "../reading/directory";
import { valueOr } from "../reading/reading";
import type { IdentityRights, TenantState } from "../reading/tenant";

/** The part of an entry that is about permission and roles. */
export interface DiscoveredRights {
  readonly keys: { readonly grants?: "elsewhere"; readonly roles?: readonly (string | object)[] };
  readonly adopt: {
    readonly manageAsAppAssignmentId?: string;
    readonly roleAssignmentIds?: { readonly [label: string]: string };
  };
  readonly notes: readonly string[];
}

/** The permission and the roles of an identity: what is there is adopted, what is missing is added. */
export function discoveredRights(
  state: TenantState,
  identity: IdentityRights | undefined,
  wanted: readonly string[] | undefined,
): DiscoveredRights {
  const unreadable = [identity?.permissions, identity?.roles].find((reading) => reading?.state === "unreadable");
  if (unreadable?.state === "unreadable") {
    // What is there could not be adopted, and an apply would end in "already exists".
    const note = `The rights could not be read (${unreadable.reason}): the entry leaves permission and roles alone, with "grants": "elsewhere".`;
    const dropped = wanted === undefined ? [] : ["--role was left out: nothing is granted."];
    return { keys: { grants: "elsewhere" }, adopt: {}, notes: [note, ...dropped] };
  }
  const permission = identity && permissionOf(identity);
  const adopted = identity ? adoptableRoles(identity) : [];
  const added = [...new Set(wanted ?? (adopted.length > 0 ? [] : ["Global Reader"]))].filter(
    (name) => !adopted.some(({ role }) => role.label === name),
  );
  const roles = adopted.map(({ role }) => (role.isScoped ? { name: role.name, scope: role.scope } : role.name));
  return {
    keys: { roles: [...roles, ...added] },
    adopt: {
      ...(permission ? { manageAsAppAssignmentId: permission.id } : {}),
      ...(adopted.length > 0
        ? { roleAssignmentIds: Object.fromEntries(adopted.map(({ role, id }) => [role.label, id])) }
        : {}),
    },
    notes: [
      ...(permission ? [] : ["The identity does not have Exchange.ManageAsApp: the entry adds it."]),
      ...(added.length > 0
        ? [
            `The entry adds ${added.length === 1 ? "the role" : "the roles"} ${added.join(", ")} for the whole tenant. Choose others with --role; if role groups of Exchange Online give the rights, write exchangeRoleGroups in the place of roles.`,
          ]
        : []),
      ...unchangedRights(state, identity, adopted),
    ],
  };
}

interface AdoptedRole {
  readonly role: DirectoryRole;
  readonly id: string;
}

/* Each role and scope once: what Microsoft Entra lists twice is one. */
function adoptableRoles(identity: IdentityRights): readonly AdoptedRole[] {
  const found = supportedRoles(identity).flatMap(({ role, assignment }: SupportedRole): AdoptedRole[] => {
    if (assignment.scope === "/") {
      return [{ role, id: assignment.id }];
    }
    const isUnit = role.takesScope && DirectoryRole._SCOPE.check(assignment.scope) === undefined;
    return isUnit ? [{ role: role.scopedTo(assignment.scope), id: assignment.id }] : [];
  });
  return found.filter(({ role }, index) => found.findIndex((other) => other.role.label === role.label) === index);
}

/* What the entry does not name, and an apply does not change. */
function unchangedRights(
  { identities, exchangeOnline }: TenantState,
  identity: IdentityRights | undefined,
  adopted: readonly AdoptedRole[],
): readonly string[] {
  const roles = identity?.roles.state === "read" ? identity.roles.value : undefined;
  const own = roles?.own ?? [];
  const others = own.filter(({ id }) => !adopted.some((role) => role.id === id));
  const throughGroups = supportedIn(roles ? valueOr(roles.throughGroups, []) : []);
  const permission = identity && permissionOf(identity);
  const names = exchangeOnline.state === "read" ? exchangeOnline.value.appRoles : {};
  const permissions = (identity ? valueOr(identity.permissions, []) : []).filter(({ id }) => id !== permission?.id);
  const rest = identities.filter(
    (other) => other !== identity && (hasPermission(other) || supportedRoles(other).length > 0),
  );
  return [
    ...throughGroups.map(
      ({ role, assignment }) =>
        `The identity has ${role.name} through the group ${assignment.groupId}, which stays. Whether Exchange Online honours that is not verified.`,
    ),
    ...(others.length > 0 ? [`These roles stay as they are: ${others.map(describeRole).join(", ")}.`] : []),
    ...(permissions.length > 0
      ? [
          `These application permissions stay as they are: ${permissions.map(({ resourceName, appRoleId }) => `${names[appRoleId] ?? appRoleId} of ${resourceName}`).join(", ")}.`,
        ]
      : []),
    ...rest.map((other) => {
      const held = [
        ...(hasPermission(other) ? ["Exchange.ManageAsApp"] : []),
        ...supportedRoles(other).map(({ role }) => role.name),
      ];
      return `${identityName(other)} has ${held.join(", ")} too, and keeps it. If it is the one that the scripts use, name it with --identity.`;
    }),
  ];
}

function describeRole(assignment: RoleAssignment): string {
  const where = assignment.scope === "/" ? "the whole tenant" : assignment.scope;
  return `${roleName(assignment)} for ${where}`;
}
