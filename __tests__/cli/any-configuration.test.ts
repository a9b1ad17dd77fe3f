import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { synthesize } from "../../cli/commands/synthesize";
import { identityConfiguration } from "../helpers/configuration";
import { hasTerraform, readByTerraform } from "../helpers/powershell";
import { temporaryFolder, type Synthesized } from "../helpers/stack";
import { UNIT } from "../helpers/ids";

/* What breaks templates, cdktf's markers, JSON, shells and PowerShell. */
const PIECES = [
  "${",
  "%{",
  "$${",
  "%%{",
  "}",
  "{",
  "$",
  "%",
  "#{",
  "&{",
  "TfToken[",
  "${TfToken[TOKEN.0]}",
  "#{TfToken[TOKEN.1]}",
  "&{TfToken[TOKEN.2]}",
  "${TfToken[var.x",
  "]}",
  "-1.8881545897087503e+289",
  "1e5",
  '"',
  "'",
  "\\",
  "`",
  "\n",
  "\u2028",
  "\u{1F600}",
  "String Map Token Value",
  "Any Map Token Value",
  "${var.admin_password}",
  "%{ for x in y }",
  "~}",
  "<<EOF",
  "//",
  "constructor",
  "toString",
  "hasOwnProperty",
  " ",
];
const hostile = fc.oneof(
  fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 5, unit: "grapheme" })), { maxLength: 8 })
    .map((parts) => parts.join("")),
  fc.constantFrom(...PIECES),
);
const tagName = hostile.map((text) => text.replace(/[<>%&\\?/\p{Cc}]/gu, "").trim());
const tags = fc.dictionary(
  tagName,
  hostile.map((text) => text.slice(0, 200)),
  { maxKeys: 4 },
);

const junk = fc.oneof(
  hostile,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(hostile, { maxLength: 2 }),
  fc.dictionary(hostile, hostile, { maxKeys: 2 }),
);

/* A configuration in which any place may hold anything. */
const somePlace = fc.constantFrom<string[]>(
  ["organization"],
  ["resourceGroup"],
  ["resourceGroup", "name"],
  ["resourceGroup", "location"],
  ["resourceGroup", "existing"],
  ["host"],
  ["host", "type"],
  ["host", "name"],
  ["host", "existing"],
  ["host", "adopt"],
  ["host", "location"],
  ["host", "localAuthentication"],
  ["host", "size"],
  ["host", "network"],
  ["host", "subnetId"],
  ["host", "adminUsername"],
  ["host", "image"],
  ["identity"],
  ["identity", "type"],
  ["identity", "name"],
  ["identity", "existing"],
  ["identity", "adopt"],
  ["identity", "resourceGroup"],
  ["module"],
  ["module", "version"],
  ["module", "runtimes"],
  ["module", "contentUri"],
  ["module", "contentHash"],
  ["roles"],
  ["tags"],
  ["protect"],
  ["runbook"],
  ["adopt"],
  ["grants"],
  ["exchangeRoleGroups"],
  ["exchangeRoles"],
  ["graphPermissions"],
  ["module", "additional"],
  ["runbooks"],
  ["diagnostics"],
  ["alert"],
  ["lock"],
  ["unknown"],
);
const likely = fc.constantFrom<unknown>(
  true,
  false,
  "ContosoAzAuto1",
  "West US",
  "5.1",
  ["7.6"],
  ["5.1", "7.2"],
  "3.4.0",
  "3.10.1",
  "userAssigned",
  "systemAndUserAssigned",
  "systemAssigned",
  { name: "ContosoRG", existing: true },
  { name: "Other", location: "West US" },
  { type: "userAssigned", name: "ContosoMI1" },
  { type: "automationAccount", name: "ContosoAzAuto1", adopt: true },
  { type: "automationAccount", name: "ContosoAzAuto1", existing: true },
  { type: "windowsVirtualMachine", name: "ContosoVM1", network: { addressSpace: "10.20.0.0/24" } },
  { type: "linuxVirtualMachine", name: "ContosoVM1", adopt: true },
  { addressSpace: "10.20.0.0/24", outbound: "none" },
  ["Global Reader", { name: "Helpdesk Administrator", scope: UNIT }],
  { version: "3.9.2", contentUri: "https://feed.example/${x}" },
  { version: "3.4.0", contentUri: { variable: "module_content_uri" } },
  [{ role: "View-Only Configuration" }, { role: "Application Mail.Send", recipientScope: "${x}" }],
  ["User.Read.All", "Mail.Send"],
  [{ name: "Microsoft.Graph.Users", version: "2.30.0", after: ["Az"] }],
  [
    { name: "A", description: "${x}" },
    { name: "B", runtime: "7.6", connect: false },
  ],
  [{ name: "A", schedule: { every: "day", at: "02:00" }, parameters: { days: 1, text: "${x}" } }],
  { logAnalyticsWorkspaceId: "/subscriptions/x", jobStreams: true },
);
const sound = fc.constantFrom<[string[], unknown][]>(
  [],
  [[["module"], { version: "3.4.0", runtimes: ["5.1", "7.2", "7.6"], contentUri: "https://feed.example/${x}%{y}" }]],
  [[["identity"], { type: "systemAndUserAssigned", name: "ContosoMI1" }]],
  [[["protect"], true]],
  [[["host"], { type: "linuxVirtualMachine", name: "ContosoVM1", network: { addressSpace: "10.20.0.0/24" } }]],
);
const changes = fc.oneof(sound, fc.array(fc.tuple(somePlace, fc.oneof(likely, junk)), { maxLength: 2 }));
const backend = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  {
    weight: 4,
    arbitrary: hostile.map((text) => ({ type: "azurerm", config: { key: `{stack}${text}`, container_name: text } })),
  },
  { weight: 1, arbitrary: junk },
);

function configuration(change: [string[], unknown][], withTags: object, withBackend: unknown): object {
  const identity = { ...identityConfiguration({ tags: withTags }) } as { [key: string]: unknown };
  for (const [[key, below], value] of change) {
    if (below === undefined) {
      identity[key] = value;
    } else if (typeof identity[key] === "object" && identity[key] !== null && !Array.isArray(identity[key])) {
      identity[key] = { ...identity[key], [below]: value };
    }
  }
  return { backend: withBackend, identities: { one: identity } };
}

/* Texts as Terraform has to read them, each with the JSON that was synthesized for it. */
const texts: { written: unknown; synthesized: unknown }[] = [];
const counts = { synthesized: 0, refused: 0 };

test("any configuration is either synthesized or refused with a message that names the place", () => {
  const folder = temporaryFolder();
  const file = join(folder, "exchange.config.json");
  fc.assert(
    fc.property(changes, tags, backend, (change, withTags, withBackend) => {
      const written = configuration(change, withTags, withBackend);
      writeFileSync(file, JSON.stringify(written));
      rmSync(join(folder, "out"), { recursive: true, force: true });
      const { errors } = synthesize(file, join(folder, "out"));
      for (const error of errors) {
        expect(error).toMatch(
          /^\/(identities\/one|backend)[^\n]*\n {2}given: {3}.+\n {2}allowed: \S.*\n {2}to do: {3}\S/,
        );
      }
      if (errors.length > 0) {
        counts.refused += 1;
        return;
      }
      counts.synthesized += 1;
      remember(
        JSON.parse(JSON.stringify(written)),
        JSON.parse(readFileSync(join(folder, "out/stacks/one/cdk.tf.json"), "utf8")) as Synthesized,
      );
    }),
    { numRuns: 1000 },
  );
  // Both ways have to be taken, or the property says little.
  expect(counts.synthesized).toBeGreaterThan(200);
  expect(counts.refused).toBeGreaterThan(200);
}, 240_000);

function remember(
  written: { backend?: unknown; identities: { one: { tags?: object; module?: { contentUri?: unknown } } } },
  json: Synthesized,
): void {
  const account = Object.values(json.resource?.azurerm_automation_account ?? {})[0] as
    { tags?: unknown; lifecycle?: unknown } | undefined;
  if (account && account.lifecycle === undefined && Object.keys(written.identities.one.tags ?? {}).length > 0) {
    texts.push({ written: written.identities.one.tags, synthesized: account.tags });
  }
  const config = (written.backend as { config?: { key: string } } | undefined)?.config;
  if (config) {
    const synthesized = (json.terraform.backend as { azurerm: unknown }).azurerm;
    texts.push({ written: JSON.parse(JSON.stringify(config).replaceAll("{stack}", "one")), synthesized });
  }
  const uri = written.identities.one.module?.contentUri;
  const modules = Object.values(json.resource?.azurerm_automation_module ?? {}) as {
    name: string;
    module_link: { uri: string };
  }[];
  const exchange = modules.find(({ name }) => name === "ExchangeOnlineManagement");
  if (typeof uri === "string" && exchange) {
    texts.push({ written: uri, synthesized: exchange.module_link.uri });
  }
}

function sorted(value: unknown): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value)
        .map(([name, text]) => [name.normalize("NFC"), text])
        .sort(([one], [other]) => (one < other ? -1 : 1))
    : value;
}

(hasTerraform() ? test : test.skip)(
  "Terraform reads every text as it was written",
  () => {
    expect(texts.length).toBeGreaterThan(200);
    const read = readByTerraform(texts.map(({ synthesized }) => synthesized));
    // Terraform composes characters (NFC) in every text that it reads, from whatever source.
    const composed = (value: unknown) => JSON.stringify(sorted(value)).normalize("NFC");
    for (const [index, { written }] of texts.entries()) {
      expect(composed(read[index])).toBe(composed(written));
    }
  },
  120_000,
);
