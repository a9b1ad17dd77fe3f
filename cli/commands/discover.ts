import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { TextRule } from "cdktf-exchange-managed-identity/internal";
import { HOST_OPTIONS } from "../hosts/host-kinds";
import type { Configuration } from "../config/configuration-schema";
import { load } from "../config/load";
import { chooseIdentity, identityName } from "../tenant/diagnosis/check-identity";
import { discoveredEntry } from "../tenant/discovery/discovered-entry";
import { oneLine } from "../tenant/findings/shown-text";
import type { HostState, HostTarget } from "../tenant/reading/host";
import { CannotRead } from "../tenant/reading/sign-in";
import { chosenSubscription } from "../tenant/reading/subscription";
import { type IdentityRights, readTenant, type TenantState } from "../tenant/reading/tenant";
import { addEntry, checkNewFile, writeNewFile } from "./add-entry";
import { listHosts } from "./list-hosts";
import { SCHEMA } from "./starter-files";
import {
  expectedIdentityId,
  hostWords,
  type SignInOptions,
  signInOptions,
  targetOf,
  type TenantOptions,
} from "./tenant-options";
import { fail } from "./with-built";
import { orCannotRead, withTenant } from "./with-tenant";
import { jsonText } from "./json-text";

export interface DiscoverOptions extends TenantOptions {
  readonly config: string;
  readonly stack?: string;
  readonly role?: readonly string[];
  readonly write?: boolean;
  readonly format: "text" | "json";
}

/** Prints the configuration that adopts a set-up; without names, where there are some. Returns the exit code. */
export function discover(options: DiscoverOptions): Promise<number> {
  return orCannotRead(async () => {
    const file = resolve(options.config);
    const shared = existsSync(file) ? load(file).file.provider : undefined;
    const signIn = signInOptions(options, shared);
    const named = targetOf(options);
    if (named === undefined) {
      const ofHost = (["write", "stack", "role", "identity"] as const).find((name) => options[name] !== undefined);
      return ofHost === undefined
        ? listHosts(signIn, options.format)
        : fail(`--${ofHost} is for one host. To do: name it: --resource-group with ${HOST_OPTIONS}`);
    }
    const { target, state } = await withTenant(signIn, async (client) => {
      const subscriptionId = await chosenSubscription(client, signIn.subscription);
      const found: HostTarget = { ...named, subscriptionId };
      const expected = expectedIdentityId(options.identity, found);
      return {
        target: found,
        state: await readTenant(client, found, { expectedIdentityId: expected, now: new Date() }),
      };
    });
    const host = hostOf(state, target);
    const identity = await chosenIdentity(state, options.identity, hostWords(target));
    const { entry, notes } = discoveredEntry(state, host, identity, options);
    notes.forEach((note) => console.error(oneLine(note)));
    return give(entry, file, options, { ...signIn, subscription: target.subscriptionId }, host.name);
  });
}

function hostOf({ host }: TenantState, target: HostTarget): HostState {
  if (host.state === "read") {
    return host.value;
  }
  const words = hostWords(target);
  throw new CannotRead(
    host.state === "absent"
      ? `${words} does not exist in the subscription ${target.subscriptionId}. To do: check the names; discover without names lists what there is`
      : `${words} could not be read: ${host.reason}. To do: give the signed-in account the right`,
  );
}

async function chosenIdentity(
  { identities }: TenantState,
  asked: string | undefined,
  host: string,
): Promise<IdentityRights | undefined> {
  const chosen = chooseIdentity(identities, asked);
  // Without any, and for one of its own that is not on yet, the entry turns the system-assigned identity on.
  if (chosen !== undefined || asked === "systemAssigned" || (asked === undefined && identities.length === 0)) {
    return chosen;
  }
  const names = identities.map(identityName).join(", ") || "none";
  if (asked !== undefined) {
    throw new CannotRead(
      `There is no user-assigned identity ${asked} that the signed-in account sees. ${host} has: ${names}. To do: name one of these, or give the resource id of another one`,
    );
  }
  if (process.stdin.isTTY && process.stdout.isTTY) {
    const { select, isCancel } = await import("@clack/prompts");
    const answer = await select({
      message: `${host} has several identities. Which one do the scripts use?`,
      options: identities.map((identity) => ({ value: identity.principalId, label: oneLine(identityName(identity)) })),
    });
    if (isCancel(answer)) {
      throw new CannotRead("Cancelled. Nothing was written.");
    }
    return identities.find(({ principalId }) => principalId === answer);
  }
  throw new CannotRead(
    `${host} has several identities: ${names}. To do: name the one that the scripts use with --identity`,
  );
}

function give(
  entry: object,
  file: string,
  { stack, write, format }: DiscoverOptions,
  signIn: SignInOptions,
  hostName: string,
): number {
  const name = stack ?? stackName(hostName);
  const shown = relative("", file).replace(/\\/g, "/");
  const done = (message: string) => (format === "json" ? jsonText({ stack: name, file: shown }) : message);
  if (write && existsSync(file)) {
    const own = providerOf(signIn, load(file).file.provider);
    return addEntry(file, name, own ? { ...entry, provider: own } : entry, done(`Added ${name} to ${shown}.`));
  }
  const provider = providerOf(signIn, undefined);
  const text = `${JSON.stringify({ $schema: SCHEMA, provider, identities: { [name]: entry } }, undefined, 2)}\n`;
  const code = checkNewFile(text, file);
  if (code === 0 && write) {
    return writeNewFile(file, text, done(`Wrote ${name} into ${shown}.`));
  }
  process.stdout.write(text);
  return code;
}

const GUID = TextRule.guid("");

/* What of the sign-in the file does not say already. A key that it says otherwise would be inherited. */
function providerOf(
  { cloud = "public", tenant, subscription }: SignInOptions,
  shared: Configuration["provider"],
): object | undefined {
  const said = { cloud: "public", ...shared } as { readonly [key: string]: string | undefined };
  const own = Object.entries({
    subscriptionId: subscription,
    tenantId: tenant && GUID.check(tenant) ? undefined : tenant,
    cloud,
  }).filter(([key, value]) => value !== undefined && value.toLowerCase() !== said[key]?.toLowerCase());
  return own.length > 0 ? Object.fromEntries(own) : undefined;
}

/* A name that the configuration takes as the name of a stack. */
function stackName(host: string): string {
  const name = host.toLowerCase().replace(/[^a-z0-9_-]+/g, "-");
  return /^[a-z]/.test(name) ? name : `host-${name}`;
}
