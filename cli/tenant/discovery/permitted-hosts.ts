import { HOST_RESOURCES } from "../../hosts/host-kinds";
import { identityName } from "../diagnosis/check-identity";
import { isManageAsApp } from "../diagnosis/rights";
import { retiredSince } from "../diagnosis/runtimes";
import { AutomationReader } from "../reading/automation-account";
import { groupOf, lastPart } from "../reading/azure-id";
import { DirectoryReader } from "../reading/directory";
import { type HostState, readHosts } from "../reading/host";
import type { ReadClient } from "../reading/read-client";
import { type Reading, valueOr } from "../reading/reading";

/** A host of a subscription, and what makes it worth a look. */
export interface ListedHost {
  readonly kind: HostState["kind"];
  readonly name: string;
  readonly resourceGroup: string;
  /** The identities that have Exchange.ManageAsApp. */
  readonly identities: readonly string[];
  /** The runbooks in a runtime that is out of support, with the runtime. */
  readonly retiredRunbooks: readonly string[];
}

/** The hosts of a subscription. */
export interface HostList {
  /** Those with the permission, or with runbooks in a runtime that is out of support. */
  readonly hosts: readonly ListedHost[];
  /** All others. */
  readonly others: readonly ListedHost[];
  /** What could not be read. */
  readonly unreadable: readonly string[];
}

/** Looks through all Automation accounts and virtual machines of a subscription. */
export async function permittedHosts(client: ReadClient, subscriptionId: string, now: Date): Promise<HostList> {
  const directory = new DirectoryReader(client);
  const [found, exchangeOnline] = await Promise.all([
    Promise.all(HOST_RESOURCES.map((resource) => readHosts(client, resource, subscriptionId))),
    directory.exchangeOnline(),
  ]);
  const holders = exchangeOnline.state === "read" ? await directory.holdersOf(exchangeOnline.value.id) : exchangeOnline;
  const permitted = new Set(
    valueOr(holders, [])
      .filter(isManageAsApp)
      .map(({ principalId }) => principalId.toLowerCase()),
  );
  const today = now.toISOString().slice(0, 10);
  const read = await Promise.all(
    found
      .flatMap((hosts) => valueOr(hosts, []))
      .map(async (host) => {
        const retired = host.kind.resource.runsRunbooks ? await retiredRunbooks(client, host.id, today) : NONE;
        const listed: ListedHost = {
          kind: host.kind,
          name: host.name,
          resourceGroup: lastPart(groupOf(host.id)),
          identities: host.identities
            .filter(({ principalId }) => permitted.has(principalId.toLowerCase()))
            .map(identityName),
          retiredRunbooks: valueOr(retired, []),
        };
        return { listed, retired };
      }),
  );
  const isFound = ({ identities, retiredRunbooks: retired }: ListedHost) => identities.length + retired.length > 0;
  const reasons = [...found, holders, ...read.map(({ retired }) => retired)].flatMap((reading) =>
    reading.state === "unreadable" ? [reading.reason] : [],
  );
  return {
    hosts: read.map(({ listed }) => listed).filter(isFound),
    others: read.map(({ listed }) => listed).filter((host) => !isFound(host)),
    unreadable: [...new Set(reasons)],
  };
}

const NONE: Reading<readonly string[]> = { state: "read", value: [] };

async function retiredRunbooks(
  client: ReadClient,
  accountId: string,
  today: string,
): Promise<Reading<readonly string[]>> {
  const runbooks = await new AutomationReader(client, accountId).runbooks({ withScripts: false });
  return runbooks.state !== "read"
    ? runbooks
    : {
        state: "read",
        value: runbooks.value.flatMap(({ name, version }) =>
          version !== undefined && retiredSince(version, today) !== undefined ? [`${name} (${version})`] : [],
        ),
      };
}
