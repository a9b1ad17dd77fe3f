import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformVariable, Token } from "cdktf";
import { load } from "../../cli/config/load";
import { describeProblem } from "../../cli/config/problem";
import { synthesize } from "../../cli/commands/synthesize";
import { identityConfiguration } from "../helpers/configuration";
import { UNIT_ID } from "../helpers/ids";
import { hasTerraform, readByTerraform } from "../helpers/powershell";
import { newStack, temporaryFolder } from "../helpers/stack";

/* A text in the place of which markers are put, unlike any other text of the configuration. */
const PLACE = "Quixotic";

/* The same for markers that are numbers. */
const HARMLESS_NUMBER = "-1.8881545897087505e28";

/* Every place of the file that takes a text of the person's own. */
const CONFIGURATION = {
  backend: { type: "azurerm", config: { key: "{stack}.tfstate", container_name: "states", "x-argument": "x" } },
  providerVersions: { azurerm: ">= 4.69.0, < 6.0.0" },
  identities: {
    one: identityConfiguration({
      identity: { type: "systemAndUserAssigned", name: "ContosoMI1", location: "West US" },
      roles: undefined,
      module: {
        version: "3.9.2",
        runtimes: ["5.1", "7.6"],
        contentUri: "https://feed.example/exo",
        contentHash: { algorithm: "sha256", value: "0".repeat(64) },
        additional: [{ name: "Az.Accounts", version: "3.0.0", contentUri: "https://feed.example/az" }],
      },
      exchangeRoleGroups: ["Group A", { name: "Group B", roles: ["View-Only Recipients"], recipientScope: "Scope B" }],
      exchangeRoles: [
        { role: "Mail Recipients", recipientScope: "Scope C" },
        { role: "View-Only Configuration", administrativeUnit: UNIT_ID },
      ],
      graphPermissions: ["User.Read.All"],
      adopt: { graphPermissionAssignmentIds: { "User.Read.All": "A".repeat(43) } },
      runbooks: [
        {
          name: "Weekly-Report",
          script: "report.ps1",
          description: "Weekly",
          parameters: { mailbox: "reports@contoso.com", script: "a text" },
          schedule: { every: "day", at: "02:00", timeZone: "Europe/Berlin" },
        },
      ],
      tags: { owner: "messaging", script: "x", name: "y", roles: "z" },
    }),
  },
};

/* Markers of cdktf, templates of Terraform, and what would do harm if one of them were evaluated. */
function markers(): string[] {
  const variable = new TerraformVariable(newStack(), "known", {});
  const known = variable.stringValue;
  return [
    known,
    `join("",[base64encode(file("/proc/self/environ")),"${known}"])`,
    `", file("/etc/passwd"), "${known}`,
    "${TfToken[TOKEN.1]}",
    "${TfToken[TOKEN.99999]}",
    "#{TfToken[TOKEN.1]}",
    "&{TfToken[TOKEN.1]}",
    "$${TfToken[TOKEN.1]}",
    String(variable.numberValue),
    `-1.8881545897087505e289`,
    String(Token.STRING_MAP_TOKEN_VALUE),
    String(Token.ANY_MAP_TOKEN_VALUE),
    '${file("/etc/passwd")}',
    "%{ for x in y }",
    "$${x}",
    '"\\n${"',
  ];
}

type Path = (string | number)[];

interface Place {
  readonly path: Path;
  /** Whether it is the name of an entry, not its value. */
  readonly isName: boolean;
}

/* Entries whose names a person chooses. */
const NAMED_BY_PERSONS = ["config", "identities", "tags", "parameters", "graphPermissionAssignmentIds"];

/* The places of all texts, and of all names of entries that a person chooses. */
function placesOf(value: unknown, path: Path = []): Place[] {
  if (typeof value === "string") {
    return [{ path, isName: false }];
  }
  const isNamed = NAMED_BY_PERSONS.includes(String(path[path.length - 1]));
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, entry]) => {
        const below = [...path, Array.isArray(value) ? Number(key) : key];
        return [...placesOf(entry, below), ...(isNamed ? [{ path: below, isName: true }] : [])];
      })
    : [];
}

/* A copy with another text at a place. */
function withText(value: unknown, { path, isName }: Place, change: (text: string) => string): unknown {
  const [key, ...rest] = path;
  if (key === undefined) {
    return change(String(value));
  }
  const below = (entry: unknown) => withText(entry, { path: rest, isName }, change);
  if (Array.isArray(value)) {
    return value.map((entry: unknown, index) => (index === key ? below(entry) : entry));
  }
  return Object.fromEntries(
    Object.entries(value as object).map(([name, entry]: [string, unknown]) =>
      name !== key ? [name, entry] : isName && rest.length === 0 ? [change(name), entry] : [name, below(entry)],
    ),
  );
}

function synthesizedTexts(configuration: unknown, folder: string): { errors: string[]; texts: string[] } {
  const file = join(folder, "exchange.config.json");
  writeFileSync(file, JSON.stringify(configuration));
  // What the declaration refuses needs no stack.
  const { problems } = load(file);
  if (problems.length > 0) {
    return { errors: problems.map(describeProblem), texts: [] };
  }
  const out = join(folder, "out");
  const { errors, stacks } = synthesize(file, out);
  if (errors.length > 0) {
    return { errors, texts: [] };
  }
  const texts: string[] = [];
  const visit = (value: unknown) => {
    if (typeof value === "string") {
      texts.push(value);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, entry] of Object.entries(value)) {
        texts.push(key);
        visit(entry);
      }
    }
  };
  visit(JSON.parse(readFileSync(join(out, "stacks", stacks[0] ?? "", "cdk.tf.json"), "utf8")));
  return { errors, texts };
}

/* What Terraform knows only at the apply stands for itself: the rest of the text is what is looked at. */
function withoutReferences(text: string, references: readonly string[]): string {
  return references.reduce((rest, reference) => rest.replaceAll(reference, "<reference>"), text);
}

const referencesIn = (texts: readonly string[]) =>
  [...new Set(texts.flatMap((text) => text.match(/\$\{(?:[^{}"]|"[^"{}]*"|\{[^{}]*\})*\}/g) ?? []))].sort(
    (one, other) => other.length - one.length,
  );

/* What may stand in a synthesized text for what a person wrote: itself, inside JSON, or inside quotes of PowerShell. */
function readings(expected: string, place: string, marker: string): string[] {
  const inJson = JSON.stringify(marker).slice(1, -1);
  const inPowerShell = marker.replace(/['\u2018\u2019\u201a\u201b]/g, "$&$&");
  const asWritten = [marker, inJson, inPowerShell].map((text) => expected.replaceAll(place, () => text));
  return [...asWritten, JSON.stringify(asWritten[0])];
}

(hasTerraform() ? test : test.skip)(
  "a marker in any text of the file is refused, or Terraform reads it as it was written",
  () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "out"));
    writeFileSync(join(folder, "report.ps1"), "param($mailbox, $script)\nGet-Mailbox $mailbox\n");
    const references = referencesIn(synthesizedTexts(CONFIGURATION, folder).texts);
    const known = (text: string) => withoutReferences(text, references);
    let refused = 0;
    const compared: { where: string; put: string; marker: string; expected: string[]; written: string[] }[] = [];
    for (const place of placesOf(CONFIGURATION)) {
      for (const change of [(_: string, put: string) => put, (text: string, put: string) => `${text}${put}`]) {
        const textsWith = (put: string) =>
          synthesizedTexts(
            withText(CONFIGURATION, place, (text) => change(text, put)),
            folder,
          );
        // The same file with a harmless word in the place of the marker says where it goes, and what has to be read there.
        const harmless = { [PLACE]: textsWith(PLACE), [HARMLESS_NUMBER]: textsWith(HARMLESS_NUMBER) };
        for (const marker of markers()) {
          const { errors, texts } = textsWith(marker);
          if (errors.length > 0) {
            refused += 1;
            expect(errors[0]).toMatch(/^\/.*\n {2}given: {3}.+\n {2}allowed: \S.*\n {2}to do: {3}\S/);
            continue;
          }
          const put = /^[-\d.e+]+$/.test(marker) ? HARMLESS_NUMBER : PLACE;
          const where = place.path.join("/");
          expect([where, marker, harmless[put].errors, harmless[put].texts.length]).toEqual([
            where,
            marker,
            [],
            texts.length,
          ]);
          const before = new Set(harmless[put].texts);
          compared.push({
            where,
            put,
            marker,
            expected: [...before].filter((text) => !texts.includes(text)).map(known),
            written: [...new Set(texts)].filter((text) => !before.has(text)).map(known),
          });
        }
      }
    }
    const read = readByTerraform(compared.map(({ written }) => written)) as string[][];
    const expected = readByTerraform(compared.map((entry) => entry.expected)) as string[][];
    for (const [index, { where, put, marker }] of compared.entries()) {
      const right = expected[index].flatMap((text) => readings(text, put, marker));
      // An address is made of letters and digits, and differs with the name.
      const others = read[index].filter((text) => !right.includes(text) && !/^[\w.-]+$/.test(text));
      expect([where, marker, others]).toEqual([where, marker, []]);
    }
    // Both ways have to be taken, or the property says little.
    expect(refused).toBeGreaterThan(300);
    expect(compared.length).toBeGreaterThan(300);
  },
  300_000,
);
