import type { Construct } from "constructs";
import type { HostIdentity } from "../identity/host-identity";
import type { IUserAssignedIdentity } from "../identity/i-user-assigned-identity";
import type { ManagedIdentity } from "../identity/managed-identity";
import { resolvedText } from "../text/terraform-text";
import type { Finding } from "../validation/finding";
import { Findings } from "../validation/findings";
import type { IExchangeHost } from "./i-exchange-host";

/**
 * The identity that gets the permission and the roles: a user-assigned one, or the host's own. One that the host does not
 * carry is refused: the rights would go to an identity that nobody named, or to one that cannot use them.
 */
export function resolveIdentity(scope: Construct, host: IExchangeHost, identity: HostIdentity): ManagedIdentity {
  const requested = identity._userAssignedIn(scope);
  const carried = host.userAssignedIdentity;
  if (!requested && !identity._isUserAssigned) {
    return host.systemAssignedIdentity;
  }
  const findings = new Findings();
  findings.add("identity", isCarried(scope, host, requested) ? undefined : NOT_CARRIED);
  findings.report(scope);
  return (requested ?? carried)?.managedIdentity ?? host.systemAssignedIdentity;
}

const NOT_CARRIED: Finding = {
  given: "a user-assigned identity that the host was not given",
  allowed: "an identity that the host carries",
  remedy:
    "give the host this identity when it is created, or name the one that it carries: HostIdentity.fromUserAssigned(host.userAssignedIdentity), or HostIdentity.systemAssigned() for its own",
};

/* What a host of another class carries, only that class knows. */
function isCarried(scope: Construct, host: IExchangeHost, requested: IUserAssignedIdentity | undefined): boolean {
  const carried = host.userAssignedIdentity;
  if (!requested || !carried) {
    return requested !== undefined && !("_key" in host);
  }
  return (
    resolvedText(scope, carried.identityId).toLowerCase() === resolvedText(scope, requested.identityId).toLowerCase()
  );
}
