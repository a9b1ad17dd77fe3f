import type { Construct } from "constructs";
import type { HostIdentity } from "../identity/host-identity";
import type { ManagedIdentity } from "../identity/managed-identity";
import { resolvedText } from "../terraform/text";
import { Findings } from "../validation/findings";
import type { IExchangeHost } from "./i-exchange-host";

/** The identity that gets the permission and the roles: a user-assigned one, or the host's own. */
export function resolveIdentity(scope: Construct, host: IExchangeHost, identity: HostIdentity): ManagedIdentity {
  const requested = identity._userAssignedIn(scope);
  if (!requested) {
    return host.systemAssignedIdentity;
  }
  const carried = host.userAssignedIdentity;
  const isOfThisLibrary = "_key" in host;
  const isCarried = carried
    ? resolvedText(scope, carried.identityId).toLowerCase() === resolvedText(scope, requested.identityId).toLowerCase()
    : !isOfThisLibrary;
  const findings = new Findings();
  findings.add(
    "identity",
    isCarried
      ? undefined
      : {
          given: "a user-assigned identity that the host was not given",
          allowed: "an identity that the host carries",
          remedy: "give the host this identity when it is created, or use the identity that it has",
        },
  );
  findings.report(scope);
  return requested.managedIdentity;
}
