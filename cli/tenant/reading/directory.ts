import { DirectoryRole, ExchangeOnline } from "cdktf-exchange-managed-identity";
import * as z from "zod";
import type { ReadClient } from "./read-client";
import { principalAnswer, permissionAnswer, roleAnswer, auditAnswer, organizationAnswer } from "./directory-answers";
import { entriesOf, mapReading, type Reading, unreadable } from "./reading";

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

/** The Microsoft Entra roles of a principal. */
export interface RolesState {
  readonly own: readonly RoleAssignment[];
  readonly throughGroups: Reading<readonly RoleAssignment[]>;
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
const AUDIT = "Microsoft Graph AuditLog.Read.All and Directory.Read.All";
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
    const principals = entriesOf(found, principalAnswer, "the service principals");
    if (principals.state !== "read") {
      return principals;
    }
    const [principal] = principals.value;
    return principal === undefined
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

  /** Whether a principal may sign in; absent if there is no such principal. */
  public async isEnabled(principalId: string): Promise<Reading<boolean>> {
    const found = await this.client.get("graph", {
      path: `/v1.0/servicePrincipals/${encodeURIComponent(principalId)}?$select=id,accountEnabled`,
      right: APPLICATIONS,
    });
    if (found.state !== "read") {
      return found;
    }
    const read = principalAnswer.safeParse(found.value);
    return read.success
      ? { state: "read", value: read.data.accountEnabled !== false }
      : unreadable("shape", "the answer about the principal has another shape than Microsoft documents");
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
   * The Microsoft Entra roles of a principal: its own, and what comes through groups. Only the beta of Microsoft Graph shows
   * these.
   */
  public async rolesOf(principalId: string): Promise<Reading<RolesState>> {
    const filter = encodeURIComponent(`principalId eq '${principalId}'`);
    const [found, transitive] = await Promise.all([
      this.list(`roleManagement/directory/roleAssignments?$filter=${filter}&$expand=roleDefinition`, ROLES),
      this.client.list("graph", {
        path: `/beta/roleManagement/directory/transitiveRoleAssignments?$count=true&$filter=${filter}`,
        headers: { ConsistencyLevel: "eventual" },
        right: ROLES,
      }),
    ]);
    const through = mapReading(entriesOf(transitive, roleAnswer, "the roles through groups"), (values) =>
      assignments(values, principalId).filter(({ groupId }) => groupId !== undefined),
    );
    return mapReading(entriesOf(found, roleAnswer, "the role assignments"), (values) => ({
      own: assignments(values),
      throughGroups: through.state === "absent" ? { state: "read", value: [] } : through,
    }));
  }

  /** When a role was last assigned to a principal since a time; the audit log may not be readable, or late. */
  public async newestRoleChange(principalId: string, since: Date): Promise<string | undefined> {
    const filter = encodeURIComponent(
      `activityDateTime ge ${since.toISOString()} and activityDisplayName eq 'Add member to role' and targetResources/any(t:t/id eq '${principalId}')`,
    );
    const found = await this.list(`auditLogs/directoryAudits?$filter=${filter}`, AUDIT);
    const times = (found.state === "read" ? z.array(auditAnswer).parse(found.value) : [])
      // An attempt that failed assigned nothing.
      .filter(({ result }) => !/^(?:failure|timeout)$/i.test(result ?? ""))
      .flatMap(({ activityDateTime }) => activityDateTime ?? []);
    return times.sort().pop();
  }

  /** The verified domains of the tenant. */
  public async domains(): Promise<Reading<DomainState[]>> {
    const found = await this.list("organization?$select=verifiedDomains", ORGANIZATION);
    return mapReading(entriesOf(found, organizationAnswer, "the organization"), (values) =>
      values
        .flatMap(({ verifiedDomains }) => verifiedDomains)
        .map(({ name, isInitial }) => ({ name, isInitial: isInitial === true })),
    );
  }

  /* A principal that Microsoft Graph does not know has no permissions; any other 404 says nothing. */
  private async permissions(path: string): Promise<Reading<AppRoleAssignment[]>> {
    const listed = await this.client.list(
      "graph",
      { path: `/v1.0/${path}`, right: APPLICATIONS },
      { absentIf: "Request_ResourceNotFound" },
    );
    return mapReading(entriesOf(listed, permissionAnswer, "the permissions"), (values) =>
      values.map(({ id, appRoleId, resourceId, principalId, ...answer }) => ({
        id,
        appRoleId,
        resourceId,
        resourceName: answer.resourceDisplayName ?? "",
        principalId,
        principalName: answer.principalDisplayName ?? "",
        createdDateTime: answer.createdDateTime,
      })),
    );
  }

  private list(path: string, right: string): Promise<Reading<unknown[]>> {
    return this.client.list("graph", { path: `/v1.0/${path}`, right });
  }
}

function assignments(values: readonly z.infer<typeof roleAnswer>[], principalId?: string): RoleAssignment[] {
  return values.map((answer) => ({
    id: answer.id,
    roleId: answer.roleDefinitionId,
    name: answer.roleDefinition.displayName,
    role: DirectoryRole.supported().find(({ templateId }) => templateId === answer.roleDefinitionId.toLowerCase()),
    scope: answer.directoryScopeId ?? answer.appScopeId ?? "no scope",
    groupId: principalId === undefined || answer.principalId === principalId ? undefined : answer.principalId,
  }));
}
