import type { Place } from "cdktf-exchange-managed-identity/internal";
import type { IdentityConfiguration } from "../config/identity-schema";

/** The path in an identity of the configuration for a property of `ExchangeManagedIdentityProps`. */
export function pathOfProperty(place: Place, { identity, runbook }: IdentityConfiguration): (string | number)[] {
  const [first, second, ...rest] = place;
  const ownGroup = "resourceGroup" in identity && identity.resourceGroup !== undefined;
  if (first === "directoryRoles") {
    return ["roles", ...place.slice(1)];
  }
  if (first === "runbooks" && runbook !== undefined) {
    // The short form is a list of one.
    return ["runbook", ...rest];
  }
  if (first === "host" && second === "resourceGroup") {
    return ["resourceGroup", ...rest];
  }
  if (first === "host" && second === "network" && rest[0] === "subnetId") {
    return ["host", ...rest];
  }
  if (first === "identity" && second === "resourceGroup" && !ownGroup) {
    return ["resourceGroup", ...rest];
  }
  return [...place];
}
