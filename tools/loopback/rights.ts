import { failure, type Answer, type Request } from "./answer";

/** The rights of a sign-in that only reads: permissions of Microsoft Graph, and `Reader <id>` for what lies below an id. */
export type Rights = ReadonlySet<string>;

const GRAPH: readonly (readonly [pattern: RegExp, permission: string])[] = [
  [/^\/v1\.0\/servicePrincipals/, "Application.Read.All"],
  [/^\/v1\.0\/roleManagement\/directory\//, "RoleManagement.Read.Directory"],
  [/^\/v1\.0\/organization/, "Organization.Read.All"],
  [/^\/v1\.0\/auditLogs\//, "AuditLog.Read.All"],
];

/** The answer to a request that the rights do not allow. */
export function refusal({ path }: Request, service: string, rights: Rights): Answer | undefined {
  if (service === "graph") {
    const needed = GRAPH.find(([pattern]) => pattern.test(path))?.[1];
    return needed !== undefined && rights.has(needed)
      ? undefined
      : failure(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
  }
  const readable = [...rights].flatMap((right) => /^Reader (.+)$/.exec(right)?.[1] ?? []);
  return service !== "management" || readable.some((id) => path.toLowerCase().startsWith(id.toLowerCase()))
    ? undefined
    : failure(403, "AuthorizationFailed", `The client does not have authorization to perform action on '${path}'.`);
}
