import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { synthesize } from "../cli/commands/synthesize";
import { PARTS_OF_THE_FILE, REFERENCE_EXAMPLES } from "../tools/reference-examples";
import { identityConfiguration } from "./helpers/configuration";
import { temporaryFolder } from "./helpers/stack";
import { UNIT_ID } from "./helpers/ids";

const ROOT = join(__dirname, "..");
const PAGES = ["README.md", ...readdirSync(join(ROOT, "docs")).map((page) => join("docs", page))];
const TEXT = PAGES.map((page) => readFileSync(join(ROOT, page), "utf8")).join("\n");
const BLOCKS = [...TEXT.matchAll(/```json\n([^]*?)```/g)].map(([, text]) => text.trim());

/* A block is a whole file, or some keys of an identity. */
const FILES = BLOCKS.filter((text) => text.startsWith("{"));
const PARTS = BLOCKS.filter((text) => !text.startsWith("{") && !text.includes('"overrides"'));

function problemsOf(configuration: object): string[] {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "scripts"));
  writeFileSync(join(folder, "scripts", "report-mailboxes.ps1"), "param($Days)\nGet-Mailbox\n");
  writeFileSync(join(folder, "scripts", "report-users.ps1"), "Get-MgUser\n");
  const file = join(folder, "exchange.config.json");
  writeFileSync(file, JSON.stringify(configuration));
  return synthesize(file, join(folder, "out")).errors;
}

test("the configuration of the README is the repository's own", () => {
  expect(FILES.map((text) => JSON.parse(text) as object)).toEqual([
    JSON.parse(readFileSync(join(ROOT, "exchange.config.json"), "utf8")),
  ]);
});

test.each(PARTS)("the part of a configuration is sound: %s", (text) => {
  if (PARTS_OF_THE_FILE.some((key) => text.startsWith(`"${key}"`))) {
    const file = JSON.parse(`{${text}}`) as object;
    expect(problemsOf({ ...file, identities: { one: identityConfiguration() } })).toEqual([]);
    return;
  }
  const part = JSON.parse(`{${text.replaceAll('"…"', `"${UNIT_ID.replaceAll("-", "")}"`)}}`) as {
    host?: { adopt?: boolean };
  };
  const group = part.host?.adopt ? { resourceGroup: { name: "ContosoRG", existing: true } } : {};
  expect(problemsOf({ identities: { one: identityConfiguration({ ...group, ...part }) } })).toEqual([]);
});

test("there are as many parts as the pages show", () => {
  const examples = Object.values(REFERENCE_EXAMPLES);
  const parts = [...readFileSync(join(ROOT, "docs", "configuration.md"), "utf8").matchAll(/^## (.*)$/gm)];
  expect(parts.map(([, part]) => part).sort()).toEqual(
    [...Object.keys(REFERENCE_EXAMPLES), "$schema", "identities"].sort(),
  );
  expect(PARTS).toHaveLength(6 + examples.length);
  // The reference is generated and formatted.
  const asData = (text: string) => JSON.stringify(JSON.parse(`{${text}}`));
  expect(examples.filter((text) => !PARTS.map(asData).includes(asData(text)))).toEqual([]);
});

const LINKED = [...PAGES, "CONTRIBUTING.md"];

test("the pages have links to each other", () => {
  const all = LINKED.map((file) => readFileSync(join(ROOT, file), "utf8")).join("\n");
  expect([...all.matchAll(/\]\((?!https:)[^)]+\)/g)].length).toBeGreaterThan(40);
  expect(readFileSync(join(ROOT, "README.md"), "utf8").split("\n").length).toBeLessThanOrEqual(201);
});

test.each(LINKED)("every link of %s leads somewhere", (file) => {
  const text = readFileSync(join(ROOT, file), "utf8");
  const headingsOf = (markdown: string) =>
    [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
      heading
        .toLowerCase()
        .replace(/[^\w\- ]/g, "")
        .replace(/ /g, "-"),
    );
  for (const [, target] of text.matchAll(/\]\((?!https:)([^)]+)\)/g)) {
    const [path, anchor] = target.split("#");
    const page = join(ROOT, path === "" ? file : join(dirname(file), path));
    const isThere =
      existsSync(page) && (anchor === undefined || headingsOf(readFileSync(page, "utf8")).includes(anchor));
    expect([target, isThere]).toEqual([target, true]);
  }
});

test("every script of npm that help, the pages and CONTRIBUTING name is there", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    scripts: { [name: string]: string };
  };
  const texts = ["help", ...LINKED].map((file) => readFileSync(join(ROOT, file), "utf8")).join("\n");
  const named = [...texts.matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(10);
  expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
});

/* Patterns stand for many files; the others are there. */
test.each(["CONTRIBUTING.md", "docs/architecture.md"])("every path that %s names is there", (page) => {
  const text = readFileSync(join(ROOT, page), "utf8");
  const named = [...text.matchAll(/`((?:lib|cli|tools|docs|examples|__tests__|\.github|\.ci)\/[\w./-]*)`/g)].map(
    ([, path]) => path,
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
