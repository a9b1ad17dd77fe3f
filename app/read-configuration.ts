import type { Problem } from "../lib/problem/finding";
import { checkGuid } from "../lib/problem/checked-text";
import { checkVersionConstraint } from "../lib/provider-versions";
import { ExchangeCloud } from "../lib/exchange-online/exchange-cloud";
import type { Configuration, IdentityConfiguration, ProviderConfiguration } from "./configuration";
import { checkTogether } from "./check-together";
import { readBackend } from "./read-backend";
import { readIdentity } from "./read-identity";
import { isObject, Section } from "./section";

/** What a value holds as a configuration, and everything that is wrong with it. */
export interface ConfigurationReading {
  readonly configuration?: Configuration;
  readonly problems: Problem[];
}

const REGISTRATIONS = ["none", "core", "extended", "all", "legacy"] as const;

/** Reads the value of a configuration file. `folder` is where the paths in it start. */
export function readConfiguration(value: unknown, folder: string): ConfigurationReading {
  const problems: Problem[] = [];
  if (!isObject(value)) {
    return {
      problems: [
        {
          where: "",
          given: value,
          allowed: 'an object with "identities"',
          remedy: "write the configuration as an object in curly brackets",
        },
      ],
    };
  }
  const root = new Section(value, [], problems);
  root.text("$schema");
  const provider = readProvider(root.section("provider"));
  const versions = root.section("providerVersions");
  const providerVersions = {
    azurerm: versions?.text("azurerm", checkVersionConstraint),
    azuread: versions?.text("azuread", checkVersionConstraint),
  };
  versions?.close();
  const identities = readIdentities(root, { cloud: provider?.cloud, azurermVersion: providerVersions.azurerm, folder });
  const stacks = root.section("identities")?.keys.length ?? 0;
  const backend = readBackend(root.section("backend"), stacks);
  root.close();
  problems.push(...checkTogether(identities));
  if (problems.length > 0 || !provider) {
    return { problems };
  }
  return { configuration: { provider, providerVersions, backend, identities }, problems };
}

function readProvider(section: Section | undefined): ProviderConfiguration | undefined {
  if (!section) {
    return { cloud: ExchangeCloud.PUBLIC };
  }
  const clouds = ExchangeCloud.all();
  const cloudName = section.choice(
    "cloud",
    clouds.map(({ name }) => name),
  );
  const cloud = section.has("cloud") ? clouds.find(({ name }) => name === cloudName) : ExchangeCloud.PUBLIC;
  const read = {
    subscriptionId: section.text("subscriptionId", (id) => checkGuid(id, "give the id of the Azure subscription")),
    tenantId: section.text("tenantId", (id) => checkGuid(id, "give the id of the Microsoft Entra tenant")),
    resourceProviderRegistrations: section.choice("resourceProviderRegistrations", REGISTRATIONS),
  };
  section.close();
  return cloud && { ...read, cloud };
}

/** What the reading of one identity has to know of the rest of the file. */
export interface IdentityContext {
  /** The cloud; undefined where it could not be read. */
  readonly cloud?: ExchangeCloud;
  readonly azurermVersion?: string;
  readonly folder: string;
}

function readIdentities(root: Section, context: IdentityContext): IdentityConfiguration[] {
  const section = root.section("identities");
  if (!section) {
    if (!root.has("identities")) {
      root.note("identities", {
        given: undefined,
        allowed: "an object with one entry for each identity; its key is the stack's name",
        remedy: 'add "identities"; the README has an example',
      });
    }
    return [];
  }
  if (section.keys.length === 0) {
    section.note(undefined, {
      given: {},
      allowed: "one identity or more",
      remedy: "add an identity; the README has an example",
    });
  }
  return section.keys.flatMap((name, index) => {
    section.note(name, checkStackName(name) ?? checkStackNameOnce(name, section.keys.slice(0, index)));
    const identity = section.section(name);
    return identity ? (readIdentity(name, identity, context) ?? []) : [];
  });
}

function checkStackNameOnce(name: string, earlier: string[]) {
  const other = earlier.find((key) => key.toLowerCase() === name.toLowerCase());
  return other === undefined
    ? undefined
    : {
        given: name,
        allowed: "names that differ in more than upper and lower case",
        remedy: `rename ${name} or ${other}: the two would share a folder on Windows and macOS`,
      };
}

function checkStackName(name: string) {
  return /^[A-Za-z][A-Za-z0-9_-]{0,99}$/.test(name) && !(name in {})
    ? undefined
    : {
        given: name,
        allowed: "1 to 100 letters, digits, '-' and '_', the first a letter",
        remedy: "the key is the stack's name and that of its folder: rename it",
      };
}
