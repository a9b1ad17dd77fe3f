import { checkExchangeName, checkManagementRoles, ExchangeRoleGroup } from "../lib/exchange-online/exchange-role-group";
import type { Section } from "./section";

/** Reads the role groups of Exchange Online; undefined where there are none. */
export function readRoleGroups(section: Section): ExchangeRoleGroup[] | undefined {
  const entries = section.list("exchangeRoleGroups");
  if (entries?.length === 0) {
    section.note("exchangeRoleGroups", {
      given: [],
      allowed: "one role group or more",
      remedy: "name a role group, or take the key out",
    });
  }
  const groups: ExchangeRoleGroup[] = [];
  for (const [index, entry] of (entries ?? []).entries()) {
    const group = readGroup(section, index, entry);
    const isTwice = groups.some(({ name }) => name.toLowerCase() === group?.name.toLowerCase());
    section.noteEntry(
      "exchangeRoleGroups",
      index,
      isTwice
        ? { given: group?.name, allowed: "each role group once", remedy: "name each role group once" }
        : undefined,
    );
    groups.push(...(group ? [group] : []));
  }
  return entries && groups;
}

function readGroup(section: Section, index: number, entry: unknown): ExchangeRoleGroup | undefined {
  if (typeof entry === "string") {
    const finding = checkExchangeName(entry);
    section.noteEntry("exchangeRoleGroups", index, finding);
    return finding ? undefined : ExchangeRoleGroup.existing(entry);
  }
  const group = section.entry("exchangeRoleGroups", index, entry);
  if (!group) {
    return undefined;
  }
  const missing = { allowed: '{"name": …, "roles": […]}', remedy: "describe the role group" };
  const name = group.requiredText("name", missing, checkExchangeName);
  const roles = group.texts("roles");
  group.note("roles", group.has("roles") ? roles && checkManagementRoles(roles) : { ...missing, given: undefined });
  const recipientScope = group.text("recipientScope", checkExchangeName);
  group.close();
  const isSound =
    name !== undefined &&
    roles &&
    !checkManagementRoles(roles) &&
    (recipientScope !== undefined) === group.has("recipientScope");
  return isSound ? ExchangeRoleGroup.create({ name, roles, recipientScope }) : undefined;
}
