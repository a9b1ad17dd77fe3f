import { checkIdentityName } from "../lib/identity/identity-name";
import { checkLocation } from "../lib/resource-group/host-resource-group";
import type { GroupConfiguration, HostConfiguration, HostIdentityConfiguration } from "./configuration";
import { readGroup } from "./read-group";
import type { Section } from "./section";
import { readStanding } from "./standing";

const TYPES = ["systemAssigned", "userAssigned", "systemAndUserAssigned"] as const;
const ONLY_USER_ASSIGNED = ["name", "existing", "adopt", "resourceGroup", "location"];

/** Reads the identity of the host; undefined where too little of it can be read to go on. */
export function readHostIdentity(
  parent: Section,
  host: HostConfiguration | undefined,
  hostGroup: GroupConfiguration | undefined,
): HostIdentityConfiguration | undefined {
  const section = parent.section("identity");
  if (!section) {
    if (!parent.has("identity")) {
      parent.note("identity", {
        given: undefined,
        allowed: '{"type": "systemAssigned"}, or a user-assigned one',
        remedy: "say which identity the host carries",
      });
    }
    return undefined;
  }
  if (!section.has("type")) {
    section.note("type", {
      given: undefined,
      allowed: TYPES.map((type) => `"${type}"`).join(", "),
      remedy: "say which identity the host carries",
    });
  }
  const type = section.choice("type", TYPES);
  if (type === "systemAssigned") {
    for (const key of ONLY_USER_ASSIGNED.filter((only) => section.take(only) !== undefined)) {
      section.note(key, {
        given: section.take(key),
        allowed: "nothing but the type for a system-assigned identity, which is the host's own",
        remedy: `take "${key}" out, or choose "userAssigned"`,
      });
    }
    section.close();
    return { systemAssigned: true };
  }
  const userAssigned = readUserAssigned(section, host, hostGroup);
  section.close();
  return type && userAssigned && { systemAssigned: type === "systemAndUserAssigned", userAssigned };
}

function readUserAssigned(
  section: Section,
  host: HostConfiguration | undefined,
  hostGroup: GroupConfiguration | undefined,
): HostIdentityConfiguration["userAssigned"] {
  const name = section.requiredText(
    "name",
    { allowed: "the name of the user-assigned identity", remedy: "name the identity" },
    checkIdentityName,
  );
  const group = readGroup(section, "resourceGroup", false);
  const standing = readStanding(section, "an identity", section.has("resourceGroup") ? group : hostGroup);
  const location = section.text("location", checkLocation);
  if (host?.standing === "existing" && standing !== "existing") {
    section.note(standing === "new" ? undefined : "adopt", {
      given: standing === "new" ? "a new user-assigned identity" : "an adopted user-assigned identity",
      allowed: 'an existing one ("existing": true), for a host that is only read',
      remedy:
        'a host that is only read has to carry the identity already: use an existing identity, or "adopt" the host',
    });
  }
  return name === undefined ? undefined : { name, standing, group, location };
}
