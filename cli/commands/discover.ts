import { existsSync, writeFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { type Configuration } from "../config/configuration-schema";
import { load, UnreadableFile } from "../config/load";
import { describeProblem } from "../config/problem";
import { chooseIdentity, nameOf } from "../diagnosis/identity";
import { discoveredEntry } from "../discovery/discovered-entry";
import { permittedHosts } from "../discovery/permitted-hosts";
import type { HostTarget } from "../tenant/host";
import { CannotRead } from "../tenant/sign-in";
import { chosenSubscription } from "../tenant/subscription";
import { type IdentityRights, readTenant, type TenantState } from "../tenant/tenant";
import { addEntry, problemsOf } from "./add-entry";
import { SCHEMA } from "./starter-files";
import { expectedIdentityId, hostWords, targetOf, type TenantOptions } from "./tenant-options";
import { fail, NOT_DONE, NOT_IN_ORDER } from "./with-built";
import { orCannotRead, withTenant } from "./with-tenant";

export interface DiscoverOptions extends TenantOptions {
  readonly config: string;
  readonly stack?: string;
  readonly role?: string[];
  readonly write?: boolean;
  readonly format: "text" | "json";
}

/** Prints the entry of the configuration that adopts a set-up; without names, where there are some. Returns the exit code. */
export function discover(options: DiscoverOptions): Promise<number> {
  return orCannotRead(async () => {
    const named = targetOf(options);
    if (named === undefined) {
      return listHosts(options);
    }
    const { target, state } = await withTenant(options, async (client) => {
      const subscriptionId = await chosenSubscription(client, options.subscription);
      const found: HostTarget = { ...named, subscriptionId };
      const expected = expectedIdentityId(options.identity, found);
      return {
        target: found,
        state: await readTenant(client, found, { expectedIdentityId: expected, now: new Date() }),
      };
    });
    if (state.host.state !== "read") {
      throw new CannotRead(
        state.host.state === "absent"
          ? `There is no ${hostWords(target).replace(/^the /, "")}, in the subscription ${target.subscriptionId}. To do: check the names; discover without names lists what there is`
          : `${hostWords(target)} could not be read: ${state.host.reason}`,
      );
    }
    const identity = await chosenIdentity(state, options.identity, hostWords(target));
    const { entry, notes } = discoveredEntry(state, state.host.value, identity, {
      organization: options.organization,
      role: options.role ?? ["Global Reader"],
    });
    notes.forEach((note) => console.error(note));
    return give(entry, options, target);
  });
}

async function chosenIdentity(
  { identities }: TenantState,
  asked: string | undefined,
  host: string,
): Promise<IdentityRights | undefined> {
  const chosen = chooseIdentity(identities, asked);
  if (chosen !== undefined || (identities.length === 0 && (asked === undefined || asked === "systemAssigned"))) {
    return chosen;
  }
  if (asked !== undefined && asked !== "systemAssigned") {
    throw new CannotRead(`There is no user-assigned identity ${asked}, neither on ${host} nor in its group`);
  }
  if (asked === "systemAssigned") {
    return undefined;
  }
  if (process.stdin.isTTY && process.stdout.isTTY) {
    const { select, isCancel } = await import("@clack/prompts");
    const answer = await select({
      message: `${host} carries several identities. Which one do the scripts use?`,
      options: identities.map((identity) => ({ value: identity.principalId, label: nameOf(identity) })),
    });
    if (isCancel(answer)) {
      throw new CannotRead("Cancelled. Nothing was written.");
    }
    return identities.find(({ principalId }) => principalId === answer);
  }
  throw new CannotRead(
    `${host} carries several identities: ${identities.map(nameOf).join(", ")}. To do: name the one that the scripts use with --identity`,
  );
}

function give(entry: object, options: DiscoverOptions, target: HostTarget): number {
  const { cloud, tenant } = options;
  const provider: NonNullable<Configuration["provider"]> = {
    subscriptionId: target.subscriptionId,
    ...(tenant === undefined ? {} : { tenantId: tenant }),
    ...(cloud === undefined || cloud === "public" ? {} : { cloud: cloud as "china" }),
  };
  const name = options.stack ?? stackName(target.name);
  const file = resolve(options.config);
  if (options.write && existsSync(file)) {
    return addTo(file, name, entry, provider);
  }
  const text = `${JSON.stringify({ $schema: SCHEMA, provider, identities: { [name]: entry } }, undefined, 2)}\n`;
  const problems = problemsOf(text, process.cwd());
  if (problems.length > 0) {
    console.error(problems.map(describeProblem).join("\n\n"));
    return NOT_IN_ORDER;
  }
  if (options.write) {
    writeFileSync(file, text);
    console.log(`Wrote ${name} into ${relative("", file).replace(/\\/g, "/")}.`);
  } else {
    process.stdout.write(text);
  }
  return 0;
}

function addTo(file: string, name: string, entry: object, provider: NonNullable<Configuration["provider"]>): number {
  try {
    const shared = load(file).file.provider ?? {};
    const own = Object.entries(provider).filter(
      ([key, value]) => String(shared[key as keyof typeof shared] ?? "").toLowerCase() !== value.toLowerCase(),
    );
    return addEntry(file, name, own.length > 0 ? { ...entry, provider: Object.fromEntries(own) } : entry);
  } catch (error) {
    if (error instanceof UnreadableFile) {
      return fail(error.message);
    }
    throw error;
  }
}

async function listHosts(options: DiscoverOptions): Promise<number> {
  const { hosts, notes } = await withTenant(options, async (client) =>
    permittedHosts(client, await chosenSubscription(client, options.subscription), new Date()),
  );
  notes.forEach((note) => console.error(note));
  const code = notes.length > 0 ? NOT_DONE : 0;
  if (options.format === "json") {
    console.log(JSON.stringify({ hosts }, undefined, 2));
    return code;
  }
  for (const { type, name, resourceGroup, identities, retiredRunbooks } of hosts) {
    const option = type === "automationAccount" ? "--automation-account" : "--vm";
    const words = [
      ...(identities.length > 0 ? [`Exchange.ManageAsApp: ${identities.join(", ")}`] : []),
      ...(retiredRunbooks.length > 0 ? [`in a runtime out of support: ${retiredRunbooks.join(", ")}`] : []),
    ];
    console.log(`--resource-group ${quoted(resourceGroup)} ${option} ${quoted(name)}\n  ${words.join("\n  ")}`);
  }
  if (hosts.length === 0 && code === 0) {
    console.log("No Automation account and no virtual machine of this subscription has Exchange.ManageAsApp.");
  }
  return code;
}

function quoted(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `"${text}"`;
}

/* A name that the configuration takes as the name of a stack. */
function stackName(host: string): string {
  const name = host.toLowerCase().replace(/[^a-z0-9_-]+/g, "-");
  return /^[a-z]/.test(name) ? name : `host-${name}`;
}
