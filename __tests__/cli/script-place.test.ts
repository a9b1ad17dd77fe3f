import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { synthesize } from "../../cli/commands/synthesize";
import { identityConfiguration } from "../helpers/configuration";
import { linkFolder, testWithLinks } from "../helpers/links";
import { temporaryFolder } from "../helpers/stack";

function write(...path: string[]): string {
  const file = join(...path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "Get-Mailbox\n");
  return file;
}

/* The problems of a runbook's script, in a configuration in a folder. */
function problemsOf(folder: string, script: string): string[] {
  const file = write(folder, "exchange.config.json");
  writeFileSync(
    file,
    JSON.stringify({ identities: { one: identityConfiguration({ runbook: { name: "R", script } }) } }),
  );
  return synthesize(file, join(folder, "out")).errors;
}

const OUTSIDE = expect.stringMatching(
  /^\/identities\/one\/runbook\/script\n[^]*in the repository that holds it/,
) as string;

test.each(["report.ps1", "scripts/report.ps1", "scripts\\Report.PS1", "./a/../report.ps1"])(
  "a script in the configuration's folder is taken: %s",
  (script) => {
    const folder = temporaryFolder();
    write(folder, script.replace("\\", "/"));
    expect(problemsOf(folder, script)).toEqual([]);
  },
);

test.each(["package.json", "report", "report.txt", "report.ps1.bak", ".ps1"])(
  "%s is no PowerShell script",
  (script) => {
    const folder = temporaryFolder();
    write(folder, script);
    expect(problemsOf(folder, script)).toEqual([
      expect.stringMatching(/^\/identities\/one\/runbook\/script\n[^]*whose name ends in \.ps1/),
    ]);
  },
);

test("a script above the folder is taken where the two are in one repository, and only there", () => {
  const outer = temporaryFolder();
  write(outer, "scripts", "report.ps1");
  const folder = join(outer, "repository", "tenants", "contoso");
  write(outer, "repository", "scripts", "report.ps1");
  expect(problemsOf(folder, "../../scripts/report.ps1")).toEqual([OUTSIDE]);
  mkdirSync(join(outer, "repository", ".git"));
  expect(problemsOf(folder, "../../scripts/report.ps1")).toEqual([]);
  expect(problemsOf(folder, "../../../scripts/report.ps1")).toEqual([OUTSIDE]);
});

test.each([".git", ".GIT"])("nothing below %s is a script", (name) => {
  const folder = temporaryFolder();
  write(folder, name, "hooks", "report.ps1");
  expect(problemsOf(folder, `${name}/hooks/report.ps1`)).toEqual([OUTSIDE]);
});

testWithLinks("a link counts as what it leads to", () => {
  const folder = temporaryFolder();
  const elsewhere = temporaryFolder();
  write(elsewhere, "report.ps1");
  linkFolder(elsewhere, join(folder, "scripts"));
  expect(problemsOf(folder, "scripts/report.ps1")).toEqual([OUTSIDE]);
  write(folder, "real", "report.ps1");
  linkFolder(join(folder, "real"), join(folder, "linked"));
  expect(problemsOf(folder, "linked/report.ps1")).toEqual([]);
});

test("a script that does not exist is one problem at its place", () => {
  expect(problemsOf(temporaryFolder(), "missing.ps1")).toEqual([
    expect.stringMatching(/^\/identities\/one\/runbook\/script\n {2}given: {3}"missing.ps1"\n[^]*was not found/),
  ]);
});

(process.platform === "win32" ? test.skip : test)("a pipe is no script, and nobody waits for it", () => {
  const folder = temporaryFolder();
  execFileSync("mkfifo", [join(folder, "pipe.ps1")]);
  expect(problemsOf(folder, "pipe.ps1")).toEqual([expect.stringContaining("cannot be read (no regular file)")]);
});
