import { GrantsBy } from "../lib/exchange-managed-identity-props";
import type { Problem } from "../lib/problem/finding";
import type { IdentityConfiguration } from "./configuration";
import { pointer } from "./pointer";

/* Something in the tenant that one stack writes, and that no other may. */
interface Claim {
  readonly what: string;
  readonly key: string;
  readonly path: string[];
  readonly remedy: string;
}

/** What is wrong with identities only because they stand together. */
export function checkTogether(identities: IdentityConfiguration[]): Problem[] {
  const problems: Problem[] = [];
  const taken = new Map<string, string>();
  for (const identity of identities) {
    problems.push(...checkGroupsOf(identity));
    for (const { what, key, path, remedy } of claimsOf(identity)) {
      const where = pointer(["identities", identity.name, ...path]);
      const other = taken.get(key.toLowerCase());
      if (other) {
        problems.push({
          where,
          given: `${what}, which ${other} writes too`,
          allowed: "each thing in the tenant written once",
          remedy,
        });
      } else {
        taken.set(key.toLowerCase(), where);
      }
    }
  }
  return problems;
}

function claimsOf(identity: IdentityConfiguration): Claim[] {
  const { host, module, runbook } = identity;
  const { userAssigned } = identity.identity;
  const hostKey = `host ${host.type === "automationAccount" ? "automation" : "vm"} ${host.group.name}/${host.name}`;
  const claims: Claim[] = [];
  if (host.group.location !== undefined) {
    claims.push(groupClaim(host.group.name, ["resourceGroup"]));
  }
  if (userAssigned?.group?.location !== undefined) {
    claims.push(groupClaim(userAssigned.group.name, ["identity", "resourceGroup"]));
  }
  if (host.standing !== "existing") {
    claims.push({
      what: `the host ${host.name} in ${host.group.name}`,
      key: hostKey,
      path: ["host", "name"],
      remedy: 'let one stack make or adopt the host, and the other read it: "existing": true',
    });
  }
  const identityKey = `identity ${(userAssigned?.group ?? host.group).name}/${userAssigned?.name}`;
  if (userAssigned && userAssigned.standing !== "existing") {
    claims.push({
      what: `the user-assigned identity ${userAssigned.name}`,
      key: identityKey,
      path: ["identity", "name"],
      remedy: 'let one stack make or adopt the identity, and the other read it: "existing": true',
    });
  }
  for (const runtime of module.runtimes) {
    claims.push({
      what: `the module in ${runtime.toString()} on ${host.name}`,
      key: `${hostKey} module ${runtime.version}`,
      path: ["module"],
      remedy: "let one stack install the module of a runtime on a host",
    });
  }
  if (runbook) {
    claims.push({
      what: `the runbook ${runbook.name} on ${host.name}`,
      key: `${hostKey} runbook ${runbook.name}`,
      path: ["runbook", "name"],
      remedy: "rename one of the runbooks",
    });
  }
  if (identity.grants === GrantsBy.SCRIPT) {
    return claims;
  }
  claims.push({
    what: `the permission of ${userAssigned ? userAssigned.name : `the identity of ${host.name}`}`,
    key: `permission of ${userAssigned ? identityKey : hostKey}`,
    path: ["identity"],
    remedy: "let one stack grant the permission and the roles of an identity, or give the other an identity of its own",
  });
  return claims;
}

function checkGroupsOf({ name, host, identity }: IdentityConfiguration): Problem[] {
  const own = identity.userAssigned?.group;
  const isReadTooEarly =
    own &&
    own.location === undefined &&
    host.group.location !== undefined &&
    own.name.toLowerCase() === host.group.name.toLowerCase();
  return isReadTooEarly
    ? [
        {
          where: pointer(["identities", name, "identity", "resourceGroup"]),
          given: `the group ${own.name} as one that is there, while this stack creates it`,
          allowed: "a group that is there, or none for the host's group",
          remedy: 'take "resourceGroup" out of the identity: the host\'s group is its default',
        },
      ]
    : [];
}

function groupClaim(name: string, path: string[]): Claim {
  return {
    what: `the resource group ${name}`,
    key: `group ${name}`,
    path,
    remedy: `let one of them create the group; the other reads it: {"name": "${name}", "existing": true}, or leaves out what is the host's group anyway`,
  };
}
