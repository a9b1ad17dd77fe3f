import type { GroupConfiguration, Standing } from "./configuration";
import type { Section } from "./section";

/** Reads whether something is made, only read, or taken over, and what follows from it for its group and location. */
export function readStanding(section: Section, what: string, group: GroupConfiguration | undefined): Standing {
  const existing = section.flag("existing");
  const adopt = section.flag("adopt");
  if (existing && adopt) {
    section.note("adopt", {
      given: `"existing": true and "adopt": true`,
      allowed: "one of the two",
      remedy: `keep "existing" to only read ${what}, or "adopt" to let Terraform take it over`,
    });
  }
  const standing = existing ? "existing" : adopt ? "adopted" : "new";
  if (standing === "new") {
    return standing;
  }
  if (group?.location !== undefined) {
    section.note(existing ? "existing" : "adopt", {
      given: `${what} that is there, in the resource group ${group.name}, which is to be created`,
      allowed: "a group that is there",
      remedy: `write {"name": "${group.name}", "existing": true} as the resource group`,
    });
  }
  if (section.has("location")) {
    section.note("location", {
      given: section.take("location"),
      allowed: `no location for ${what} that is there`,
      remedy: "take it out: it has its own",
    });
  }
  return standing;
}
