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

/**
 * An existing or adopted host, or an identity with a group of its own, in a group that the stack creates. In a program the
 * types do not allow it.
 */
export function groupProblems(name: string, value: unknown): Problem[] {
  const { resourceGroup, host, identity } = isObject(value) ? value : {};
  const ownGroup = isObject(identity) ? identity.resourceGroup : undefined;
  return [
    ...inNewGroup(["identities", name, "host"], "a host", host, resourceGroup),
    ...inNewGroup(["identities", name, "identity"], "an identity", identity, ownGroup),
  ];
}

function inNewGroup(path: string[], what: string, value: unknown, group: unknown): Problem[] {
  const keyword = isObject(value) ? ["existing", "adopt"].find((word) => value[word] === true) : undefined;
  return keyword !== undefined && isNewGroup(group)
    ? [
        {
          path: [...path, keyword],
          given: `${what} that exists, in the resource group ${group.name}, which this stack creates`,
          allowed: "an existing group",
          remedy: `if the group exists, write "resourceGroup": {"name": "${group.name}", "existing": true}; if Terraform created it, move it out of the state first, as the page on changes shows`,
        },
      ]
    : [];
}

function isNewGroup(group: unknown): group is { readonly name: string } {
  return isObject(group) && group.existing !== true && typeof group.name === "string";
}

/** The short form of a runbook beside the list. A program has the list alone. */
export function bothRunbookProblems(name: string, value: unknown): Problem[] {
  const isBoth = isObject(value) && value.runbook !== undefined && value.runbooks !== undefined;
  return isBoth
    ? [
        {
          path: ["identities", name, "runbooks"],
          given: "both runbook and runbooks",
          allowed: '"runbook" for one runbook, or "runbooks" for a list',
          remedy: "move the runbook into the list",
        },
      ]
    : [];
}
