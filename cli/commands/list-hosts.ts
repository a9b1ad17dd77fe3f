import { type ListedHost, permittedHosts } from "../tenant/discovery/permitted-hosts";
import { oneLine } from "../tenant/findings/shown-text";
import { chosenSubscription } from "../tenant/reading/subscription";
import type { SignInOptions } from "./tenant-options";
import { NOT_DONE } from "./exit-codes";
import { withTenant } from "./with-tenant";
import { jsonText } from "./json-text";

/* How many hosts without the permission are listed at most. */
const OTHERS = 30;

/** Lists the hosts of a subscription that `discover` can be asked about. Returns the exit code. */
export async function listHosts(signIn: SignInOptions, format: "text" | "json"): Promise<number> {
  const { hosts, others, unreadable } = await withTenant(signIn, async (client) =>
    permittedHosts(client, await chosenSubscription(client, signIn.subscription), new Date()),
  );
  unreadable.forEach((reason) => console.error(oneLine(`Not everything could be read: ${reason}`)));
  if (format === "json") {
    console.log(jsonText({ hosts: hosts.map(asJson), others: others.map(asJson) }));
  } else {
    hosts.forEach((host) => console.log([optionsOf(host), ...reasonsOf(host)].map(oneLine).join("\n  ")));
    if (others.length > 0) {
      const shown = others.slice(0, OTHERS).map(optionsOf).map(oneLine);
      const rest = others.length > OTHERS ? [`and ${others.length - OTHERS} more`] : [];
      console.log(["Without Exchange.ManageAsApp:", ...shown, ...rest].join("\n  "));
    }
    if (hosts.length + others.length === 0 && unreadable.length === 0) {
      console.log("The subscription has no Automation account and no virtual machine.");
    }
  }
  return unreadable.length > 0 ? NOT_DONE : 0;
}

/* The kind by its type in the configuration. */
function asJson({ kind, ...host }: ListedHost): object {
  return { type: kind.type, ...host };
}

function optionsOf({ kind, name, resourceGroup }: ListedHost): string {
  return `--resource-group ${quoted(resourceGroup)} ${kind.resource.option} ${quoted(name)}`;
}

function reasonsOf({ identities, retiredRunbooks }: ListedHost): readonly string[] {
  return [
    ...(identities.length > 0 ? [`Exchange.ManageAsApp: ${identities.join(", ")}`] : []),
    ...(retiredRunbooks.length > 0 ? [`in a runtime out of support: ${retiredRunbooks.join(", ")}`] : []),
  ];
}

function quoted(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `"${text}"`;
}
