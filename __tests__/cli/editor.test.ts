import { readdirSync, existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Ajv from "ajv";
import fc from "fast-check";
import { getLanguageService, TextDocument, type Diagnostic } from "vscode-json-languageservice";
import { configurationJsonSchema } from "../../cli/config/json-schema";
import { load } from "../../cli/config/load";
import { build } from "../../cli/stack/build";
import { EXISTING, identityConfiguration } from "../helpers/configuration";
import { temporaryFolder } from "../helpers/stack";
import { writeFileSync } from "node:fs";

const ROOT = join(__dirname, "..", "..");
const SCHEMA = configurationJsonSchema();

/* VS Code's own engine, with the schema of this version. */
const service = getLanguageService({ schemaRequestService: () => Promise.resolve(JSON.stringify(SCHEMA)) });
service.configure({ validate: true, schemas: [{ uri: "exchange://schema", fileMatch: ["*"], schema: SCHEMA }] });

function open(text: string) {
  const document = TextDocument.create("file:///exchange.config.json", "jsonc", 1, text);
  return { document, json: service.parseJSONDocument(document) };
}

async function problems(identity: object, rest: object = {}): Promise<Diagnostic[]> {
  const { document, json } = open(JSON.stringify({ ...rest, identities: { one: identity } }, undefined, 2));
  return service.doValidation(document, json, { comments: "ignore", trailingCommas: "ignore" });
}

/* What is offered at the place of `|` in a configuration with one identity. */
async function offered(text: string) {
  const { document, json } = open(text.replace("|", ""));
  const list = await service.doComplete(document, document.positionAt(text.indexOf("|")), json);
  return list?.items ?? [];
}

const inIdentity = (text: string) => `{"identities": {"one": {${text}}}}`;

test.each(
  readdirSync(join(ROOT, "examples")).filter((name) =>
    existsSync(join(ROOT, "examples", name, "exchange.config.json")),
  ),
)("the example %s has no problem", async (name) => {
  const { document, json } = open(readFileSync(join(ROOT, "examples", name, "exchange.config.json"), "utf8"));
  expect(await service.doValidation(document, json)).toEqual([]);
});

describe("completion", () => {
  test("offers at a host only the keys of its type, each with a sentence", async () => {
    const account = await offered(inIdentity('"host": {"type": "automationAccount", |}'));
    const machine = await offered(inIdentity('"host": {"type": "linuxVirtualMachine", |}'));
    expect(account.map(({ label }) => label).sort()).toEqual(
      ["adopt", "existing", "localAuthentication", "location", "name", "publicNetworkAccess"].sort(),
    );
    expect(machine.map(({ label }) => label)).toEqual(expect.arrayContaining(["network", "subnetId", "image"]));
    expect(machine.map(({ label }) => label)).not.toContain("localAuthentication");
    for (const item of [...account, ...machine]) {
      expect([item.label, JSON.stringify(item.documentation ?? "").length > 12]).toEqual([item.label, true]);
    }
  });

  test("offers an existing host no location, and a system-assigned identity no name", async () => {
    const host = await offered(inIdentity('"host": {"type": "automationAccount", "existing": true, |}'));
    expect(host.map(({ label }) => label)).not.toContain("location");
    const identity = await offered(inIdentity('"identity": {"type": "systemAssigned", |}'));
    expect(identity.map(({ label }) => label)).not.toContain("name");
  });

  test.each([
    '"host": {"type": "automationAccount", |}',
    '"host": {"type": "automationAccount", "existing": true, |}',
    '"host": {"type": "linuxVirtualMachine", "adopt": true, |}',
    '"identity": {"type": "userAssigned", |}',
    '"identity": {"type": "userAssigned", "existing": true, |}',
    '"identity": {"type": "systemAndUserAssigned", "adopt": true, |}',
  ])("explains at %s what existing and adopt do", async (text) => {
    const items = (await offered(inIdentity(text))).filter(({ label }) => ["existing", "adopt"].includes(label));
    expect(items.length).toBeGreaterThan(0);
    for (const { label, documentation } of items) {
      expect([label, JSON.stringify(documentation)]).toEqual([
        label,
        expect.stringMatching(/only read|imports it/) as string,
      ]);
    }
  });

  test.each([
    ['"host": {"type": |}', ["automationAccount", "windowsVirtualMachine", "linuxVirtualMachine"]],
    ['"roles": [|]', ["Exchange Administrator", "Global Reader"]],
    ['"module": {"runtimes": [|]}', ["5.1", "7.6"]],
    ['"grants": |', ["terraform", "script", "elsewhere"]],
    ['"identity": {"type": |}', ["systemAssigned", "userAssigned", "systemAndUserAssigned"]],
  ])("explains each value at %s", async (text, labels) => {
    const items = await offered(inIdentity(text));
    for (const label of labels) {
      const item = items.find((found) => found.label === JSON.stringify(label));
      expect([label, JSON.stringify(item?.documentation ?? "").length > 12]).toEqual([label, true]);
    }
  });

  test("offers all time zones, all known versions, and snippets for new identities", async () => {
    const zones = await offered(inIdentity('"runbook": {"name": "a", "schedule": {"every": "day", "timeZone": |}}'));
    expect(zones.length).toBeGreaterThan(300);
    const versions = await offered(inIdentity('"module": {"version": |}'));
    expect(versions.map(({ label }) => label)).toEqual(expect.arrayContaining(['"3.0.0"', '"3.10.1"']));
    const snippets = await offered('{"identities": |}');
    expect(snippets.map(({ label }) => label)).toEqual(
      expect.arrayContaining(["identity: linuxVirtualMachine, userAssigned", "identity: scheduled runbook"]),
    );
  });
});

describe("a fault is one message, with what is allowed and what to do", () => {
  test.each<[string, object, string]>([
    ["a custom domain", { organization: "contoso.com" }, "a custom domain does not work"],
    ["existing with adopt", { ...EXISTING, host: { ...EXISTING.host, adopt: true } }, 'keep "existing" to only read'],
    ["a group without a location", { resourceGroup: { name: "RG" } }, 'Missing property "location"'],
    [
      "a Windows name of 16 characters",
      { host: { type: "windowsVirtualMachine", name: "a234567890123456", network: { addressSpace: "10.0.0.0/24" } } },
      "1 to 15 letters",
    ],
    ["a system-assigned identity with a name", { identity: { type: "systemAssigned", name: "x" } }, 'remove "name"'],
    ["an unknown host type", { host: { type: "vm", name: "x" } }, "automationAccount"],
    ["an unknown key", { rols: [] }, "Property rols is not allowed"],
    ["a weekly schedule without days", { runbook: { name: "a", schedule: { every: "week" } } }, "weekDays"],
    [
      "a location on an existing host",
      { ...EXISTING, host: { ...EXISTING.host, location: "westus" } },
      "remove it: it has its own",
    ],
    ["an unknown role", { roles: ["Exchange Admin"] }, "Exchange Administrator"],
    ["a runtime that is retired", { module: { runtimes: ["7.1"] } }, "5.1 and 7.6 are in support"],
  ])("%s", async (_what, change, words) => {
    const found = await problems(identityConfiguration(change));
    expect(found.map(({ message }) => message)).toHaveLength(1);
    expect(found[0].message).toContain(words);
  });
});

describe("the JSON Schema and the reader", () => {
  const validate = new Ajv({ allErrors: false, strict: false }).compile(SCHEMA);
  const file = join(temporaryFolder(), "exchange.config.json");
  const scratch = temporaryFolder();
  const refusedByReader = (configuration: object) => {
    writeFileSync(file, JSON.stringify(configuration));
    // What the shape does not show, the library refuses.
    const { problems } = load(file);
    return problems.length > 0 ? problems : build(file, { folder: dirname(file), scratch }).problems;
  };

  test.each<[string, object]>([
    ["existing with adopt", { ...EXISTING, host: { ...EXISTING.host, adopt: true } }],
    ["a group without a location", { resourceGroup: { name: "RG" } }],
    [
      "a Windows name of 16 characters",
      { host: { type: "windowsVirtualMachine", name: "a234567890123456", network: { addressSpace: "10.0.0.0/24" } } },
    ],
    ["a user-assigned identity without a name", { identity: { type: "userAssigned" } }],
    ["a weekly schedule without days", { runbook: { name: "a", schedule: { every: "week" } } }],
  ])("both refuse %s, which once only the reader did", (_what, change) => {
    const configuration = { identities: { one: identityConfiguration(change) } };
    expect(validate(configuration)).toBe(false);
    expect(refusedByReader(configuration)).not.toEqual([]);
  });

  const value = fc.oneof(
    fc.constantFrom(null, true, false, 1, -1, "", "x", "ContosoRG", "West US", "5.1", "7.1", "week", "Monday", [], {}),
    fc.constantFrom<unknown>(
      ["5.1"],
      ["Global Reader"],
      { name: "a" },
      { type: "userAssigned", name: "ContosoMI1" },
      { every: "day" },
    ),
  );
  const keys = [
    "organization",
    "resourceGroup",
    "host",
    "identity",
    "module",
    "roles",
    "runbook",
    "grants",
    "tags",
    "protect",
    "adopt",
    "exchangeRoleGroups",
    "provider",
    "extra",
  ];
  const deeper = [
    "name",
    "type",
    "location",
    "existing",
    "adopt",
    "version",
    "runtimes",
    "schedule",
    "every",
    "at",
    "network",
    "subnetId",
    "extra",
  ];
  const change = fc.tuple(fc.constantFrom(...keys), fc.option(fc.constantFrom(...deeper)), value);

  test("agree on 1,000 generated files", () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 0, maxLength: 2 }), (changes) => {
        const identity = structuredClone(identityConfiguration()) as { [key: string]: unknown };
        for (const [key, inside, written] of changes) {
          const holder = identity[key];
          if (inside !== null && typeof holder === "object" && holder !== null && !Array.isArray(holder)) {
            (holder as { [key: string]: unknown })[inside] = structuredClone(written);
          } else {
            identity[key] = structuredClone(written);
          }
        }
        const configuration = { identities: { one: identity } };
        const isValid = validate(configuration);
        const found = isValid ? [] : refusedByReader(configuration);
        accepted += isValid ? 1 : 0;
        // What the schema refuses the reader refuses: what the reader accepts the schema accepts.
        expect([configuration, isValid, validate.errors?.[0], found.length > 0]).toEqual([
          configuration,
          isValid,
          validate.errors?.[0],
          !isValid,
        ]);
      }),
      { numRuns: 1000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});
