import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle, runCommand } from "../helpers/command";
import { temporaryFolder } from "../helpers/stack";

// Each test starts the command, some of them several times.
jest.setTimeout(60_000);
beforeAll(bundle);

async function init(...options: string[]) {
  const folder = temporaryFolder();
  const ran = await runCommand(folder, process.env, "init", "new", "--yes", ...options);
  const read = (path: string) =>
    JSON.parse(readFileSync(join(folder, "new", path), "utf8")) as { [key: string]: never };
  return { ...ran, folder, read, isWritten: existsSync(join(folder, "new")) };
}

const BACKEND = ["--backend-resource-group", "terraform-state", "--backend-storage-account", "contosotfstate"];

describe("init --pipeline", () => {
  test.each(["github", "azure-devops"])("%s writes nothing without a place for the state", async (kind) => {
    const { status, stderr, isWritten } = await init("--pipeline", kind);
    expect([status, isWritten]).toEqual([2, false]);
    expect(stderr).toContain("--backend azurerm with --backend-resource-group");
  });

  test.each([
    [["--backend", "azurerm"], "--backend-resource-group and --backend-storage-account"],
    [["--backend-container", "x"], "--backend-resource-group and --backend-storage-account"],
    [["--backend", "azurerm", "--backend-storage-account", "contosotfstate"], "name it with --backend-resource-group"],
    [["--backend-resource-group", "", "--backend-storage-account", "abc"], "have names"],
    [["--backend", "none", ...BACKEND], "--backend none has no resource group"],
  ])("with %j is refused, and says what is missing", async (options, words) => {
    const { status, stderr, isWritten } = await init("--pipeline", "github", ...options);
    expect([status, isWritten]).toEqual([2, false]);
    expect(stderr).toContain(words);
  });

  test("refuses a name that is no storage account's", async () => {
    const { status, stderr } = await init(
      "--backend-resource-group",
      "g",
      "--backend-storage-account",
      "evil.example/x",
    );
    expect(status).toBe(1);
    expect(stderr).toContain("3 to 24 lower-case letters and digits");
  });

  test("has the backend in the configuration, with sign-in by Microsoft Entra, and says what comes next", async () => {
    const { status, stdout, stderr, read } = await init("--pipeline", "github", ...BACKEND);
    expect([status, stderr]).toEqual([0, ""]);
    expect(read("exchange.config.json").backend).toEqual({
      type: "azurerm",
      config: {
        resource_group_name: "terraform-state",
        storage_account_name: "contosotfstate",
        container_name: "tfstate",
        key: "exchange/{stack}.tfstate",
        use_azuread_auth: true,
      },
    });
    expect(stdout).toContain("  cd new\n  npm install\n  npx --no-install exchange-managed-identity synth\n");
    expect(stdout).toContain("exchange-managed-identity lock");
  });

  test("in another cloud names it for the state too", async () => {
    const options = ["--cloud", "china", "--organization", "contoso.partner.onmschina.cn"];
    const { read } = await init("--pipeline", "github", ...BACKEND, ...options);
    expect(read("exchange.config.json").backend).toHaveProperty("config.environment", "china");
  });

  test("with --backend none says what that costs, and check goes on saying it", async () => {
    const { status, stderr, folder } = await init("--pipeline", "azure-devops", "--backend", "none");
    expect([status, stderr]).toEqual([0, expect.stringContaining("the second apply fails") as string]);
    const check = await runCommand(join(folder, "new"), process.env, "check");
    expect([check.status, check.stderr]).toEqual([0, expect.stringContaining("runs without a state") as string]);
  });

  test("gives the variables of the stack to the pipeline, whatever they are named", async () => {
    const windows = await init("--pipeline", "github", ...BACKEND, "--host", "windowsVirtualMachine");
    const text = readFileSync(join(windows.folder, "new", ".github", "workflows", "exchange.yml"), "utf8");
    expect(text).toContain("TF_VAR_admin_password: ${{ secrets.ADMIN_PASSWORD }}");
    const explained = await runCommand(join(windows.folder, "new"), process.env, "explain");
    expect(explained.stdout).toContain("admin_password (in a pipeline the secret ADMIN_PASSWORD)");
  });

  test("says that a pipeline runs at the top of a repository", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, ".git"));
    const args = ["init", "new", "--yes", "--pipeline", "github", ...BACKEND];
    expect((await runCommand(folder, process.env, ...args)).stderr).toContain("runs at the top of a repository");
  });
});

describe("init --package", () => {
  test("copies the file beside package.json, which names it", async () => {
    const archive = join(temporaryFolder(), "exchange-managed-identity-0.1.0.tgz");
    const bytes = Buffer.from([0x1f, 0x8b, 0xff, 0x00]);
    writeFileSync(archive, bytes);
    const { status, read, folder } = await init("--package", archive);
    expect(status).toBe(0);
    expect(read("package.json").devDependencies).toEqual({
      "exchange-managed-identity": "file:exchange-managed-identity-0.1.0.tgz",
    });
    expect(readFileSync(join(folder, "new", "exchange-managed-identity-0.1.0.tgz"))).toEqual(bytes);
  });

  test("an empty file is refused", async () => {
    const archive = join(temporaryFolder(), "empty.tgz");
    writeFileSync(archive, "");
    expect((await init("--package", archive)).status).toBe(2);
  });

  test.each(["nowhere.tgz", "."])("%s is refused", async (file) => {
    const { status, stderr, isWritten } = await init("--package", file);
    expect([status, isWritten]).toEqual([2, false]);
    expect(stderr).toContain("npm pack --workspace");
  });
});

describe("init takes more of a schedule, and roles of Exchange Online", () => {
  test("as options", async () => {
    const { status, read } = await init(
      ...["--runbook", "R", "--schedule", "month", "--month-day", "1", "--month-day", "-1", "--at", "06:30"],
      ...["--time-zone", "Europe/Berlin", "--exchange-role", "View-Only Recipients"],
    );
    expect(status).toBe(0);
    const { identities } = read("exchange.config.json") as unknown as { identities: { [name: string]: object } };
    expect(identities["contoso-system"]).toMatchObject({
      exchangeRoles: [{ role: "View-Only Recipients" }],
      runbook: { schedule: { every: "month", at: "06:30", timeZone: "Europe/Berlin", monthDays: [1, -1] } },
    });
    expect(identities["contoso-system"]).not.toHaveProperty("roles");
  });

  test("keeps a directory role where the only role of Exchange Online is for applications", async () => {
    const { read } = await init("--exchange-role", "Application Mail.Send", "--role", "Global Reader");
    const { identities } = read("exchange.config.json") as unknown as { identities: { [name: string]: object } };
    expect(identities["contoso-system"]).toHaveProperty("roles", ["Global Reader"]);
  });

  test.each([
    [["--identity-name", "foo"], 2, "--identity-name is for a user-assigned identity"],
    [["--runbook", "R", "--at", "06:30"], 2, "--at is for a schedule"],
    [["--runbook", "R", "--week-day", "Monday"], 2, "--week-day is for a schedule"],
    [["--runbook", "R", "--schedule", "month", "--month-day", "32"], 2, "1 to 31"],
    [["--runbook", "R", "--schedule", "day", "--at", "25:00"], 1, "/schedule/at"],
    [["--runbook", "R", "--schedule", "day", "--month-day", "1"], 1, "monthDays"],
    [["--role", "Exchange Admin"], 1, 'did you mean "Exchange Administrator"?'],
    [["--runtime", "7.5"], 1, 'allowed: "5.1", "7.2", "7.4", "7.6"'],
  ])("%j is refused", async (options, code, words) => {
    const { status, stderr, isWritten } = await init(...options);
    expect([status, isWritten, stderr]).toEqual([code, false, expect.stringContaining(words) as string]);
  });

  test("a location is not used for a host that exists, and that is said", async () => {
    const { status, stderr } = await init("--existing", "--location", "West US");
    expect([status, stderr]).toEqual([0, expect.stringContaining("--location is not used") as string]);
  });
});

test("add leads a second script on one account to the runbooks of its stack", async () => {
  const { folder } = await init("--runbook", "First");
  const args = ["add", "--yes", "--stack", "other", "--runbook", "Second", "--schedule", "day"];
  const before = readFileSync(join(folder, "new", "exchange.config.json"), "utf8");
  const { status, stderr } = await runCommand(join(folder, "new"), process.env, ...args);
  expect(status).toBe(1);
  expect(stderr).toContain("ContosoAzAuto1 is the host of the stack contoso-system already");
  const snippet = JSON.parse(`{${stderr.slice(stderr.indexOf('"runbooks"'))}}`) as { runbooks: { name: string }[] };
  expect(snippet.runbooks.map(({ name }) => name)).toEqual(["First", "Second"]);
  expect(readFileSync(join(folder, "new", "exchange.config.json"), "utf8")).toBe(before);
});

test("add proposes all that the second script needs, and another name for a runbook that is there", async () => {
  const { folder } = await init("--runbook", "First");
  const at = join(folder, "new");
  mkdirSync(join(at, "scripts"));
  writeFileSync(join(at, "scripts", "b.ps1"), "#Requires -Version 7.4\nNew-TransportRule x\n");
  const add = (...more: string[]) => runCommand(at, process.env, "add", "--yes", "--stack", "other", ...more);
  const { stderr } = await add("--runbook", "Second", "--script", "scripts/b.ps1");
  const snippet = JSON.parse(`{${stderr.slice(stderr.indexOf('"runbooks"'))}}`) as { [key: string]: unknown };
  expect(snippet).toMatchObject({
    roles: ["Global Reader", "Exchange Administrator"],
    module: { version: "3.9.2", runtimes: ["5.1", "7.6"] },
  });
  expect((await add("--runbook", "first")).stderr).toContain("It has a runbook first. To do: choose another name");
});

test("add keeps the cloud of the file, and writes another one into the entry", async () => {
  const { folder } = await init();
  const at = join(folder, "new");
  const options = [
    "--resource-group",
    "RG2",
    "--host-name",
    "ContosoAzAuto2",
    "--organization",
    "contoso.partner.onmschina.cn",
  ];
  expect(
    (await runCommand(at, process.env, "add", "--yes", "--stack", "cn", "--cloud", "china", ...options)).status,
  ).toBe(0);
  const { identities } = JSON.parse(readFileSync(join(at, "exchange.config.json"), "utf8")) as {
    identities: { [name: string]: object };
  };
  expect(identities.cn).toHaveProperty("provider", { cloud: "china" });
  expect(identities["contoso-system"]).not.toHaveProperty("provider");
});
