import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle, COMMAND, runCommand, type CommandRun } from "../../helpers/command";
import { identityConfiguration } from "../../helpers/configuration";
import { temporaryFolder } from "../../helpers/stack";
import { CONNECT, SeededTenant } from "../../helpers/tenant";

// Each case starts the command, which looks at a job once a second.
jest.setTimeout(60_000);

let tenant: SeededTenant;
let folder: string;
beforeAll(bundle);
beforeEach(async () => {
  tenant = await SeededTenant.start();
  folder = temporaryFolder();
});
afterEach(() => tenant.stopAfterWrites());

const VERIFICATION = "Test-ExchangeConnection";
const run = (...args: string[]): Promise<CommandRun> => runCommand(folder, tenant.environment, "test", ...args);

function configured(stacks: { readonly [name: string]: object }): void {
  const identities = Object.entries(stacks).map(([name, change]) => [
    name,
    identityConfiguration({
      resourceGroup: { name: "ContosoRG", existing: true },
      host: { type: "automationAccount", name: "ContosoHost", existing: true },
      roles: ["Global Reader"],
      ...change,
    }),
  ]);
  const { subscriptionId } = tenant.azure;
  writeFileSync(
    join(folder, "exchange.config.json"),
    JSON.stringify({ provider: { subscriptionId }, identities: Object.fromEntries(identities) }),
  );
}

const VERIFIED = { runbook: { name: VERIFICATION } };

test("a connection: the output as it comes, one line at the end, and 0", async () => {
  tenant.healthy().runbook(VERIFICATION, CONNECT);
  configured({ one: VERIFIED });
  const { status, stdout, stderr } = await run("one", "--yes");
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toBe(
    [
      `This starts the runbook ${VERIFICATION} on the Automation account ContosoHost in ContosoRG.`,
      "Name",
      "contoso.onmicrosoft.com",
      "one",
      `  ok      job: the runbook ${VERIFICATION} connected to Exchange Online`,
      "",
    ].join("\n"),
  );
  expect(tenant.writes).toHaveLength(1);
});

test("no connection: the cause and the remedy that doctor knows, and 1", async () => {
  tenant.healthy().runbook(VERIFICATION, CONNECT);
  configured({ one: VERIFIED });
  tenant.azure.manager.runs.jobs.push({
    states: ["Queued", "Running", "Failed"],
    exception:
      "The role assigned to application 6f9619ff-8b86-d011-b42d-00c04fc964ff isn't supported in this scenario.",
  });
  const { status, stdout } = await run("--yes", "--format", "json");
  const { steps } = JSON.parse(stdout) as { steps: { state: string; remedy: string }[] };
  expect(status).toBe(1);
  expect(steps).toMatchObject([{ step: "job", state: "wrong" }]);
  expect(steps[0].remedy).not.toBe("");
});

test("as a page, which goes to standard output alone", async () => {
  tenant.healthy().runbook(VERIFICATION, CONNECT);
  configured({ one: VERIFIED });
  const { status, stdout, stderr } = await run("one", "--yes", "--format", "html");
  expect(status).toBe(0);
  expect(stdout).toMatch(/^<!doctype html>/i);
  expect(stdout).toContain("connected to Exchange Online");
  expect(stderr).toContain("contoso.onmicrosoft.com\n");
});

test("without a terminal and without --yes nothing is started, and it ends with 2", async () => {
  tenant.healthy().runbook(VERIFICATION, CONNECT);
  configured({ one: VERIFIED });
  const { status, stdout, stderr } = await run("one");
  expect(status).toBe(2);
  expect(stdout).toContain(
    `This starts the runbook ${VERIFICATION} on the Automation account ContosoHost in ContosoRG.`,
  );
  expect(stderr).toContain("give --yes where nobody can be asked");
  expect(tenant.writes).toEqual([]);
});

test("a stack without a runbook says what --with-runbook would do, and that option leaves nothing behind", async () => {
  tenant.healthy();
  configured({ one: {} });
  const before = structuredClone([...tenant.azure.manager.resources.keys()]);
  const without = await run("one", "--yes");
  expect([without.status, tenant.writes]).toEqual([2, []]);
  expect(without.stdout).toContain("publish the harmless verification for this test alone with --with-runbook");
  const found = await run("one", "--yes", "--with-runbook");
  expect(found).toMatchObject({ status: 0, stderr: "" });
  const left = [...tenant.azure.manager.resources.keys()].filter((id) => !before.includes(id));
  // Azure keeps a job for thirty days.
  expect(left.filter((id) => !/\/jobs\//.test(id))).toEqual([]);
});

test.each<[string, string[], string]>([
  ["a stack that is not there", ["three", "--yes"], "There is no stack three. There are: one, two"],
  ["a runbook for several stacks", ["--runbook", VERIFICATION, "--yes"], "--runbook is for one stack"],
  ["a parameter without a value", ["one", "--parameter", "name"], "Write it as name=value."],
  ["a time that is none", ["one", "--timeout", "long"], "Give a number of minutes"],
])("%s is refused with 2", async (_what, args, words) => {
  tenant.healthy();
  configured({ one: VERIFIED, two: { host: { type: "automationAccount", name: "OtherHost", existing: true } } });
  const { status, stderr } = await run(...args);
  expect([status, stderr]).toEqual([2, expect.stringContaining(words)]);
  expect(tenant.writes).toEqual([]);
});

test("--verified tests the stacks that ask for it, and no other", async () => {
  tenant.healthy().runbook(VERIFICATION, CONNECT);
  const other = { host: { type: "automationAccount", name: "OtherHost", existing: true } };
  configured({ one: { ...VERIFIED, ...other }, two: { ...VERIFIED, verify: true } });
  expect(await run("one", "--verified", "--yes")).toMatchObject({
    status: 0,
    stdout: 'No stack asks for a test: "verify" is not true.\n',
  });
  expect(await run("one", "--verified", "--yes", "--format", "json")).toMatchObject({ status: 0, stderr: "" });
  expect(tenant.writes).toEqual([]);
  const { status, stdout } = await run("--verified", "--yes");
  expect(status).toBe(0);
  expect(stdout).toContain("\ntwo\n");
  expect(stdout).not.toContain("\none\n");
});

test('check warns of "verify" where the pipeline would find nothing to start', async () => {
  configured({ one: { verify: true } });
  const { status, stderr } = await runCommand(folder, tenant.environment, "check");
  expect(status).toBe(0);
  expect(stderr).toContain('"verify" is true, and no runbook of the stack verifies the connection');
  configured({ one: { ...VERIFIED, verify: true } });
  expect((await runCommand(folder, tenant.environment, "check")).stderr).not.toContain('"verify"');
});

const unlessWindows = process.platform === "win32" ? test.skip : test;
unlessWindows("Ctrl+C removes what the test made, names the job that goes on, and ends with 2", async () => {
  tenant.healthy();
  configured({ one: {} });
  tenant.azure.manager.runs.jobs.push({ states: ["Queued", "Running"] });
  const child = spawn(process.execPath, [COMMAND, "test", "one", "--yes", "--with-runbook"], {
    cwd: folder,
    env: tenant.environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const started = new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (tenant.writes.some((write) => write.includes("/jobs/"))) {
        clearInterval(timer);
        resolve();
      }
    }, 50);
  });
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  await started;
  child.kill("SIGINT");
  expect([await ended, output]).toEqual([
    2,
    expect.stringMatching(/unknown job: interrupted[^]*look at the job [0-9a-f-]{36}/),
  ]);
  expect([...tenant.azure.manager.resources.keys()].filter((id) => /\/runbooks\//.test(id))).toEqual([]);
});
