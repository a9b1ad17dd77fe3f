import { checkLocation, checkResourceGroupName } from "../lib/resource-group/host-resource-group";
import type { GroupConfiguration } from "./configuration";
import type { Section } from "./section";

/** Reads a resource group: created with a location, or existing. */
export function readGroup(parent: Section, key: string, required: boolean): GroupConfiguration | undefined {
  const allowed =
    '{"name": …, "location": …} for a group that is created, {"name": …, "existing": true} for one that is there';
  const section = parent.section(key, allowed);
  if (!section) {
    if (required && !parent.has(key)) {
      parent.note(key, { given: undefined, allowed, remedy: "name the resource group" });
    }
    return undefined;
  }
  const name = section.requiredText("name", { allowed, remedy: "name the resource group" }, checkResourceGroupName);
  const existing = section.flag("existing");
  const location = section.text("location", checkLocation);
  if (existing && section.has("location")) {
    section.note("location", {
      given: section.take("location"),
      allowed: "no location on a group that is there",
      remedy: 'take it out: the group has its own; or take "existing" out to create the group',
    });
  }
  if (!existing && !section.has("location")) {
    section.note("location", {
      given: undefined,
      allowed,
      remedy: 'give the location of the new group, or "existing": true if the group is there',
    });
  }
  section.close();
  const isClear = name !== undefined && (existing === true || location !== undefined);
  return isClear ? { name, location: existing ? undefined : location } : undefined;
}
