import { type Finding, finding, inOrder } from "../findings/finding";
import { HOST_FINDINGS } from "../findings/host-findings";
import type { IdentityRights, TenantState } from "../tenant/tenant";
import type { Expectation } from "./expectation";
import { hasPermission, supportedRoles } from "./rights";

/** The identity that the rights belong to, and what is wrong with it. */
export interface JudgedIdentity {
  readonly identity?: IdentityRights;
  readonly findings: Finding[];
}

/** Finds the identity that has, or should have, the rights. */
export function judgeIdentity(state: TenantState, expectation: Expectation): JudgedIdentity {
  const { host, identities } = state;
  if (host.state !== "read") {
    return { findings: [] };
  }
  const onHost = identities.filter(({ isOnHost }) => isOnHost);
  const chosen = chooseIdentity(identities, expectation.identity);
  const words = { host: expectation.host, carried: onHost.map(nameOf).join(", ") };
  if (onHost.length === 0) {
    return { identity: chosen, findings: [finding(HOST_FINDINGS.identityNone, words)] };
  }
  if (chosen === undefined) {
    const kind = expectation.identity === undefined ? HOST_FINDINGS.identitiesSeveral : HOST_FINDINGS.identityNotOnHost;
    return { findings: [finding(kind, { ...words, identity: expectedName(expectation.identity) })] };
  }
  const identity = nameOf(chosen);
  if (!chosen.isOnHost) {
    return { identity: chosen, findings: [finding(HOST_FINDINGS.identityNotOnHost, { ...words, identity })] };
  }
  if (chosen.permissions.state === "absent") {
    const findings = [finding(HOST_FINDINGS.identityUnknownToGraph, { identity, principal: chosen.principalId })];
    return { identity: chosen, findings };
  }
  const other = onHost.find((candidate) => candidate !== chosen && supportedRoles(candidate).length > 0);
  if (hasPermission(chosen) && supportedRoles(chosen).length === 0 && other && !hasPermission(other)) {
    const findings = [finding(HOST_FINDINGS.identitySplit, { holder: identity, other: nameOf(other) })];
    return { identity: chosen, findings };
  }
  return { identity: chosen, findings: [inOrder("identity", `${identity}, principal ${chosen.principalId}`)] };
}

/**
 * The identity that is asked for; else the only one that has the permission, the only one that has both halves, or the only
 * one that there is.
 */
export function chooseIdentity(
  identities: readonly IdentityRights[],
  asked: string | undefined,
): IdentityRights | undefined {
  if (asked !== undefined) {
    return identities.find(
      ({ kind, name, id }) =>
        (asked === "systemAssigned" && kind === "systemAssigned") ||
        (kind === "userAssigned" && [name, id].some((known) => known?.toLowerCase() === asked.toLowerCase())),
    );
  }
  const permitted = identities.filter(hasPermission);
  const whole = permitted.filter((identity) => supportedRoles(identity).length > 0);
  return [permitted, whole, identities].find(({ length }) => length === 1)?.[0];
}

/** An identity in words. */
export function nameOf({ kind, name }: Pick<IdentityRights, "kind" | "name">): string {
  return kind === "systemAssigned" ? `the system-assigned identity of ${name}` : `the user-assigned identity ${name}`;
}

function expectedName(asked = ""): string {
  return asked === "systemAssigned"
    ? "its system-assigned identity"
    : `the user-assigned identity ${asked.split("/").pop()}`;
}
