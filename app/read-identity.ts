import { DirectoryRole } from "../lib/directory-role/directory-role";
import { checkOrganization } from "../lib/exchange-online/exchange-connection";
import { checkRoleOnce } from "../lib/exchange-managed-identity-checks";
import type { IdentityConfiguration } from "./configuration";
import type { IdentityContext } from "./read-configuration";
import { readGroup } from "./read-group";
import { readHost } from "./read-host";
import { readHostIdentity } from "./read-host-identity";
import { readModule } from "./read-module";
import { readTags } from "./read-tags";
import { GrantsBy } from "../lib/exchange-managed-identity-props";
import { readAdopt } from "./read-adopt";
import { readRoleGroups } from "./read-role-groups";
import { readRunbook } from "./read-runbook";
import { checkChoice, type Section } from "./section";

/** Reads one identity; undefined where too little of it can be read to go on. */
export function readIdentity(
  name: string,
  section: Section,
  context: IdentityContext,
): IdentityConfiguration | undefined {
  const { cloud } = context;
  const organization = section.requiredText(
    "organization",
    {
      allowed: "the tenant's initial domain, such as contoso.onmicrosoft.com",
      remedy: "name the tenant that is connected to",
    },
    (value) => cloud && checkOrganization(value, cloud),
  );
  const group = readGroup(section, "resourceGroup", true);
  const { type, host } = readHost(section, group);
  const identity = readHostIdentity(section, host, group);
  const module = readModule(section, type, context);
  const exchangeRoleGroups = readRoleGroups(section);
  const roles = readRoles(section, section.has("exchangeRoleGroups"));
  const grants = section.choice("grants", ["terraform", "script"]) === "script" ? GrantsBy.SCRIPT : GrantsBy.TERRAFORM;
  const adopt = readAdopt(section, { roles: roles ?? [], type, host, grants, runtimes: module?.runtimes ?? [] });
  const runbook = readRunbook(section, { type, runtimes: module?.runtimes ?? [], folder: context.folder });
  const tags = readTags(section);
  const protect = section.flag("protect");
  section.close();
  return organization !== undefined && host && identity && module
    ? { name, organization, host, identity, module, roles, exchangeRoleGroups, grants, adopt, runbook, tags, protect }
    : undefined;
}

function readRoles(section: Section, mayBeLeftOut: boolean): DirectoryRole[] | undefined {
  const supported = DirectoryRole.supported();
  const names = supported.map((role) => role.name);
  if (!section.has("roles")) {
    section.take("roles");
    section.note(
      "roles",
      mayBeLeftOut
        ? undefined
        : {
            given: undefined,
            allowed: `a list of ${names.join(", ")}`,
            remedy:
              "name the role that the scripts need, or exchangeRoleGroups: without either every connection is refused with 403",
          },
    );
    return undefined;
  }
  const entries = section.list("roles");
  if (entries?.length === 0) {
    section.note("roles", {
      given: [],
      allowed: `one or more of ${names.join(", ")}`,
      remedy:
        "name the role that the scripts need, or leave the key out beside exchangeRoleGroups: without either every connection is refused with 403",
    });
  }
  const roles: DirectoryRole[] = [];
  for (const [index, entry] of (entries ?? []).entries()) {
    const role = readRole(section, index, entry, supported);
    if (role) {
      section.noteEntry("roles", index, checkRoleOnce([...roles, role], roles.length, role));
      roles.push(role);
    }
  }
  return entries && roles;
}

function readRole(
  section: Section,
  index: number,
  entry: unknown,
  supported: DirectoryRole[],
): DirectoryRole | undefined {
  const names = supported.map((role) => role.name);
  if (typeof entry === "string") {
    section.noteEntry("roles", index, checkChoice(entry, names));
    return supported.find((role) => role.name === entry);
  }
  const scoped = section.entry("roles", index, entry);
  const name = scoped?.requiredText("name", { allowed: names.join(", "), remedy: "name the role" }, (value) =>
    checkChoice(value, names),
  );
  const role = supported.find((known) => known.name === name);
  const scope = scoped?.text("scope", (value) => role?._checkScope(value));
  scoped?.close();
  return scope === undefined ? (scoped?.has("scope") ? undefined : role) : role?.scopedTo(scope);
}
