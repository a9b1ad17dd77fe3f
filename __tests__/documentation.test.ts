import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { standIn } from "./helpers/cmdlets";
import { powerShellParser } from "./helpers/powershell";
import { runIn, shellsHere } from "./helpers/powershell-shell";
import { hasBash, runBash, stubbedEnvironment } from "./helpers/stub-commands";
import { temporaryFolder } from "./helpers/stack";

const ROOT = join(__dirname, "..");
const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "cli/README.md",
  ...readdirSync(join(ROOT, "docs")).map((page) => `docs/${page}`),
  ...readdirSync(join(ROOT, "examples")).map((example) => `examples/${example}/README.md`),
];

type Block = [place: string, code: string];

/* The fenced blocks of a language. */
function blocks(language: string): Block[] {
  return PAGES.flatMap((page) => {
    const text = readFileSync(join(ROOT, page), "utf8");
    return [...text.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, "g"))].map(([, code]): Block => [
      page,
      code,
    ]);
  });
}

const SHELL = blocks("sh");
const POWERSHELL = blocks("powershell");

/* A folder in which the documentation's commands find what they name. */
function folder(): string {
  const created = temporaryFolder();
  mkdirSync(join(created, ".ssh"));
  mkdirSync(join(created, ".ci"));
  mkdirSync(join(created, "cdktf.out", "stacks"), { recursive: true });
  mkdirSync(join(created, "exchange"));
  mkdirSync(join(created, "tenants"));
  writeFileSync(join(created, ".ssh", "id_ed25519.pub"), "ssh-ed25519 AAAA admin\n");
  writeFileSync(join(created, ".ci", "run"), "#!/usr/bin/env bash\n", { mode: 0o755 });
  for (const place of [".", "exchange"]) {
    cpSync(join(ROOT, "exchange.config.json"), join(created, place, "exchange.config.json"));
  }
  cpSync(join(ROOT, "exchange.config.json"), join(created, "tenants", "contoso.json"));
  cpSync(join(ROOT, "examples"), join(created, "examples"), { recursive: true });
  return created;
}

/* A person answers the questions of `init`. */
const answered = (code: string) => code.replace(/ init exchange$/gm, " init exchange/new --yes");

test("there are blocks of both shells", () => {
  expect([SHELL.length, POWERSHELL.length].every((count) => count >= 13)).toBe(true);
});

(hasBash() ? test : test.skip).each(SHELL)("in bash %s runs", (page, code) => {
  const created = folder();
  // A program needs the packages of this clone.
  const isProgram = page === "examples/typescript/README.md";
  const { status, stderr, calls } = runBash(
    isProgram ? ROOT : created,
    `printf 'answer\\n' | { :\n${answered(code)}}`,
    { HOME: created, ...(isProgram ? { CDKTF_OUTDIR: join(created, "cdktf.out") } : {}) },
  );
  expect([status, stderr]).toEqual([0, ""]);
  expect(calls.length + Number(code.includes("read -rs"))).toBeGreaterThan(0);
});

test.each(POWERSHELL)("the grammar of PowerShell reads %s", async (_page, code) => {
  expect((await powerShellParser())(code).hasError).toBe(false);
});

test.each([...SHELL, ...POWERSHELL])(
  "in %s an option with a dot stands in quotes, which PowerShell needs",
  (_page, code) => {
    expect(code).not.toMatch(/ -[a-z]\S*\./);
  },
);

const SHELLS = shellsHere();
if (SHELLS.length === 0) {
  console.log("Skipped: there is no PowerShell on this machine to run the documentation's commands with.");
}

/* What a person or a tenant answers. */
const ANSWERS = [
  "function Read-Host { param([switch] $AsSecureString, $Prompt) ConvertTo-SecureString answer -AsPlainText -Force }",
  "function Get-EXOMailbox { param($ResultSize) }",
  "$MI_ID = 'an object id'",
  standIn("Disconnect-ExchangeOnline", ""),
  standIn("Get-MgServicePrincipalAppRoleAssignment", ""),
  standIn("Get-MgRoleManagementDirectoryRoleAssignment", ""),
].join("\n");

const inEachShell = SHELLS.length > 0 ? describe.each(SHELLS) : describe.skip.each([{ name: "none", version: "" }]);
inEachShell("in $name $version", (shell) => {
  test.each(POWERSHELL)("%s runs", (_page, code) => {
    const { environment } = stubbedEnvironment();
    const created = folder();
    const script = `$ErrorActionPreference = 'Stop'\nSet-Location '${created}'\n${ANSWERS}\n${answered(code)}`;
    const variables = {
      HOME: created,
      USERPROFILE: created,
      PATH: environment.PATH ?? "",
      STUB_LOG: environment.STUB_LOG ?? "",
    };
    const { status, output } = runIn(shell, script, variables);
    expect([status, output]).toEqual([0, expect.not.stringContaining("Exception") as string]);
  });
});
