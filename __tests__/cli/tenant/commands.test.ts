import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { PowerShellRuntime } from "cdktf-exchange-managed-identity";
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { identityConfiguration } from "../../helpers/configuration";
import { bundle, COMMAND, runCommand, runFile, type CommandRun } from "../../helpers/command";
import { temporaryFolder } from "../../helpers/stack";
import { hasTerminal, typeInto } from "../../helpers/terminal";
import { CONNECT, GLOBAL_READER, SeededTenant } from "../../helpers/tenant";

// Each case starts the command several times.
jest.setTimeout(60_000);

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
    expect(found.stderr).toContain(
      "These roles stay as they are: the role fe930be7-5e62-47db-91af-98c3a49a38b1 for the whole tenant.",
    );
    expect(found.stderr).toContain("These runbooks connect, and stay as they are: Report.");
    writeFileSync(config(), found.stdout);
    expect(await run("check")).toMatchObject({ status: 0, stdout: "exchange.config.json is valid.\n" });
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
      /one version of the module\. The module stays as it is in PowerShell 7\.2\./,
    ],
    [
      "an environment that was made by hand stays, and another one is created",
      (seeded) => seeded.host().module("3.9.2", {}, "runtimeEnvironments/Mine-7.4"),
      { module: { version: "3.9.2", runtimes: ["7.4"] } },
      /the entry creates ExchangeOnline-PowerShell-7-4 with the module.*stays as it is in PowerShell 7\.4 \(environment Mine-7\.4\)/,
    ],
    [
      "an environment that a stack made before stays, and is named",
      (seeded) => {
        const name = PowerShellRuntime.V7_6.environmentName ?? "";
        seeded.host().module("3.10.1", {}, "runtimeEnvironments/Temporary-7.6");
        const [from, to] = ["Temporary-7.6", name].map((part) => `${seeded.hostId}/runtimeEnvironments/${part}`);
        const found = seeded.azure.manager.get(from);
        seeded.azure.manager.put(to, { properties: found?.properties });
        seeded.module("3.10.1", {}, `runtimeEnvironments/${name}`);
        for (const id of [...seeded.azure.manager.resources.keys()].filter((key) => key.includes("temporary-7.6"))) {
          seeded.azure.manager.resources.delete(id);
        }
      },
      { module: { version: "3.10.1", runtimes: ["5.1"], prerequisites: true } },
      /is not in Windows PowerShell 5\.1: the entry imports it there.*one with the name that the entry would use exists.*ExchangeOnline-PowerShell-7-6/s,
    ],
    [
      "an import that failed is named, and done again",
      (seeded) =>
        seeded.host().module("3.9.2", { provisioningState: "Failed", error: { message: "No module in it." } }),
      { module: { version: "3.9.2" }, adopt: { modules: true } },
      /did not succeed \(Failed: No module in it\.\): the apply imports it again/,
    ],
    [
      "a tenant without Exchange Online",
      (seeded) => {
        seeded.host();
        seeded.azure.directory.principals.delete(seeded.azure.directory.exchangeOnlineId);
      },
      { identity: { type: "systemAssigned" } },
      /no service principal of Office 365 Exchange Online\. Before the apply an administrator runs once: az ad sp create/,
    ],
    [
      "a role without a known scope is not adopted as one for the whole tenant",
      (seeded) => seeded.host().role(seeded.principalOf(), GLOBAL_READER, { directoryScopeId: null, appScopeId: "/x" }),
      { roles: ["Global Reader"] },
      /These roles stay as they are: Global Reader for \/x\./,
    ],
    [
      "a role that is listed twice is one",
      (seeded) => seeded.host().role().role(),
      { roles: ["Global Reader"] },
      /These roles stay as they are: Global Reader for the whole tenant\./,
    ],
    [
      "another identity with rights is named",
      (seeded) => {
        seeded
          .host("account", { identities: ["Other"] })
          .permission()
          .role();
        seeded.role(seeded.principalOf("Other"));
      },
      { identity: { type: "systemAssigned" } },
      /The user-assigned identity Other has Global Reader too, and keeps it\.|the user-assigned identity Other has Global Reader too, and keeps it\./,
    ],
    [
      "a host without identity",
      (seeded) => seeded.host("account", { own: false }),
      { host: { type: "automationAccount", name: "ContosoHost", adopt: true }, identity: { type: "systemAssigned" } },
      /has no system-assigned identity: the entry turns it on\.[^]*does not have Exchange\.ManageAsApp: the entry adds it/,
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

  test("two identities of one name: the resource id tells which", async () => {
    const id = tenant.identityId("ContosoMI1", "OtherRG");
    tenant.azure.manager.put(tenant.azure.group("OtherRG"), { location: "westeurope" });
    tenant.azure.manager.put(id, { location: "westeurope" });
    tenant.azure.manager.put(tenant.identityId(), { location: "westeurope" });
    tenant.host("account", { own: false });
    tenant.azure.manager.put(tenant.hostId, {
      location: "westeurope",
      identity: { type: "UserAssigned", userAssignedIdentities: { [id]: {}, [tenant.identityId()]: {} } },
      properties: { sku: { name: "Basic" } },
    });
    for (const command of ["discover", "doctor"]) {
      const asked = await run(command, ...NAMES, "--identity", "ContosoMI1");
      expect(asked).toMatchObject({ status: 2, stdout: "" });
      expect(asked.stderr).toMatch(/several identities with the name ContosoMI1: [^\n]*OtherRG[^\n]*resource id/);
    }
    expect(entryOf(await run("discover", ...NAMES, "--identity", id))).toMatchObject({
      identity: { resourceGroup: { name: "OtherRG", existing: true } },
    });
  });

  test("a tenant in the environment that is empty or a domain is not written", async () => {
    tenant.healthy();
    for (const ARM_TENANT_ID of ["", "contoso.onmicrosoft.com"]) {
      const found = await runCommand(folder, { ...tenant.environment, ARM_TENANT_ID }, "discover", ...NAMES);
      expect(found.status).toBe(0);
      expect(found.stdout).not.toContain("tenantId");
    }
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
        "Without Exchange.ManageAsApp:",
        '  --resource-group "Other RG" --automation-account Unrelated',
        "  --resource-group ContosoRG --vm Plain",
        "",
      ].join("\n"),
    });
    const listed = JSON.parse((await run("discover", "--format", "json")).stdout) as { hosts: object[] };
    expect(listed.hosts.map((host) => Object.keys(host).sort())).toEqual(
      listed.hosts.map(() => ["identities", "name", "resourceGroup", "retiredRunbooks", "type"]),
    );
    expect(listed).toMatchObject({
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
      "the virtual machine nobody in ContosoRG does not exist",
    ],
    ["a subscription by its name", ["--subscription", "Contoso Prod"], "give the id of the subscription"],
    ["a tenant by its domain", ["--tenant", "contoso.com"], "give the id of the tenant"],
    [
      "a subscription that is not seen",
      ["--subscription", "99999999-2222-3333-4444-555555555555"],
      "does not see the subscription",
    ],
    ["an option for one host without a host", ["--write"], "--write is for one host"],
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
    for (const option of ["--identity", "--organization"]) {
      const ignored = await run("doctor", "first", option, "nobody");
      expect(ignored).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining(option) as string });
    }
  });

  test("a user-assigned identity that the configuration names and the host does not carry", async () => {
    tenant.azure.manager.put(tenant.identityId(), { location: "westeurope" });
    tenant.host().permission(tenant.principalOf("ContosoMI1")).role(tenant.principalOf("ContosoMI1"));
    configured(["contoso", { identity: { type: "userAssigned", name: "ContosoMI1", existing: true } }]);
    const { stdout } = await run("doctor");
    expect(stdout).toContain(
      "missing identity: the user-assigned identity ContosoMI1 is not assigned to the Automation account ContosoHost",
    );
    expect(stdout).toContain("ok      permission: the user-assigned identity ContosoMI1 has Exchange.ManageAsApp");
  });

  test("a configuration that is not in order, or not there", async () => {
    writeFileSync(config(), "{}");
    expect(await run("doctor")).toMatchObject({ status: 1, stdout: "" });
    const none = await run("doctor", "--config", "none.json");
    expect(none).toMatchObject({ status: 2, stdout: "" });
    expect(none.stderr).toMatch(/^There is no none\.json\. To do: name a host with --resource-group[^\n]*\n$/);
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

(hasTerminal ? describe : describe.skip)("in a terminal", () => {
  test("discover shows that it reads, and asks which of several identities the scripts use", async () => {
    tenant.host("account", { own: true, identities: ["One"] });
    const { output, status } = await typeInto(
      folder,
      tenant.environment,
      ["discover", ...NAMES, "--write"],
      ["\u001b[B", "\r"],
    );
    expect(output).toMatch(/Reading the tenant: \d+ answers/);
    expect(output).toContain("Which one do the scripts use?");
    expect(status).toBe(0);
    expect(JSON.parse(readFileSync(config(), "utf8"))).toMatchObject({
      identities: { contosohost: { identity: { type: "userAssigned", name: "One" } } },
    });
  });

  test("cancelled, it writes nothing", async () => {
    tenant.host("account", { own: true, identities: ["One"] });
    const { output } = await typeInto(folder, tenant.environment, ["discover", ...NAMES, "--write"], ["\u0003"]);
    expect(output).toContain("Nothing was written.");
    expect(existsSync(config())).toBe(false);
  });
});

test("a configuration's tenant, subscription and cloud count before the environment's", async () => {
  tenant.healthy();
  const provider = { subscriptionId: tenant.azure.subscriptionId };
  const identity = identityConfiguration({
    ...EXISTING,
    provider: { tenantId: tenant.azure.environment.ARM_TENANT_ID },
  });
  writeFileSync(config(), JSON.stringify({ provider, identities: { contoso: identity } }));
  tenant.azure.manager.subscriptions.push("99999999-2222-3333-4444-555555555555");
  const env = { ...tenant.environment, ARM_TENANT_ID: "77777777-2222-3333-4444-555555555555" };
  expect(await runCommand(folder, env, "doctor")).toMatchObject({ status: 0 });
  expect(
    tenant.azure.transcript
      .filter(({ service }) => service === "login")
      .map(({ path }) => path)
      .join(),
  ).not.toContain("7777");
  // discover reads the file's provider too, and writes nothing that it says already.
  const found = await run("discover", ...NAMES.slice(0, 2), "--automation-account", "Second", "--write");
  expect(found.stderr).toContain("the Automation account Second in ContosoRG does not exist");
});

test("one tenant that cannot be read hides none of the others", async () => {
  tenant.healthy();
  const other = { provider: { subscriptionId: "99999999-2222-3333-4444-555555555555" } };
  configured(["first", {}], ["second", { ...other, host: { ...EXISTING.host, name: "OtherHost" } }]);
  const { status, stdout, stderr } = await run("doctor");
  expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
  expect(stdout).toMatch(/^first\n {2}ok {6}host[^]*\n\nsecond\n {2}unknown host: [^\n]*does not see the subscription/);
});

test("reads through the proxy of the environment", async () => {
  tenant.healthy();
  const asked: string[] = [];
  const proxy = createServer().on("connect", ({ url = "" }, socket) => {
    asked.push(url);
    const upstream = connect(Number(url.split(":")[1]), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const env = { ...tenant.environment, HTTPS_PROXY: address, NO_PROXY: "", no_proxy: "" };
  expect(await runCommand(folder, env, "doctor", ...NAMES)).toMatchObject({ status: 0 });
  expect(asked.length).toBeGreaterThan(3);
  proxy.closeAllConnections();
  proxy.close();
});

test("what a tenant says reaches no terminal as a command, and no secret that is named as one is printed", async () => {
  tenant.healthy().runbook("Report", CONNECT);
  tenant.role(tenant.principalOf(), "fe930be7-5e62-47db-91af-98c3a49a38b1", {
    displayName: "\u001b]0;x\u0007\u001b[2J",
  });
  tenant.job("Report", "Login failed for user 'admin' with password 'Hunter2!' at https://x/c?sig=SECRETSAS&a=1");
  for (const command of ["discover", "doctor"]) {
    const { stdout, stderr } = await run(command, ...NAMES);
    expect(stdout + stderr).not.toMatch(/\u001b|\u0007/);
    expect(stdout + stderr).not.toMatch(/Hunter2|SECRETSAS/);
  }
});

test("a script that is nested too deeply is no crash", async () => {
  tenant.healthy().runbook("Report", `Connect-ExchangeOnline -X ${"(".repeat(20_000)}`);
  const { status, stdout, stderr } = await run("doctor", ...NAMES);
  expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
  expect(stdout).toContain(
    "unknown runbook: the script of Report could not be read: its brackets are nested too deeply",
  );
});

test("a folder that is not there is made, and a file that cannot be written is said in one line", async () => {
  tenant.healthy();
  expect(await run("discover", ...NAMES, "--write", "--config", "sub/x.json", "--format", "json")).toMatchObject({
    status: 0,
    stdout: `${JSON.stringify({ stack: "contosohost", file: "sub/x.json" }, undefined, 2)}\n`,
  });
  const { status, stderr } = await run("discover", ...NAMES, "--write", "--config", "sub/x.json/y.json");
  expect(status).toBe(2);
  expect(stderr.trim().split("\n").pop()).toMatch(
    /cannot be written \(\w+\)\. To do: name another file with --config$/,
  );
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
    ["half of the variables", { AZURE_CLIENT_ID: undefined, PATH: "" }, /AZURE_CLIENT_ID is not set/],
    [
      "an answer of the metadata host",
      { ARM_METADATA_HOSTNAME: "localhost:1/x?" },
      /^localhost:1[^\n]*ARM_METADATA_HOSTNAME[^\n]*\n$/,
    ],
    ["a known credential", { AZURE_TOKEN_CREDENTIALS: "nonsense" }, /^The sign-in is not set up well: [^\n]*\n$/],
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
