import { asObject, ok, type Answer, type Json, type Request } from "./answer";

/** What the lists are made of. */
interface Lists {
  readonly principals: ReadonlyMap<string, { readonly displayName: string }>;
  readonly grants: ReadonlyMap<string, Json>;
  readonly roleAssignments: ReadonlyMap<string, Json>;
  readonly groups: ReadonlyMap<string, ReadonlySet<string>>;
  readonly domains: readonly Json[];
  readonly audits: readonly { readonly targetId: string }[];
}

/** The lists of the directory that only reading tools ask for. */
export function answerDirectoryList(request: Request, directory: Lists): Answer | undefined {
  const { method, path, query } = request;
  if (method !== "GET") {
    return undefined;
  }
  const principalId = /principalId eq '([^']+)'/.exec(query.get("$filter") ?? "")?.[1];
  const [, , first, id, what, one] = path.split("/");
  const isList = ["appRoleAssignments", "appRoleAssignedTo"].includes(what ?? "") && one === undefined;
  if (first === "servicePrincipals" && isList) {
    if (!directory.principals.has(id)) {
      return undefined;
    }
    const side = what === "appRoleAssignments" ? "principalId" : "resourceId";
    return ok({ value: [...directory.grants.values()].filter((grant) => grant[side] === id).map(complete) });
  }
  switch (path) {
    case "/v1.0/roleManagement/directory/roleAssignments":
      return ok({ value: rolesOf(directory, [principalId]) });
    case "/v1.0/roleManagement/directory/transitiveRoleAssignments": {
      const groups = [...directory.groups].filter(([, members]) => members.has(String(principalId)));
      return ok({ value: rolesOf(directory, [principalId, ...groups.map(([group]) => group)]) });
    }
    case "/v1.0/organization":
      return ok({ value: [{ id: "organization", verifiedDomains: directory.domains }] });
    case "/v1.0/auditLogs/directoryAudits": {
      const target = /t\/id eq '([^']+)'/.exec(query.get("$filter") ?? "")?.[1];
      return ok({ value: directory.audits.filter(({ targetId }) => targetId === target) });
    }
    default:
      return undefined;
  }

  function complete(grant: Json): Json {
    return {
      principalDisplayName: directory.principals.get(String(grant.principalId))?.displayName,
      resourceDisplayName: directory.principals.get(String(grant.resourceId))?.displayName,
      ...grant,
    };
  }
}

function rolesOf({ roleAssignments }: Lists, principals: (string | undefined)[]): Json[] {
  return [...roleAssignments.values()]
    .filter((role) => principals.includes(String(role.principalId)))
    .map((role) => ({ roleDefinition: { displayName: asObject(role).displayName }, ...role }));
}
