import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { EXISTING, identityConfiguration, run } from "./helpers/configuration";
import { UNIT } from "./helpers/ids";

const read = (file: string) => JSON.parse(readFileSync(join(__dirname, "..", file), "utf8")) as object;
const validate = new Ajv({ allErrors: true, strict: false }).compile(read("exchange.config.schema.json"));

test("the schema accepts the repository's own configuration, which names it", () => {
  expect(validate(read("exchange.config.json"))).toBe(true);
  expect(read("exchange.config.json")).toHaveProperty("$schema", "./exchange.config.schema.json");
});

const SUBNET =
  "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/v/subnets/s";
const SOUND: object[] = [
  {},
  { ...EXISTING, module: { version: "3.4.0", runtimes: ["5.1", "7.2", "7.4", "7.6"], prerequisites: false } },
  { ...EXISTING, host: { type: "automationAccount", name: "ContosoAzAuto1", adopt: true }, protect: false },
  {
    host: {
      type: "automationAccount",
      name: "ContosoAzAuto1",
      location: "North Europe",
      localAuthentication: true,
      publicNetworkAccess: false,
    },
  },
  {
    identity: {
      type: "systemAndUserAssigned",
      name: "ContosoMI1",
      location: "westus",
      resourceGroup: { name: "Other", location: "westus" },
    },
  },
  { roles: [{ name: "Helpdesk Administrator", scope: UNIT }, "Security Reader"], tags: { owner: "messaging" } },
  {
    module: {
      contentUri: { variable: "module_content_uri" },
      contentHash: { algorithm: "sha256", value: "a".repeat(64) },
    },
  },
  { host: { type: "windowsVirtualMachine", name: "ContosoVM1", network: { addressSpace: "10.20.0.0/24" } } },
  {
    host: {
      type: "linuxVirtualMachine",
      name: "contoso-vm.1",
      subnetId: SUBNET,
      size: "Standard_B2s",
      adminUsername: "me",
      image: "Canonical:ubuntu-24_04-lts:server:latest",
      location: "westus",
      trustedLaunch: false,
      encryptionAtHost: true,
    },
    module: { version: "3.9.2", runtimes: ["7"] },
  },
  { ...EXISTING, host: { type: "linuxVirtualMachine", name: "ContosoVM1", existing: true } },
  { ...EXISTING, host: { type: "windowsVirtualMachine", name: "a-longer-name_of-a-machine", adopt: true } },
];
const UNSOUND: object[] = [
  { extra: 1 },
  { roles: [] },
  { roles: ["Exchange Admin"] },
  { module: { runtimes: ["7.1"] } },
  { module: { runtimes: [] } },
  { module: { contentUri: "http://x.example" } },
  { host: { type: "automationAccount", name: "x" } },
  { host: { type: "automationAccount", name: "ContosoAzAuto1", sku: "Free" } },
  { identity: { type: "none" } },
  { resourceGroup: { name: "a.", location: "West US" } },
  { tags: { a: 1 } },
  { protect: "yes" },
  { host: { type: "windowsVirtualMachine", name: "ContosoVM1" } },
  {
    host: {
      type: "linuxVirtualMachine",
      name: "ContosoVM1",
      subnetId: SUBNET,
      network: { addressSpace: "10.20.0.0/24" },
    },
  },
  { host: { type: "linuxVirtualMachine", name: "ContosoVM1", network: { addressSpace: "10.20.0.0" } } },
  { host: { type: "linuxVirtualMachine", name: "ContosoVM1", subnetId: "here" } },
  { host: { type: "automationAccount", name: "ContosoAzAuto1", size: "Standard_B2s" } },
];

test.each(SOUND)("editors and the app both accept %j", (change) => {
  const configuration = { identities: { one: identityConfiguration(change) } };
  expect([validate(configuration), validate.errors]).toEqual([true, null]);
  expect(run(configuration).errors).toEqual([]);
});

test.each(UNSOUND)("editors and the app both refuse %j", (change) => {
  const configuration = { identities: { one: identityConfiguration(change) } };
  expect(validate(configuration)).toBe(false);
  expect(run(configuration).errors).not.toEqual([]);
});

test("the schema says the same thing once, and stays small enough for an editor to load at once", () => {
  expect(readFileSync(join(__dirname, "..", "exchange.config.schema.json")).length).toBeLessThan(120_000);
});
