import { retiredSince } from "../diagnosis/module";
import { nameOf } from "../diagnosis/identity";
import { MANAGE_AS_APP } from "../diagnosis/rights";
import { AutomationReader } from "../tenant/automation-account";
import { DirectoryReader } from "../tenant/directory";
import { groupOf, type HostState, lastPart, readHosts } from "../tenant/host";
import type { ReadClient } from "../tenant/read-client";
import { valueOr } from "../tenant/reading";

/** A host whose identity holds the permission, or whose runbooks run in a runtime that is out of support. */
export interface PermittedHost {
  readonly type: HostState["type"];
  readonly name: string;
  readonly resourceGroup: string;
  /** The identities that hold Exchange.ManageAsApp. */
  readonly identities: string[];
  /** The runbooks in a runtime that is out of support, with the runtime. */
  readonly retiredRunbooks: string[];
}

/** Looks through all Automation accounts and virtual machines of a subscription. */
export async function permittedHosts(
  client: ReadClient,
  subscriptionId: string,
  now: Date,
): Promise<{ hosts: PermittedHost[]; notes: string[] }> {
  const directory = new DirectoryReader(client);
  const [accounts, machines, exchangeOnline] = await Promise.all([
    readHosts(client, "automationAccount", subscriptionId),
    readHosts(client, "virtualMachine", subscriptionId),
    directory.exchangeOnline(),
  ]);
  const holders = exchangeOnline.state === "read" ? await directory.holdersOf(exchangeOnline.value.id) : exchangeOnline;
  const permitted = new Set(
    valueOr(holders, [])
      .filter(({ appRoleId }) => appRoleId.toLowerCase() === MANAGE_AS_APP)
      .map(({ principalId }) => principalId),
  );
  const today = now.toISOString().slice(0, 10);
  const hosts = await Promise.all(
    [...valueOr(accounts, []), ...valueOr(machines, [])].map(async (host): Promise<PermittedHost> => ({
      type: host.type,
      name: host.name,
      resourceGroup: lastPart(groupOf(host.id)),
      identities: host.identities.filter(({ principalId }) => permitted.has(principalId)).map(nameOf),
      retiredRunbooks: host.type === "automationAccount" ? await retiredRunbooks(client, host.id, today) : [],
    })),
  );
  return {
    hosts: hosts.filter(({ identities, retiredRunbooks: retired }) => identities.length + retired.length > 0),
    notes: [accounts, machines, holders].flatMap((reading) =>
      reading.state === "unreadable" ? [`Not everything could be read: ${reading.reason}`] : [],
    ),
  };
}

async function retiredRunbooks(client: ReadClient, accountId: string, today: string): Promise<string[]> {
  const runbooks = valueOr(await new AutomationReader(client, accountId).runbooks({ withScripts: false }), []);
  return runbooks.flatMap(({ name, version }) =>
    version !== undefined && retiredSince(version, today) !== undefined ? [`${name} (${version})`] : [],
  );
}
