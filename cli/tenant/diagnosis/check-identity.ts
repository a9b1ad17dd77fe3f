import type { StepFinding } from "../findings/finding";
import { HOST_FINDINGS, SWITCH_ON } from "../findings/host-findings";
import { CannotRead } from "../reading/sign-in";
import type { IdentityRights } from "../reading/tenant";
import type { Context } from "./context";
import { hasPermission, supportedRoles } from "./rights";

/** The identity whose rights are judged, and what was found of it. */
export interface CheckedIdentity {
  /** Undefined if there is none, or if it cannot be told which of several it is. */
  readonly identity?: IdentityRights;
  readonly finding?: StepFinding;
}

/** Guide, step 2: the identity of the host, which has, or should have, the rights. */
export function checkIdentity({ state, expectation, findings }: Context): CheckedIdentity {
  const { host, identities } = state;
  if (host.state !== "read") {
    return {};
  }
  const onHost = identities.filter(({ isOnHost }) => isOnHost);
  const asked = expectation.identity;
  const chosen = chooseIdentity(identities, asked);
  const words = {
    host: expectation.host,
    assigned: onHost.map(identityName).join(", "),
    "switch on": SWITCH_ON[expectation.configuration?.host ?? "new"],
  };
  if (onHost.length === 0) {
    return { identity: chosen, finding: findings.of(HOST_FINDINGS.identityNone, words) };
  }
  if (asked !== undefined && !chosen?.isOnHost) {
    const isOwn = asked === "systemAssigned";
    const identity = isOwn ? "the system-assigned identity" : `the user-assigned identity ${asked.split("/").pop()}`;
    const tab = isOwn ? "System assigned, On" : "User assigned, Add";
    return { identity: chosen, finding: findings.of(HOST_FINDINGS.identityNotAssigned, { ...words, identity, tab }) };
  }
  if (chosen === undefined) {
    return onHost.some(hasPermission)
      ? { finding: findings.of(HOST_FINDINGS.identitiesSeveral, words) }
      : { finding: findings.inOrder("identity", words.assigned) };
  }
  const identity = identityName(chosen);
  if (chosen.permissions.state === "absent") {
    const unknown = { identity, principal: chosen.principalId };
    return { finding: findings.of(HOST_FINDINGS.identityUnknownToGraph, unknown) };
  }
  if (chosen.isEnabled.state === "read" && !chosen.isEnabled.value) {
    const disabled = { identity, principal: chosen.principalId };
    return { identity: chosen, finding: findings.of(HOST_FINDINGS.identityDisabled, disabled) };
  }
  if (chosen.isEnabled.state === "unreadable" && chosen.permissions.state !== "unreadable") {
    const { reason, remedy } = chosen.isEnabled;
    const unread = { identity, principal: chosen.principalId, reason, remedy };
    return { identity: chosen, finding: findings.of(HOST_FINDINGS.identityEnabledUnread, unread) };
  }
  const other = onHost.find((candidate) => candidate !== chosen && supportedRoles(candidate).length > 0);
  if (hasPermission(chosen) && supportedRoles(chosen).length === 0 && other && !hasPermission(other)) {
    const split = { holder: identity, other: identityName(other) };
    return { identity: chosen, finding: findings.of(HOST_FINDINGS.identitySplit, split) };
  }
  return { identity: chosen, finding: findings.inOrder("identity", `${identity}, principal ${chosen.principalId}`) };
}

/**
 * The identity that is asked for; else the only one that has the permission, the only one that has permission and role, or
 * the only one that there is.
 *
 * @throws CannotRead if several have the name
 */
export function chooseIdentity(
  identities: readonly IdentityRights[],
  asked: string | undefined,
): IdentityRights | undefined {
  if (asked === "systemAssigned") {
    return identities.find(({ kind }) => kind === "systemAssigned");
  }
  if (asked !== undefined) {
    const key = asked.startsWith("/") ? "id" : "name";
    const found = identities.filter(
      (identity) => identity.kind === "userAssigned" && identity[key]?.toLowerCase() === asked.toLowerCase(),
    );
    if (found.length > 1) {
      throw new CannotRead(
        `There are several identities with the name ${asked}: ${found.map(({ id }) => id).join(", ")}. To do: give the resource id of one with --identity`,
      );
    }
    return found[0];
  }
  const permitted = identities.filter(hasPermission);
  const whole = permitted.filter((identity) => supportedRoles(identity).length > 0);
  return [permitted, whole, identities].find(({ length }) => length === 1)?.[0];
}

/** An identity in words. */
export function identityName({ kind, name }: Pick<IdentityRights, "kind" | "name">): string {
  return kind === "systemAssigned" ? `the system-assigned identity of ${name}` : `the user-assigned identity ${name}`;
}
