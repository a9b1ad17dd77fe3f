import type { Finding } from "cdktf-exchange-managed-identity";
import { isObject } from "./fields";
import { STACK_NAME, STACK_NAME_WORDS } from "./stack-name";
import type { Problem } from "./problem";

/* Rules of the file that are not rules of the library: there the types do not allow the mistake. */

/** Names that no stack can have, and names that differ only in upper and lower case. */
export function stackNameProblems(names: string[]): Problem[] {
  const [allowed, remedy] = STACK_NAME_WORDS;
  return names.flatMap((name, index) => {
    if (!new RegExp(STACK_NAME, "u").test(name)) {
      return [{ path: ["identities", name], given: name, allowed, remedy }];
    }
    const other = names.slice(0, index).find((earlier) => earlier.toLowerCase() === name.toLowerCase());
    return other === undefined
      ? []
      : [
          {
            path: ["identities", name],
            given: name,
            allowed: "names that differ in more than upper and lower case",
            remedy: `rename ${name} or ${other}: the two would share a folder on Windows and macOS`,
          },
        ];
  });
}

/** An existing or adopted host or identity in a group that the stack creates. */
export function groupProblems(name: string, value: unknown): Problem[] {
  if (!isObject(value)) {
    return [];
  }
  const { resourceGroup, host, identity } = value;
  const at = (key: string) => ["identities", name, key];
  const problems: Problem[] = [];
  if (isNewGroup(resourceGroup)) {
    problems.push(...inNewGroup(at("host"), "a host", host, resourceGroup, "resourceGroup"));
  }
  if (isObject(identity)) {
    const own = identity.resourceGroup;
    const group = own ?? resourceGroup;
    if (isNewGroup(group)) {
      problems.push(...inNewGroup(at("identity"), "an identity", identity, group, "identity.resourceGroup"));
    }
    problems.push(...readTooEarly([...at("identity"), "resourceGroup"], own, resourceGroup));
  }
  return problems;
}

interface Group {
  readonly name: string;
}

function isNewGroup(group: unknown): group is Group {
  return isObject(group) && group.existing !== true && typeof group.name === "string";
}

function inNewGroup(path: string[], what: string, value: unknown, group: Group, key: string): Problem[] {
  const keyword = isObject(value) ? ["existing", "adopt"].find((word) => value[word] === true) : undefined;
  return keyword === undefined
    ? []
    : [
        {
          path: [...path, keyword],
          given: `${what} that exists, in the resource group ${group.name}, which this stack creates`,
          allowed: "an existing group",
          remedy:
            key === "resourceGroup"
              ? `if the group exists, write "resourceGroup": {"name": "${group.name}", "existing": true}; if Terraform created it, move it out of the state first, as the page on changes shows`
              : `write "resourceGroup": {"name": …, "existing": true} in the identity: the group that the identity lies in`,
        },
      ];
}

function readTooEarly(path: string[], own: unknown, hostGroup: unknown): Problem[] {
  const isSame =
    isObject(own) &&
    own.existing === true &&
    typeof own.name === "string" &&
    isNewGroup(hostGroup) &&
    own.name.toLowerCase() === hostGroup.name.toLowerCase();
  return isSame
    ? [
        {
          path,
          given: `the group ${String(own.name)} as an existing one, while this stack creates it`,
          allowed: "an existing group, or none for the host's group",
          remedy: 'take "resourceGroup" out of the identity: the host\'s group is its default',
        },
      ]
    : [];
}

/** Tags that Azure would refuse together. */
export function tagProblems(name: string, value: unknown): Problem[] {
  const tags = isObject(value) && isObject(value.tags) ? Object.keys(value.tags) : [];
  const path = ["identities", name, "tags"];
  const twice = tags.flatMap((tag, index): Problem[] => {
    const isTwice = tags.slice(0, index).some((other) => other.toLowerCase() === tag.toLowerCase());
    const finding: Finding = {
      given: tag,
      allowed: "each tag once",
      remedy: "Azure ignores upper and lower case in the name of a tag: keep one of them",
    };
    return isTwice ? [{ ...finding, path: [...path, tag] }] : [];
  });
  return tags.length > 50
    ? [...twice, { path, given: `${tags.length} tags`, allowed: "at most 50", remedy: "take some out" }]
    : twice;
}
