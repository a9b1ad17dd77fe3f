import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { synthesize } from "../../cli/commands/synthesize";
import { identityConfiguration, run } from "../helpers/configuration";
import { temporaryFolder } from "../helpers/stack";

const SCRIPT = "param($Name)\nGet-EXOMailbox\n";

/* The stack of a configuration whose script is written and named in one way or another. */
function stackWith(path: string, lineEnd: string): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "scripts"));
  writeFileSync(join(folder, "scripts", "weekly.ps1"), SCRIPT.replaceAll("\n", lineEnd));
  const configuration = { identities: { one: identityConfiguration({ runbook: { name: "Weekly", script: path } }) } };
  const file = join(folder, "exchange.config.json");
  writeFileSync(file, JSON.stringify(configuration, undefined, 2).replaceAll("\n", lineEnd));
  expect(synthesize(file, join(folder, "out")).errors).toEqual([]);
  return readFileSync(join(folder, "out", "stacks", "one", "cdk.tf.json"), "utf8");
}

test("a checkout with CRLF, and a path with backslashes, give the same bytes", () => {
  const expected = stackWith("scripts/weekly.ps1", "\n");
  expect(expected).toContain("Get-EXOMailbox");
  expect(expected).not.toContain("\\r");
  for (const path of ["scripts/weekly.ps1", "scripts\\weekly.ps1", ".\\scripts/weekly.ps1"]) {
    expect(stackWith(path, "\r\n")).toBe(expected);
  }
});

test.each(["C:\\scripts\\weekly.ps1", "\\\\server\\share\\weekly.ps1", "/scripts/weekly.ps1", ""])(
  "a path that is not relative is refused on every system: %j",
  (script) => {
    const { errors } = run({ identities: { one: identityConfiguration({ runbook: { name: "Weekly", script } }) } });
    expect(errors.map((error) => error.split("\n")[0])).toEqual(["/identities/one/runbook/script"]);
    expect(errors[0]).toContain("relative to this configuration");
  },
);

test.each(["con", "PRN", "Aux", "nul", "com1", "COM9", "lpt1", "Lpt9"])(
  "a stack named %s, which Windows reserves for a device, is refused on every system",
  (name) => {
    const { errors } = run({ identities: { [name]: identityConfiguration() } });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/^\/identities\/\w+\n/);
    expect(errors[0]).toContain("no name that Windows reserves for a device");
  },
);

test.each(["console", "com10", "nul1", "lpt"])("a stack named %s is no device", (name) => {
  expect(run({ identities: { [name]: identityConfiguration() } }).errors).toEqual([]);
});

test.each<[string, Buffer, string]>([
  ["Latin-1", Buffer.from('{"identities": {}} // \u00fc', "latin1"), "Windows-1252 (Latin-1)"],
  ["UTF-16 with a mark", Buffer.from('\uFEFF{"identities": {}}', "utf16le"), "UTF-16 LE"],
  ["UTF-16 without one", Buffer.from('{"identities": {}}', "utf16le"), "UTF-16 LE"],
])("a configuration in %s is refused, and the message names the encoding", (_what, bytes, words) => {
  const file = join(temporaryFolder(), "exchange.config.json");
  writeFileSync(file, bytes);
  const { errors } = synthesize(file, temporaryFolder());
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain(words);
  expect(errors[0]).toContain("save it as UTF-8");
});

test.each<[string, object | string, number]>([
  ["identities as a list", { identities: [] }, 1],
  ["a runtime as a number", { identities: { one: identityConfiguration({ module: { runtimes: [7.4] } }) } }, 1],
  ["a stack named constructor", { identities: { constructor: identityConfiguration() } }, 1],
  ["100,000 brackets", "[".repeat(100_000), 1],
  [
    "an existing identity beside a new group",
    {
      identities: {
        one: identityConfiguration({ identity: { type: "userAssigned", name: "ContosoMI1", existing: true } }),
      },
    },
    1,
  ],
])("%s is one problem", (_what, configuration, count) => {
  const { errors } = run(configuration);
  expect(errors).toHaveLength(count);
  expect(errors[0]).not.toMatch(/given: {3}""\n/);
});

test("an existing identity beside a new group is told of its own resourceGroup", () => {
  const identity = { type: "userAssigned", name: "ContosoMI1", existing: true };
  const { errors } = run({ identities: { one: identityConfiguration({ identity }) } });
  expect(errors[0]).toContain('write "resourceGroup": {"name": …, "existing": true} in the identity');
});

test("500 identities with the same warning give one, with the count and the first names", () => {
  const identities = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [
      `stack${index}`,
      identityConfiguration({
        resourceGroup: { name: `RG${index}`, location: "westus" },
        host: { type: "automationAccount", name: `Account${index}` },
        module: { version: "3.9.2", runtimes: ["7.4"] },
      }),
    ]),
  );
  const { warnings, errors } = run({ identities });
  expect(errors).toEqual([]);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(/^\[stack0, stack1, stack2 and 17 more\] PowerShell 7\.4 has been out of support/);
});

test("two organizations under one tenant id are warned of", () => {
  const provider = { tenantId: "00000000-0000-0000-0000-00000000aaaa" };
  const { warnings } = run({
    provider,
    identities: {
      one: identityConfiguration(),
      two: identityConfiguration({
        organization: "fabrikam.onmicrosoft.com",
        resourceGroup: { name: "RG2", location: "westus" },
        host: { type: "automationAccount", name: "Account2" },
      }),
    },
  });
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain("a tenant has one initial domain");
});

test("two tenants in one file may have the same names; one tenant may not", () => {
  const of = (tenantId: string, organization: string) =>
    identityConfiguration({ provider: { tenantId }, organization });
  const one = of("00000000-0000-0000-0000-00000000aaaa", "contoso.onmicrosoft.com");
  const two = of("00000000-0000-0000-0000-00000000bbbb", "fabrikam.onmicrosoft.com");
  expect(run({ identities: { one, two } }).errors).toEqual([]);
  expect(run({ identities: { one, two: one } }).errors.map((error) => error.split("\n")[0])).toEqual(
    expect.arrayContaining(["/identities/two/host/name"]),
  );
});

const PLACE = {
  tenantId: "00000000-0000-0000-0000-00000000aaaa",
  subscriptionId: "00000000-0000-0000-0000-00000000bbbb",
};

test.each<[string, object | undefined, object | undefined, boolean]>([
  ["nothing, and the default cloud by its name", undefined, { cloud: "public" }, true],
  ["a tenant that only one of them writes", undefined, { tenantId: PLACE.tenantId }, true],
  ["a tenant that only the first writes", { tenantId: PLACE.tenantId }, undefined, true],
  ["the same tenant in other letters", { ...PLACE }, { ...PLACE, tenantId: PLACE.tenantId.toUpperCase() }, true],
  ["a subscription that only one of them writes", { tenantId: PLACE.tenantId }, PLACE, true],
  ["two subscriptions", PLACE, { ...PLACE, subscriptionId: PLACE.tenantId }, false],
  ["two clouds", undefined, { cloud: "china" }, false],
])("two stacks that say %s write the same thing: %j and %j, %s", (_what, first, second, isSame) => {
  const of = (provider: object | undefined, organization: string) => identityConfiguration({ provider, organization });
  const isChina = JSON.stringify(second ?? {}).includes("china");
  const one = of(first, "contoso.onmicrosoft.com");
  const two = of(second, isChina ? "contoso.partner.onmschina.cn" : "contoso.onmicrosoft.com");
  const places = run({ identities: { one, two } }).errors.map((error) => error.split("\n")[0]);
  expect(places.includes("/identities/two/host/name")).toBe(isSame);
});

test.each([
  ["~> 3.0", "/providerVersions/azurerm"],
  [">= 6.0.0", "/providerVersions/azurerm"],
  ["4.x", "/providerVersions/azurerm"],
])("the constraint %s, which no supported version satisfies, is refused", (azurerm, place) => {
  const { errors } = run({ providerVersions: { azurerm }, identities: { one: identityConfiguration() } });
  expect(errors.map((error) => error.split("\n")[0])).toEqual([place]);
});

test.each<[string, object, string | undefined]>([
  ["cloud without a name", { type: "cloud", config: { organization: "contoso" } }, "/backend/config"],
  [
    "cloud with one workspace",
    { type: "cloud", config: { workspaces: { name: "exchange" } } },
    "/backend/config/workspaces/name",
  ],
  ["cloud with {stack}", { type: "cloud", config: { workspaces: { name: "exchange-{stack}" } } }, undefined],
  ["cloud with tags", { type: "cloud", config: { workspaces: { tags: ["{stack}"] } } }, undefined],
  ["pg without a schema", { type: "pg", config: {} }, "/backend/config"],
  ["pg with {stack}", { type: "pg", config: { schema_name: "exchange_{stack}" } }, undefined],
  [
    "kubernetes with one suffix",
    { type: "kubernetes", config: { secret_suffix: "state" } },
    "/backend/config/secret_suffix",
  ],
  ["consul with {stack}", { type: "consul", config: { path: "exchange/{stack}" } }, undefined],
  ["azurerm without a key", { type: "azurerm", config: { container_name: "tfstate" } }, "/backend/config"],
  ["a key without {stack}", { type: "s3", config: { key: "exchange" } }, "/backend/config/key"],
])("a backend of two stacks: %s", (_what, backend, place) => {
  const two = identityConfiguration({
    resourceGroup: { name: "RG2", location: "westus" },
    host: { type: "automationAccount", name: "Account2" },
  });
  const result = run({ backend, identities: { one: identityConfiguration(), two } });
  expect(result.errors.map((error) => error.split("\n")[0])).toEqual(place === undefined ? [] : [place]);
  if (place === undefined) {
    const { terraform } = result.stack("two") as unknown as { terraform: { backend?: object; cloud?: object } };
    expect(JSON.stringify(terraform.backend ?? terraform.cloud)).toContain("two");
  }
});
