import { DirectoryRole } from "cdktf-exchange-managed-identity";
import { randomUUID } from "node:crypto";
import { asObject, failure, ok, type Answer, type Json, type Request } from "./answer";
import { answerDirectoryList } from "./directory-lists";

const EXCHANGE_ONLINE = "00000002-0000-0ff1-ce00-000000000000";
export const MANAGE_AS_APP = "dc50a0fb-09a3-484d-be87-e023b12c6440";

/** Some of Exchange Online's app roles; the ids of those with names alike are made up. */
export const EXCHANGE_APP_ROLES: { readonly [name: string]: string } = {
  "Exchange.ManageAsApp": MANAGE_AS_APP,
  "Exchange.ManageAsAppV2": "dc50a0fb-0000-484d-be87-e023b12c6440",
  full_access_as_app: "dc890d15-9560-4a4c-9b7f-a736ec74ec40",
};

const MICROSOFT_GRAPH = "00000003-0000-0000-c000-000000000000";

/* Some of Microsoft Graph's application permissions, with their real ids. */
export const GRAPH_PERMISSIONS: { readonly [name: string]: string } = {
  "Group.Read.All": "5b567255-7703-4780-807c-7be8301ae99b",
  "Mail.Send": "b633e1c5-b582-4048-a93e-9f11b44c7e96",
  "Reports.Read.All": "230c1aed-a721-4c5d-9cb4-a90514e508ef",
  "User.Read.All": "df021288-bdef-4463-88db-98f22de89214",
  "User.ReadWrite.All": "741f803b-c850-494e-b5df-cde7c675a1ca",
};

const ROLES = DirectoryRole.supported().map(({ templateId }) => templateId);
const HELPDESK_ADMINISTRATOR = DirectoryRole.HELPDESK_ADMINISTRATOR.templateId;

export interface ServicePrincipal {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly appRoles?: readonly object[];
  readonly accountEnabled?: boolean;
  /** When it can be seen, in milliseconds since the epoch. */
  readonly visibleFrom: number;
}

/** The tenant's directory, as Microsoft Graph shows it. */
export class Directory {
  public readonly principals = new Map<string, ServicePrincipal>();
  public readonly grants = new Map<string, Json>();
  public readonly roleAssignments = new Map<string, Json>();

  /** The members of groups, by the group's id. */
  public readonly groups = new Map<string, Set<string>>();

  public readonly domains: Json[] = [{ name: "contoso.onmicrosoft.com", isInitial: true }];

  /** When roles were assigned, as the audit log has it. */
  public readonly audits: { readonly activityDateTime: string; readonly targetId: string }[] = [];

  /** How long a new principal takes to appear, in milliseconds. */
  public lag = 0;

  public readonly exchangeOnlineId: string;
  public readonly graphId: string;

  public constructor() {
    this.exchangeOnlineId = this.addPrincipal("Office 365 Exchange Online", EXCHANGE_ONLINE, 0);
    const appRoles = Object.entries(GRAPH_PERMISSIONS).map(([value, id]) => ({
      id,
      value,
      displayName: value,
      description: value,
      isEnabled: true,
      allowedMemberTypes: ["Application"],
    }));
    const offered = Object.entries(EXCHANGE_APP_ROLES).map(([value, id]) => ({ id, value }));
    const exchangeOnline = this.principals.get(this.exchangeOnlineId) as ServicePrincipal;
    this.principals.set(this.exchangeOnlineId, { ...exchangeOnline, appRoles: offered });
    this.graphId = this.addPrincipal("Microsoft Graph", MICROSOFT_GRAPH, 0);
    this.principals.set(this.graphId, { ...this.principals.get(this.graphId), appRoles } as ServicePrincipal);
  }

  public addPrincipal(displayName: string, appId: string = randomUUID(), lag: number = this.lag): string {
    const id = randomUUID();
    this.principals.set(id, { id, appId, displayName, visibleFrom: Date.now() + lag });
    return id;
  }

  /** Azure deletes the principal of an identity that is gone, and all that it held. */
  public removePrincipal(id: string): void {
    this.principals.delete(id);
    for (const held of [this.grants, this.roleAssignments]) {
      for (const [key, value] of held) {
        if (value.principalId === id) {
          held.delete(key);
        }
      }
    }
  }

  public answer(request: Request): Answer | undefined {
    const { method, path } = request;
    const list = answerDirectoryList(request, this);
    if (list) {
      return list;
    }
    const [, , ...parts] = path.split("/");
    if (parts[0] === "servicePrincipals") {
      return this.servicePrincipals(request, parts.slice(1));
    }
    if (path.endsWith("/roleManagement/directory/roleAssignments") && method === "POST") {
      return this.assignRole(asObject(request.body));
    }
    if (path.includes("/roleManagement/directory/roleAssignments/")) {
      return getOrDelete(this.roleAssignments, method, parts[parts.length - 1]);
    }
    return undefined;
  }

  private servicePrincipals(request: Request, [id, what, assignment]: string[]): Answer | undefined {
    if (id === undefined) {
      const appId = /appId eq '([^']+)'/.exec(request.query.get("$filter") ?? "")?.[1];
      return ok({
        value: [...this.principals.values()].filter(
          (principal) => this.isVisible(principal.id) && principal.appId === appId,
        ),
      });
    }
    if (!this.isVisible(id)) {
      return failure(
        404,
        "Request_ResourceNotFound",
        `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
      );
    }
    if (what === undefined) {
      return request.method === "DELETE" ? this.deletePrincipal(id) : ok(this.principals.get(id));
    }
    if (what === "appRoleAssignedTo" && assignment === undefined && request.method === "POST") {
      return this.grant(id, asObject(request.body));
    }
    return what === "appRoleAssignedTo" && assignment !== undefined
      ? getOrDelete(this.grants, request.method, assignment)
      : undefined;
  }

  private deletePrincipal(id: string): Answer {
    this.removePrincipal(id);
    return { status: 204 };
  }

  private grant(resourceId: string, body: Json): Answer {
    const principalId = String(body.principalId);
    if (!this.isVisible(principalId)) {
      return failure(400, "Request_BadRequest", "Not a valid reference update.");
    }
    const offered = {
      [this.exchangeOnlineId]: [MANAGE_AS_APP],
      [this.graphId]: Object.values(GRAPH_PERMISSIONS),
    }[resourceId];
    if (!offered?.includes(String(body.appRoleId))) {
      return failure(400, "Request_BadRequest", "Permission being assigned was not found on application");
    }
    if (
      [...this.grants.values()].some((grant) => grant.principalId === principalId && grant.appRoleId === body.appRoleId)
    ) {
      return failure(400, "Request_BadRequest", "Permission being assigned already exists on the object");
    }
    const id = randomUUID().replace(/-/g, "") + "_g";
    const grant = {
      id,
      appRoleId: body.appRoleId,
      principalId,
      principalDisplayName: this.principals.get(principalId)?.displayName,
      principalType: "ServicePrincipal",
      resourceId,
      resourceDisplayName: this.principals.get(resourceId)?.displayName,
    };
    this.grants.set(id, grant);
    return ok(grant, 201);
  }

  private assignRole(body: Json): Answer {
    const { principalId, roleDefinitionId, directoryScopeId } = body;
    if (!this.isVisible(String(principalId))) {
      return failure(
        404,
        "Request_ResourceNotFound",
        `Resource '${String(principalId)}' does not exist or one of its queried reference-property objects are not present.`,
      );
    }
    if (!ROLES.includes(String(roleDefinitionId))) {
      return failure(
        404,
        "Request_ResourceNotFound",
        `The role definition '${String(roleDefinitionId)}' was not found.`,
      );
    }
    if (directoryScopeId !== "/" && roleDefinitionId !== HELPDESK_ADMINISTRATOR) {
      return failure(400, "Request_BadRequest", "The provided role definition is not supported for the given scope.");
    }
    const exists = [...this.roleAssignments.values()].some(
      (other) =>
        other.principalId === principalId &&
        other.roleDefinitionId === roleDefinitionId &&
        other.directoryScopeId === directoryScopeId,
    );
    if (exists) {
      return failure(
        400,
        "Request_BadRequest",
        "A conflicting object with one or more of the specified property values is present in the directory.",
      );
    }
    const id = `${randomUUID().replace(/-/g, "")}-1`;
    const assignment = { id, principalId, roleDefinitionId, directoryScopeId };
    this.roleAssignments.set(id, assignment);
    return ok(assignment, 201);
  }

  private isVisible(id: string): boolean {
    const principal = this.principals.get(id);
    return principal !== undefined && principal.visibleFrom <= Date.now();
  }
}

function getOrDelete(from: Map<string, Json>, method: string, id: string): Answer {
  const found = from.get(id);
  if (!found) {
    return failure(404, "Request_ResourceNotFound", `Resource '${id}' does not exist.`);
  }
  if (method === "DELETE") {
    from.delete(id);
    return { status: 204 };
  }
  return ok(found);
}
