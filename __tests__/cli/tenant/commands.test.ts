import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { identityConfiguration } from "../../helpers/configuration";
import { bundle, COMMAND, runCommand, runFile, type CommandRun } from "../../helpers/command";
import { temporaryFolder } from "../../helpers/stack";
import { CONNECT, SeededTenant } from "../../helpers/tenant";

let tenant: SeededTenant;
let folder: string;
beforeAll(bundle);
beforeEach(async () => {
  tenant = await SeededTenant.start();
  folder = temporaryFolder();
});
afterEach(() => tenant.stop());

const NAMES = ["--resource-group", "ContosoRG", "--automation-account", "ContosoHost"];
const run = (...args: string[]): Promise<CommandRun> => runCommand(folder, tenant.environment, ...args);
const config = () => join(folder, "exchange.config.json");

function configured(...stacks: [string, object][]): void {
  const identities = stacks.map(([name, change]) => [name, identityConfiguration({ ...EXISTING, ...change })]);
  const { subscriptionId } = tenant.azure;
  writeFileSync(config(), JSON.stringify({ provider: { subscriptionId }, identities: Object.fromEntries(identities) }));
}

const EXISTING = {
  resourceGroup: { name: "ContosoRG", existing: true },
  host: { type: "automationAccount", name: "ContosoHost", existing: true },
  roles: ["Global Reader"],
};

/** The identity that discover printed. */
function entryOf({ stdout }: CommandRun, stack = "contosohost"): { [key: string]: unknown } {
  return (JSON.parse(stdout) as { identities: { [name: string]: { [key: string]: unknown } } }).identities[stack];
}

describe("discover", () => {
  test("prints a configuration that check accepts, and what a person has to know beside it", async () => {
    tenant.healthy().runbook("Report", CONNECT).role(tenant.principalOf(), "fe930be7-5e62-47db-91af-98c3a49a38b1");
    const found = await run("discover", ...NAMES);
    expect(found.status).toBe(0);
    const [grant] = tenant.azure.directory.grants.keys();
    const [role] = tenant.azure.directory.roleAssignments.keys();
    expect(JSON.parse(found.stdout)).toEqual({
      $schema: "./node_modules/exchange-managed-identity/exchange.config.schema.json",
      provider: { subscriptionId: tenant.azure.subscriptionId },
      identities: {
        contosohost: {
          organization: "contoso.onmicrosoft.com",
          resourceGroup: { name: "ContosoRG", existing: true },
          host: { type: "automationAccount", name: "ContosoHost", existing: true },
          identity: { type: "systemAssigned" },
          module: { version: "3.9.2", runtimes: ["5.1"] },
          roles: ["Global Reader"],
          adopt: { manageAsAppAssignmentId: grant, roleAssignmentIds: { "Global Reader": role }, modules: true },
        },
      },
    });
    expect(found.stderr).toContain("These roles are left alone: the role fe930be7-5e62-47db-91af-98c3a49a38b1 for /.");
    expect(found.stderr).toContain("These runbooks connect, and are left alone: Report.");
    writeFileSync(config(), found.stdout);
    expect(await run("check")).toMatchObject({ status: 0, stdout: "exchange.config.json is in order.\n" });
  });

  test.each<[string, (tenant: SeededTenant) => unknown, object, RegExp | undefined]>([
    [
      "a module that is too old is replaced by one that works",
      (seeded) => seeded.host().module("2.0.5"),
      { module: { version: "3.10.1", runtimes: ["5.1"], prerequisites: true }, adopt: { modules: true } },
      /2\.0\.5 in Windows PowerShell 5\.1 cannot stay: the entry replaces it with 3\.10\.1/,
    ],
    [
      "a module that is too new for 7.2 is replaced",
      (seeded) => seeded.host().module("3.9.2", {}, "powerShell72Modules"),
      { module: { version: "3.4.0", runtimes: ["7.2"] }, adopt: { modules: true } },
      /3\.9\.2 in PowerShell 7\.2 cannot stay/,
    ],
    [
      "two runtimes with one version",
      (seeded) => seeded.host().module("3.4.0").module("3.4.0", {}, "powerShell72Modules"),
      { module: { version: "3.4.0", runtimes: ["5.1", "7.2"] }, adopt: { modules: true } },
      undefined,
    ],
    [
      "two runtimes with two versions: one is left alone",
      (seeded) => seeded.host().module("3.9.2").module("3.4.0", {}, "powerShell72Modules"),
      { module: { version: "3.9.2", runtimes: ["5.1"], prerequisites: true }, adopt: { modules: true } },
      /The module is left alone in PowerShell 7\.2\./,
    ],
    [
      "an environment that a stack made before is left alone",
      (seeded) => seeded.host().module("3.9.2", {}, "runtimeEnvironments/ExchangeOnline-PowerShell-7.4"),
      { module: { version: "3.9.2", runtimes: ["7.4"] } },
      /cannot be adopted: the entry creates another one for 7\.4/,
    ],
    [
      "a host without identity",
      (seeded) => seeded.host("account", { own: false }),
      { host: { type: "automationAccount", name: "ContosoHost", adopt: true }, identity: { type: "systemAssigned" } },
      /switches its system-assigned one on/,
    ],
    [
      "an identity of another group",
      (seeded) => {
        const id = seeded.identityId("ContosoMI1", "IdentityRG");
        seeded.azure.manager.put(seeded.azure.group("IdentityRG"), { location: "westeurope" });
        seeded.azure.manager.put(id, { location: "westeurope" });
        seeded.host("account", { own: false });
        seeded.azure.manager.put(seeded.hostId, {
          location: "westeurope",
          identity: { type: "UserAssigned", userAssignedIdentities: { [id]: {} } },
          properties: { sku: { name: "Basic" } },
        });
      },
      {
        identity: {
          type: "userAssigned",
          name: "ContosoMI1",
          existing: true,
          resourceGroup: { name: "IdentityRG", existing: true },
        },
      },
      undefined,
    ],
    [
      "a role with a scope",
      (seeded) =>
        seeded.host().role(seeded.principalOf(), "729827e3-9c14-49f7-bb1b-9608f156bbb8", {
          directoryScopeId: "/administrativeUnits/11111111-2222-3333-4444-555555555555",
        }),
      {
        roles: [{ name: "Helpdesk Administrator", scope: "/administrativeUnits/11111111-2222-3333-4444-555555555555" }],
        adopt: {
          roleAssignmentIds: {
            "Helpdesk Administrator /administrativeUnits/11111111-2222-3333-4444-555555555555": expect.any(
              String,
            ) as string,
          },
        },
      },
      undefined,
    ],
  ])("%s", async (_name, seed, entry, note) => {
    seed(tenant);
    const found = await run("discover", ...NAMES);
    expect(found.status).toBe(0);
    expect(entryOf(found)).toMatchObject(entry);
    expect(found.stderr).toMatch(note ?? /./);
    writeFileSync(config(), found.stdout);
    expect(await run("check")).toMatchObject({ status: 0 });
  });

  test("rights that may not be read are left alone", async () => {
    tenant.healthy();
    tenant.azure.rights = new Set([`Reader /subscriptions/${tenant.azure.subscriptionId}`, "Organization.Read.All"]);
    const found = await run("discover", ...NAMES, "--subscription", tenant.azure.subscriptionId);
    expect(found.status).toBe(0);
    expect(entryOf(found)).toMatchObject({ grants: "elsewhere" });
    expect(entryOf(found)).not.toHaveProperty("roles");
    expect(found.stderr).toContain("needs Microsoft Graph Application.Read.All");
    writeFileSync(config(), found.stdout);
    expect(await run("check")).toMatchObject({ status: 0 });
  });

  test("several identities: the one with the permission, the one that is named, or a question", async () => {
    tenant.host("account", { own: true, identities: ["One", "Two"] });
    const asked = await run("discover", ...NAMES);
    expect(asked).toMatchObject({ status: 2, stdout: "" });
    expect(asked.stderr).toMatch(/^[^\n]*identity One, the user-assigned identity Two\. To do: [^\n]*--identity\n$/);
    expect(entryOf(await run("discover", ...NAMES, "--identity", "two"))).toMatchObject({
      identity: { type: "userAssigned", name: "Two", existing: true },
    });
    expect(entryOf(await run("discover", ...NAMES, "--identity", "systemAssigned"))).toMatchObject({
      identity: { type: "systemAssigned" },
    });
    tenant.permission(tenant.principalOf("One"));
    expect(entryOf(await run("discover", ...NAMES))).toMatchObject({ identity: { name: "One" } });
    expect(await run("discover", ...NAMES, "--identity", "Three")).toMatchObject({ status: 2, stdout: "" });
  });

  test("an identity that the host does not carry is put on it", async () => {
    tenant.azure.manager.put(tenant.identityId("Free"), { location: "westeurope" });
    tenant.host();
    expect(entryOf(await run("discover", ...NAMES, "--identity", "Free"))).toMatchObject({
      host: { adopt: true },
      identity: { type: "userAssigned", name: "Free", existing: true },
    });
  });

  test.each([
    ["spaces and LF", "\n", "  "],
    ["tabs and CRLF", "\r\n", "\t"],
  ])("--write keeps every other byte: %s", async (_name, eol, unit) => {
    tenant.healthy();
    const other = JSON.stringify(identityConfiguration());
    const text = [
      "// by hand",
      "{",
      `${unit}"provider": { "subscriptionId": "${tenant.azure.subscriptionId}" }, /* shared */`,
      `${unit}"identities" : {`,
      `${unit}${unit}"other":   ${other},   // stays`,
      `${unit}},`,
      "}",
      "",
    ].join(eol);
    writeFileSync(config(), text);
    expect(await run("discover", ...NAMES, "--write", "--stack", "mine")).toMatchObject({
      status: 0,
      stdout: "Added mine to exchange.config.json.\n",
    });
    const written = readFileSync(config(), "utf8");
    const start = written.indexOf(`${eol}${unit}${unit}"mine"`);
    const end = written.indexOf(`${eol}${unit}},${eol}}`);
    expect(written.slice(0, start) + written.slice(end)).toBe(text);
    expect(written.slice(start, end)).not.toMatch(eol === "\n" ? /\r/ : /[^\r]\n/);
    expect(written).not.toMatch(/"mine"[^]*"provider"/);
    expect(await run("list")).toMatchObject({ status: 0, stdout: "other\nmine\n" });
    const again = await run("discover", ...NAMES, "--write", "--stack", "mine");
    expect(again).toMatchObject({ status: 2, stderr: expect.stringContaining("--stack") as string });
    expect(readFileSync(config(), "utf8")).toBe(written);
  });

  test("--write says of the file's other subscription in the entry, and refuses what is there already", async () => {
    tenant.healthy();
    writeFileSync(config(), JSON.stringify({ identities: { other: identityConfiguration() } }));
    expect(await run("discover", ...NAMES, "--write")).toMatchObject({ status: 0 });
    const { identities } = JSON.parse(readFileSync(config(), "utf8")) as { identities: { [name: string]: object } };
    expect(identities.contosohost).toMatchObject({ provider: { subscriptionId: tenant.azure.subscriptionId } });
    const twice = await run("discover", ...NAMES, "--write", "--stack", "again");
    expect(twice.status).toBe(1);
    expect(twice.stderr).toContain("to do:");
  });

  test("without names it lists the hosts with the permission, and runbooks in a runtime out of support", async () => {
    tenant.healthy();
    const other = `${tenant.azure.group("Other RG")}/providers/Microsoft.Automation/automationAccounts`;
    tenant.azure.manager.put(tenant.azure.group("Other RG"), { location: "westeurope" });
    for (const name of ["Old", "Unrelated"]) {
      tenant.azure.manager.put(`${other}/${name}`, { location: "westeurope", properties: { sku: { name: "Basic" } } });
    }
    tenant.azure.manager.put(`${other}/Old/runbooks/Report`, { properties: { runbookType: "PowerShell72" } });
    tenant.azure.manager.put(`${tenant.azure.group("ContosoRG")}/providers/Microsoft.Compute/virtualMachines/Plain`, {
      location: "westeurope",
      properties: { osProfile: {} },
    });
    expect(await run("discover")).toEqual({
      status: 0,
      stderr: "",
      stdout: [
        "--resource-group ContosoRG --automation-account ContosoHost",
        "  Exchange.ManageAsApp: the system-assigned identity of ContosoHost",
        '--resource-group "Other RG" --automation-account Old',
        "  in a runtime out of support: Report (7.2)",
        "",
      ].join("\n"),
    });
    expect(JSON.parse((await run("discover", "--format", "json")).stdout)).toMatchObject({
      hosts: [{ name: "ContosoHost" }, { name: "Old", retiredRunbooks: ["Report (7.2)"] }],
    });
    tenant.azure.rights = new Set([`Reader /subscriptions/${tenant.azure.subscriptionId}`]);
    const denied = await run("discover", "--subscription", tenant.azure.subscriptionId);
    expect(denied.status).toBe(2);
    expect(denied.stderr).toContain("needs Microsoft Graph Application.Read.All");
  });

  test.each<[string, string[], string]>([
    ["a group without a host", ["--resource-group", "ContosoRG"], "--automation-account or --vm"],
    ["a host without a group", ["--vm", "vm1"], "--resource-group"],
    ["two hosts", ["--resource-group", "g", "--vm", "a", "--automation-account", "b"], "cannot be used with"],
    [
      "a host that is not there",
      ["--resource-group", "ContosoRG", "--vm", "nobody"],
      "There is no virtual machine nobody",
    ],
    ["an unknown cloud", ["--cloud", "moon"], "Allowed choices are public"],
  ])("%s is said in one line", async (_name, args, words) => {
    const { status, stdout, stderr } = await run("discover", ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(words);
  });
});

describe("doctor", () => {
  test("of a configuration in order: exit code 0, and the four keys of each step", async () => {
    tenant.healthy();
    configured(["contoso", { module: { version: "3.9.2", runtimes: ["5.1"] } }]);
    const { status, stdout, stderr } = await run("doctor", "contoso", "--format", "json");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const { steps } = JSON.parse(stdout) as { steps: object[] };
    expect(steps.map((step) => Object.keys(step))).toEqual(steps.map(() => ["step", "state", "seen", "remedy"]));
    expect(steps).toContainEqual({
      step: "organization",
      state: "ok",
      seen: "contoso.onmicrosoft.com",
      remedy: "",
    });
    expect(await run("doctor", ...NAMES)).toMatchObject({ status: 0 });
  });

  test("with a fault: exit code 1; with something that may not be read: 2", async () => {
    tenant.host().module("3.9.2").prerequisites().permission();
    configured(["contoso", {}]);
    const wrong = await run("doctor");
    expect(wrong.status).toBe(1);
    expect(wrong.stdout).toMatch(/^contoso\n {2}ok {6}host: the Automation account ContosoHost in ContosoRG\n/);
    expect(wrong.stdout).toMatch(/\n {2}missing Microsoft Entra role: [^\n]*Global Reader[^\n]*\n {10}to do: /);
    tenant.role();
    tenant.azure.rights = new Set([
      `Reader /subscriptions/${tenant.azure.subscriptionId}`,
      "Application.Read.All",
      "RoleManagement.Read.Directory",
    ]);
    expect(await run("doctor")).toMatchObject({ status: 2 });
  });

  test("all stacks of a configuration, each with its name, and one of them", async () => {
    tenant.healthy();
    const machine = { host: { type: "linuxVirtualMachine", name: "vm1", existing: true }, module: undefined };
    configured(["first", {}], ["second", machine]);
    const both = await run("doctor", "--format", "json");
    expect(both.status).toBe(1);
    const { steps } = JSON.parse(both.stdout) as { steps: { stack: string; step: string; state: string }[] };
    expect([...new Set(steps.map(({ stack }) => stack))]).toEqual(["first", "second"]);
    expect(steps).toContainEqual(expect.objectContaining({ stack: "second", step: "host", state: "missing" }));
    expect(await run("doctor", "first")).toMatchObject({ status: 0 });
    const unknown = await run("doctor", "third");
    expect(unknown).toMatchObject({ status: 2, stderr: "There is no stack third. There are: first, second\n" });
    expect(await run("doctor", "first", ...NAMES)).toMatchObject({ status: 2, stdout: "" });
  });

  test("a user-assigned identity that the configuration names and the host does not carry", async () => {
    tenant.azure.manager.put(tenant.identityId(), { location: "westeurope" });
    tenant.host().permission(tenant.principalOf("ContosoMI1")).role(tenant.principalOf("ContosoMI1"));
    configured(["contoso", { identity: { type: "userAssigned", name: "ContosoMI1", existing: true } }]);
    const { stdout } = await run("doctor");
    expect(stdout).toContain("missing identity: the Automation account ContosoHost in ContosoRG does not carry");
    expect(stdout).toContain("ok      permission: the user-assigned identity ContosoMI1 has Exchange.ManageAsApp");
  });

  test("a configuration that is not in order, or not there", async () => {
    writeFileSync(config(), "{}");
    expect(await run("doctor")).toMatchObject({ status: 1, stdout: "" });
    expect(await run("doctor", "--config", "none.json")).toMatchObject({ status: 2, stdout: "" });
  });

  test("the page contains no script, no address, and the tenant's text as text", async () => {
    tenant.healthy().runbook('Report<script>alert("1")', "Connect-ExchangeOnline");
    const { status, stdout } = await run("doctor", ...NAMES, "--format", "html");
    expect(status).toBe(1);
    expect(stdout).toContain("Report&#60;script&#62;alert(&#34;1&#34;) connects without -ManagedIdentity");
    expect(stdout).not.toMatch(/<script|<img|<link|https?:|url\(/i);
    expect(stdout).toContain("default-src 'none'");
  });
});

describe("without what reading needs it says in one line what to do, and ends with 2:", () => {
  test.each(["discover", "doctor"])("%s without the two packages", async (command) => {
    const alone = temporaryFolder();
    copyFileSync(COMMAND, join(alone, "command.js"));
    const { status, stdout, stderr } = await runFile(
      join(alone, "command.js"),
      alone,
      tenant.environment,
      command,
      ...NAMES,
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^[^\n]*npm install "@azure\/identity@4" "@azure\/core-rest-pipeline@1"\n$/);
  });

  test.each<[string, NodeJS.ProcessEnv, RegExp]>([
    ["sign-in", { AZURE_CLIENT_ID: undefined, PATH: "" }, /^Not signed in to Azure[^\n]*az login[^\n]*\n$/],
    ["network", { ARM_METADATA_HOSTNAME: "localhost:1" }, /^localhost:1 [^\n]*cannot be reached[^\n]*\n$/],
  ])("without %s", async (_name, change, words) => {
    const env = { ...tenant.environment, ...change };
    const { status, stdout, stderr } = await runCommand(folder, env, "doctor", ...NAMES);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(words);
  });

  test("everything else works without the two packages", async () => {
    const alone = temporaryFolder();
    copyFileSync(COMMAND, join(alone, "command.js"));
    const { status } = await runFile(join(alone, "command.js"), alone, tenant.environment, "schema");
    expect(status).toBe(0);
  });
});
