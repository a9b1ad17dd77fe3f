import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { bundle, COMMAND, runCommand } from "../helpers/command";
import { identityConfiguration } from "../helpers/configuration";
import { linkFolder, testWithLinks } from "../helpers/links";
import { temporaryFolder } from "../helpers/stack";

beforeAll(bundle);

const init = (folder: string, ...options: string[]) => runCommand(folder, process.env, "init", "--yes", ...options);

describe("init writes nothing outside its folder, and replaces nothing", () => {
  test.each([
    ["package.json", "whose name ends in .ps1"],
    ["exchange.config.json", "whose name ends in .ps1"],
    ["../outside.ps1", "a script in the folder that is written"],
    ["a/../../outside.ps1", "a script in the folder that is written"],
    ["/outside.ps1", "relative to this configuration"],
    ["package.json/a.ps1", "a script in the folder that is written"],
    ["C:\\outside.ps1", "relative to this configuration"],
  ])("--script %s is refused", async (script, words) => {
    const folder = temporaryFolder();
    const { status, stdout, stderr } = await init(folder, "new", "--runbook", "R", "--script", script);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(words);
    expect(readdirSync(folder)).toEqual([]);
  });

  testWithLinks("a link in the folder that leads out of it is not written through", async () => {
    const folder = temporaryFolder();
    const elsewhere = temporaryFolder();
    mkdirSync(join(folder, "new"));
    linkFolder(elsewhere, join(folder, "new", "scripts"));
    const { status, stderr } = await init(folder, "new", "--runbook", "R", "--script", "scripts/a.ps1");
    expect(status).toBe(2);
    expect(stderr).toContain("a script in the folder that is written");
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  testWithLinks("a link is not followed, even one that leads nowhere", async () => {
    const folder = temporaryFolder();
    const elsewhere = temporaryFolder();
    linkFolder(elsewhere, join(folder, ".github"));
    const first = await init(folder, "--pipeline", "github", "--backend", "none");
    expect([first.status, readdirSync(elsewhere), readdirSync(folder)]).toEqual([2, [], [".github"]]);
    expect(first.stderr).toMatch(/\.github\n {2}given: {3}a link\n/);
    const second = temporaryFolder();
    linkFolder(join(elsewhere, "nowhere"), join(second, "exchange.config.json"));
    expect([(await init(second)).status, readdirSync(elsewhere)]).toEqual([2, []]);
  });

  test("a file where a folder has to be is said before anything is written", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, ".github"), "mine");
    const { status, stderr } = await init(folder, "--pipeline", "github", "--backend", "none");
    expect([status, readdirSync(folder)]).toEqual([2, [".github"]]);
    expect(stderr).toMatch(/\.github\n {2}given: {3}a file\n {2}allowed: a folder, or nothing\n/);
  });

  test("a script that is there is checked and kept", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "mine.ps1"), "Get-Mailbox 'never closed\n");
    const refused = await init(folder, "--runbook", "R", "--script", "mine.ps1");
    expect([refused.status, refused.stderr.includes("unterminated")]).toEqual([1, true]);
    writeFileSync(join(folder, "mine.ps1"), "Get-Mailbox\n");
    const taken = await init(folder, "--runbook", "R", "--script", "mine.ps1");
    expect([taken.status, taken.stdout.includes("mine.ps1")]).toEqual([0, false]);
    expect(readFileSync(join(folder, "mine.ps1"), "utf8")).toBe("Get-Mailbox\n");
  });

  (existsSync("/proc") ? test : test.skip)("a place where no folder can be made is a message", async () => {
    const { status, stderr } = await init(temporaryFolder(), "/proc/nowhere/new");
    expect([status, stderr]).toEqual([2, expect.stringContaining("cannot be written (")]);
  });

  test("a folder that is a file is a message", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "new"), "mine");
    for (const name of ["new", "new/below"]) {
      const { status, stderr } = await init(folder, name);
      expect(status).toBe(2);
      expect(stderr).not.toMatch(/^\s+at /m);
    }
    expect(readFileSync(join(folder, "new"), "utf8")).toBe("mine");
  });
});

test.each([
  [["7.2", "7.4"], "3.4.0"],
  [["7.4", "7.2"], "3.4.0"],
  [["7.6", "7.4"], "3.9.2"],
  [["5.1", "7.2"], "3.4.0"],
])("init with the runtimes %j names the module %s", async (runtimes, version) => {
  const folder = temporaryFolder();
  await init(folder, ...runtimes.flatMap((runtime) => ["--runtime", runtime]));
  const { identities } = JSON.parse(readFileSync(join(folder, "exchange.config.json"), "utf8")) as {
    identities: { [name: string]: { module: object } };
  };
  expect(identities["contoso-system"].module).toEqual({ version, runtimes });
});

(existsSync("/dev/full") ? test : test.skip)("a result that cannot be written is a failure", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "exchange.config.json"), JSON.stringify({ identities: { one: identityConfiguration() } }));
  const full = openSync("/dev/full", "w");
  const { status, stderr } = spawnSync(process.execPath, [COMMAND, "explain"], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", full, "pipe"],
  });
  closeSync(full);
  expect([status, stderr]).toEqual([2, "The result could not be written (ENOSPC).\n"]);
});

describe("check in the log of a pipeline", () => {
  test("escapes the name of the file as GitHub reads it", async () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, "a,b%.json"),
      JSON.stringify({ identities: { one: identityConfiguration({ roles: ["x"] }) } }),
    );
    const { stdout } = await runCommand(folder, process.env, "check", "--config", "a,b%.json", "--format", "github");
    expect(stdout).toMatch(/^::error file=a%2Cb%25\.json,line=\d+,col=\d+::/);
  });

  test.each(["text", "json", "github"])("brings no command of Azure DevOps out of a value, as %s", async (format) => {
    const folder = temporaryFolder();
    const hostile = "##vso[task.setvariable variable=x]y ##[error]z";
    const one = identityConfiguration({
      organization: hostile,
      resourceGroup: { name: hostile, existing: true },
      roles: [hostile],
      exchangeRoles: [{ role: "Organization Management", recipientScope: hostile }],
      [hostile]: 1,
    });
    writeFileSync(join(folder, "exchange.config.json"), JSON.stringify({ identities: { one, [hostile]: one } }));
    const { stdout, stderr } = await runCommand(folder, process.env, "check", "--format", format);
    expect(`${stdout}${stderr}`).toContain("task.setvariable");
    expect(`${stdout}${stderr}`).not.toMatch(/##(?:vso)?\[/);
  });
});
