import type { HostResourceGroup } from "../resource-group/host-resource-group";
import { Findings } from "../validation/findings";
import { readableText } from "../text/terraform-text";
import type { UserAssignedSource } from "./bound-host-identity";

/** Checks the group of an identity: what exists lies in a group that exists, and a group that is created is not read. */
export function groupFindings({ group, origin }: UserAssignedSource, hostGroup: HostResourceGroup): Findings {
  const findings = new Findings();
  const own = (group ?? hostGroup)._given;
  const isCreated = own.isNew || hostGroup._creates(own.name);
  if ((origin === "existing" || origin === "adopt") && isCreated) {
    findings.add(origin, {
      given: `an identity that exists, in the resource group ${readableText(own.name)}, which this stack creates`,
      allowed: "an existing group",
      remedy:
        'write "resourceGroup": {"name": …, "existing": true} in the identity: the group that the identity lies in; in code resourceGroup: HostResourceGroup.fromExisting(…)',
    });
  } else if (group && !own.isNew && hostGroup._creates(own.name)) {
    findings.add("resourceGroup", {
      given: `the group ${readableText(own.name)} as an existing one, while this stack creates it`,
      allowed: "an existing group, or none for the host's group",
      remedy: "leave the group of the identity out: the host's group is its default",
    });
  }
  return findings;
}
