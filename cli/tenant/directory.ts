import { DirectoryRole, ExchangeOnline } from "cdktf-exchange-managed-identity";
import * as z from "zod";
import type { ReadClient } from "./read-client";
import { principalAnswer, permissionAnswer, roleAnswer, auditAnswer, organizationAnswer } from "./directory-answers";
import { mapReading, type Reading } from "./reading";

/** Exchange Online's service principal in a tenant. */
export interface ExchangeOnlineState {
  readonly id: string;
  readonly isEnabled: boolean;
  /** The names of its app roles, by id. */
  readonly appRoles: { readonly [id: string]: string };
}

/** An app role that a principal holds. */
export interface AppRoleAssignment {
  readonly id: string;
  readonly appRoleId: string;
  readonly resourceId: string;
  readonly resourceName: string;
  readonly principalId: string;
  readonly principalName: string;
  /** ISO 8601, if Microsoft Graph says it. */
  readonly createdDateTime?: string;
}

/** A Microsoft Entra role that a principal holds. */
export interface RoleAssignment {
  readonly id: string;
  readonly roleId: string;
  readonly name?: string;
  /** The role of the guide that it is, if it is one. */
  readonly role?: DirectoryRole;
  /** `/` for the whole tenant. */
  readonly scope: string;
  /** The group that it comes through; undefined if it is the principal's own. */
  readonly groupId?: string;
}

/** A verified domain of the tenant. */
export interface DomainState {
  readonly name: string;
  readonly isInitial: boolean;
}

const APPLICATIONS =
  "Microsoft Graph Application.Read.All if it is a service principal; a user has to be a member of the tenant";
const ROLES =
  "Microsoft Graph RoleManagement.Read.Directory if it is a service principal; a user needs the role Directory Readers";
const ORGANIZATION =
  "Microsoft Graph Organization.Read.All if it is a service principal; a user has to be a member of the tenant";

/** Reads the directory of a tenant. */
export class DirectoryReader {
  public constructor(private readonly client: ReadClient) {}

  /** Exchange Online's service principal. */
  public async exchangeOnline(): Promise<Reading<ExchangeOnlineState>> {
    const filter = encodeURIComponent(`appId eq '${ExchangeOnline.APPLICATION_ID}'`);
    const found = await this.list(
      `servicePrincipals?$filter=${filter}&$select=id,accountEnabled,appRoles`,
      APPLICATIONS,
    );
    if (found.state !== "read") {
      return found;
    }
    const [principal] = z.array(principalAnswer).parse(found.value);
    return principal?.id === undefined
      ? { state: "absent" }
      : {
          state: "read",
          value: {
            id: principal.id,
            isEnabled: principal.accountEnabled !== false,
            appRoles: Object.fromEntries(principal.appRoles.map(({ id = "", value = "" }) => [id, value])),
          },
        };
  }

  /** The app roles that a principal holds; absent if there is no such principal. */
  public permissionsOf(principalId: string): Promise<Reading<AppRoleAssignment[]>> {
    return this.permissions(`servicePrincipals/${encodeURIComponent(principalId)}/appRoleAssignments`);
  }

  /** Who holds an app role of a service principal. */
  public holdersOf(resourceId: string): Promise<Reading<AppRoleAssignment[]>> {
    return this.permissions(`servicePrincipals/${encodeURIComponent(resourceId)}/appRoleAssignedTo`);
  }

  /**
   * The Microsoft Entra roles of a principal: its own, and where none of those is supported, what comes through groups.
   * Only the beta of Microsoft Graph shows these: undefined if it does not answer.
   */
  public async rolesOf(
    principalId: string,
  ): Promise<Reading<{ readonly own: readonly RoleAssignment[]; readonly throughGroups?: readonly RoleAssignment[] }>> {
    const filter = encodeURIComponent(`principalId eq '${principalId}'`);
    const found = await this.list(
      `roleManagement/directory/roleAssignments?$filter=${filter}&$expand=roleDefinition`,
      ROLES,
    );
    if (found.state !== "read") {
      return found;
    }
    const own = assignments(found.value);
    if (own.some(({ role }) => role !== undefined)) {
      return { state: "read", value: { own, throughGroups: [] } };
    }
    const transitive = await this.client.list("graph", {
      path: `/beta/roleManagement/directory/transitiveRoleAssignments?$count=true&$filter=${filter}`,
      headers: { ConsistencyLevel: "eventual" },
      right: ROLES,
    });
    const throughGroups =
      transitive.state === "read"
        ? assignments(transitive.value, principalId).filter(({ groupId }) => groupId !== undefined)
        : undefined;
    return { state: "read", value: { own, throughGroups } };
  }

  /** When a role was last assigned to a principal since a time; the audit log may not be readable, or late. */
  public async newestRoleChange(principalId: string, since: Date): Promise<string | undefined> {
    const filter = encodeURIComponent(
      `activityDateTime ge ${since.toISOString()} and activityDisplayName eq 'Add member to role' and targetResources/any(t:t/id eq '${principalId}')`,
    );
    const found = await this.list(`auditLogs/directoryAudits?$filter=${filter}`, "Microsoft Graph AuditLog.Read.All");
    const times = (found.state === "read" ? z.array(auditAnswer).parse(found.value) : []).flatMap(
      ({ activityDateTime }) => activityDateTime ?? [],
    );
    return times.sort().pop();
  }

  /** The verified domains of the tenant. */
  public async domains(): Promise<Reading<DomainState[]>> {
    const found = await this.list("organization?$select=verifiedDomains", ORGANIZATION);
    return mapReading(found, (values) =>
      z
        .array(organizationAnswer)
        .parse(values)
        .flatMap(({ verifiedDomains }) => verifiedDomains)
        .map(({ name = "", isInitial }) => ({ name, isInitial: isInitial === true })),
    );
  }

  private async permissions(path: string): Promise<Reading<AppRoleAssignment[]>> {
    return mapReading(await this.list(path, APPLICATIONS), (values) =>
      z
        .array(permissionAnswer)
        .parse(values)
        .map((answer) => ({
          id: answer.id ?? "",
          appRoleId: answer.appRoleId ?? "",
          resourceId: answer.resourceId ?? "",
          resourceName: answer.resourceDisplayName ?? "",
          principalId: answer.principalId ?? "",
          principalName: answer.principalDisplayName ?? "",
          createdDateTime: answer.createdDateTime,
        })),
    );
  }

  private list(path: string, right: string): Promise<Reading<unknown[]>> {
    return this.client.list("graph", { path: `/v1.0/${path}`, right });
  }
}

function assignments(values: unknown[], principalId?: string): RoleAssignment[] {
  return z
    .array(roleAnswer)
    .parse(values)
    .map((answer) => ({
      id: answer.id ?? "",
      roleId: answer.roleDefinitionId ?? "",
      name: answer.roleDefinition.displayName,
      role: DirectoryRole.supported().find(({ templateId }) => templateId === answer.roleDefinitionId?.toLowerCase()),
      scope: answer.directoryScopeId ?? answer.appScopeId ?? "no scope",
      groupId: principalId === undefined || answer.principalId === principalId ? undefined : answer.principalId,
    }));
}
