import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { identityConfiguration } from "../helpers/configuration";
import { temporaryFolder } from "../helpers/stack";
import { hasTerminal, typeInto } from "../helpers/terminal";

const ROOT = join(__dirname, "..", "..");
const COMMAND = join(ROOT, "cli", "dist", "exchange-managed-identity.js");

beforeAll(() => {
  execFileSync(process.execPath, [join(ROOT, "tools", "bundle.mjs")], { cwd: ROOT });
});

function run(folder: string, ...args: string[]) {
  const env = { ...process.env, EXCHANGE_CONFIG: undefined, CDKTF_OUTDIR: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], {
    cwd: folder,
    encoding: "utf8",
    env,
  });
  return { status, stdout, stderr };
}

function folderWith(configuration: unknown): string {
  const folder = temporaryFolder();
  const text = typeof configuration === "string" ? configuration : JSON.stringify(configuration, undefined, 2);
  writeFileSync(join(folder, "exchange.config.json"), text);
  return folder;
}

describe("init", () => {
  test("writes a folder that works at once, with the same bytes as the repository's Contoso", () => {
    const folder = temporaryFolder();
    const contoso = ["--stack", "contoso-system", "--role", "Exchange Administrator", "--yes"];
    expect(run(folder, "init", ...contoso)).toMatchObject({ status: 0, stderr: "" });
    expect(readdirSync(folder).sort()).toEqual([
      ".gitattributes",
      ".gitignore",
      "cdktf.json",
      "exchange.config.json",
      "package.json",
    ]);
    expect(run(folder, "synth")).toEqual({
      status: 0,
      stderr: "",
      stdout: "Synthesized in cdktf.out/stacks: contoso-system\n",
    });
    const own = temporaryFolder();
    expect(run(ROOT, "synth", "--out", own).status).toBe(0);
    const stack = (out: string) => readFileSync(join(out, "stacks", "contoso-system", "cdk.tf.json"), "utf8");
    // Outside of its own folder a configuration keeps the state beside the output.
    const elsewhere = stack(own).replace(`${basename(own)}.contoso-system`, "terraform.contoso-system");
    expect(stack(join(folder, "cdktf.out"))).toBe(elsewhere);
  });

  test.each<[string, string[], object]>([
    ["a Windows VM", ["--host", "windowsVirtualMachine"], { type: "windowsVirtualMachine", name: "ContosoVM1" }],
    ["a Linux VM", ["--host", "linuxVirtualMachine", "--host-name", "vm1"], { type: "linuxVirtualMachine" }],
    ["an adopted account", ["--adopt"], { adopt: true }],
    ["an existing account with its identity", ["--existing", "--identity", "userAssigned"], { existing: true }],
    ["two runtimes", ["--runtime", "5.1", "--runtime", "7.6"], {}],
    ["a scheduled script", ["--runbook", "Weekly", "--script", "scripts\\weekly.ps1", "--schedule", "week"], {}],
    ["another cloud", ["--cloud", "china", "--organization", "contoso.partner.onmschina.cn"], {}],
  ])("with the options of %s gives a valid configuration", (_what, options, host) => {
    const folder = temporaryFolder();
    expect(run(folder, "init", "--yes", ...options)).toMatchObject({ status: 0, stderr: "" });
    const { identities } = JSON.parse(readFileSync(join(folder, "exchange.config.json"), "utf8")) as {
      identities: { [name: string]: { host: object } };
    };
    expect(identities["contoso-system"].host).toMatchObject(host);
    expect(run(folder, "check").status).toBe(0);
    expect(existsSync(join(folder, "scripts", "weekly.ps1"))).toBe(options.includes("--script"));
  });

  test("overwrites nothing, and says so", () => {
    const folder = folderWith("mine");
    const { status, stderr } = run(folder, "init", "--yes");
    expect([status, readFileSync(join(folder, "exchange.config.json"), "utf8")]).toEqual([2, "mine"]);
    expect(stderr).toContain("nothing that exists is overwritten");
    expect(readdirSync(folder)).toEqual(["exchange.config.json"]);
  });

  test("without a terminal never waits, and a wrong answer leaves nothing behind", () => {
    const folder = temporaryFolder();
    expect(run(folder, "init").status).toBe(2);
    const { status, stderr } = run(folder, "init", "--yes", "--organization", "contoso.com");
    expect(status).toBe(1);
    expect(stderr).toContain("a custom domain does not work");
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("add", () => {
  const odd = '// the tenants\r\n{\r\n\t"identities" : {\r\n\t\t"one": ENTRY, // the first\r\n\t},\r\n}\r\n';
  test("puts one more identity in, and keeps every other byte", () => {
    const text = odd.replace("ENTRY", JSON.stringify(identityConfiguration()));
    const folder = folderWith(text);
    const options = ["--stack", "two", "--resource-group", "ContosoRG2", "--host-name", "ContosoAzAuto2"];
    expect(run(folder, "add", "--yes", ...options)).toMatchObject({ status: 0, stderr: "" });
    const changed = readFileSync(join(folder, "exchange.config.json"), "utf8");
    const added = changed.slice(changed.indexOf('\r\n\t\t"two"'), changed.lastIndexOf("\r\n\t}"));
    expect(added).toContain("ContosoAzAuto2");
    expect(changed.replace(added, "")).toBe(text);
    expect(changed.replace(/\r\n/g, "")).not.toContain("\n");
    expect(changed).toContain("// the first");
    expect(run(folder, "list", "--format", "json").stdout).toBe('["one","two"]\n');
  });

  test("refuses a name that is taken, and what would write the same thing", () => {
    const folder = folderWith({ identities: { one: identityConfiguration() } });
    const before = readFileSync(join(folder, "exchange.config.json"), "utf8");
    expect(run(folder, "add", "--yes", "--stack", "ONE").status).toBe(2);
    const { status, stderr } = run(folder, "add", "--yes", "--stack", "two");
    expect([status, stderr.includes("/identities/two/host/name")]).toEqual([1, true]);
    expect(readFileSync(join(folder, "exchange.config.json"), "utf8")).toBe(before);
  });
});

describe("check", () => {
  const wrong = [
    "{",
    '  "identities": {',
    '    "one": {',
    '      "organization": "contoso.onmicrosoft.com",',
    '      "resourceGroup": { "name": "ContosoRG", "location": "West US" },',
    '      "host": { "type": "automationAccount" },',
    '      "identity": { "type": "systemAssigned" },',
    '      "module": { "version": "3.9.2" },',
    '      "roles": ["Global Reader",',
    '        "Exchange Admin"],',
    '      "tags": { "owner": "a" }',
    "    }",
    "  }",
    "}",
    "",
  ].join("\n");

  test("gives line and column of a problem deep in a list, and of a missing key", () => {
    const folder = folderWith(wrong);
    const { status, stdout, stderr } = run(folder, "check", "--format", "json");
    expect([status, stderr]).toEqual([1, ""]);
    const { problems, warnings } = JSON.parse(stdout) as { problems: { [key: string]: unknown }[]; warnings: string[] };
    expect(warnings).toEqual([]);
    expect(problems.map(({ pointer, line, column, given }) => [pointer, line, column, given])).toEqual([
      ["/identities/one/host/name", 6, 7, null],
      ["/identities/one/roles/1", 10, 9, "Exchange Admin"],
    ]);
    expect(problems.every(({ allowed, remedy }) => typeof allowed === "string" && typeof remedy === "string")).toBe(
      true,
    );
  });

  test("gives GitHub annotations, and of a key given twice the second", () => {
    const folder = folderWith(
      wrong
        .replace('"owner": "a"', '"owner": "a",\n        "owner": "b"')
        .replace('"automationAccount"', '"automationAccount", "name": "ContosoAzAuto1"'),
    );
    const { status, stdout } = run(folder, "check", "--format", "github");
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^::error file=exchange\.config\.json,line=12,col=9::\/identities\/one\/tags\/owner%0Agiven: /,
    );
  });

  test("is silent about nothing, and writes nothing", () => {
    const folder = folderWith({ identities: { one: identityConfiguration() } });
    expect(run(folder, "check")).toEqual({ status: 0, stdout: "exchange.config.json is valid.\n", stderr: "" });
    expect(readdirSync(folder)).toEqual(["exchange.config.json"]);
    expect(run(folder, "check", "--config", "missing.json").status).toBe(2);
  });
});

test.each([
  ["a schedule without a runbook", ["init", "new", "--yes", "--schedule", "day"], "--runbook"],
  ["a script without a runbook", ["init", "new", "--yes", "--script", "a.ps1"], "--runbook"],
  ["a pipeline of an identity", ["add", "--yes", "--pipeline", "github"], "unknown option"],
])("%s is refused, and nothing is written", (_what, args, words) => {
  const folder = folderWith({ identities: { one: identityConfiguration() } });
  const { status, stderr } = run(folder, ...args);
  expect([status, stderr]).toEqual([2, expect.stringContaining(words)]);
  expect(readdirSync(folder)).toEqual(["exchange.config.json"]);
});

test("explain names every step with its action and address", () => {
  const folder = folderWith({ identities: { one: identityConfiguration({ grants: "script" }) } });
  const { status, stdout } = run(folder, "explain", "one", "--format", "json");
  expect(status).toBe(0);
  const { stacks } = JSON.parse(stdout) as {
    stacks: { name: string; steps: { step: string; action: string; address: string }[]; permissions: string[] }[];
  };
  expect(stacks[0].steps.map(({ action, address }) => `${action} ${address.replace(/_[0-9A-F]{8}$/, "")}`)).toEqual([
    "create azurerm_resource_group.Exchange_ResourceGroup",
    "create azurerm_automation_account.Exchange_Host",
    "read data.azurerm_automation_account.Exchange_Host_AfterUpdate",
    "create azurerm_automation_module.Exchange_Host_Module51_PackageManagement",
    "create azurerm_automation_module.Exchange_Host_Module51_PowerShellGet",
    "create azurerm_automation_module.Exchange_Host_Module51",
    "script output.grant_script",
  ]);
  expect(stacks[0].permissions).toEqual([
    "creating the resource group and what lies in it: Azure role Contributor on the subscription",
  ]);
  expect(run(folder, "explain").stdout).toContain("Azure role Automation Job Operator on the Automation account");
  expect(run(folder, "explain").stdout).toContain("Nothing changes in the directory.");
  expect(run(folder, "explain", "--format", "markdown").stdout).toContain("```mermaid\nflowchart LR");
  expect(run(folder, "explain", "other")).toMatchObject({ status: 2, stdout: "" });
});

test("explain says each step once in each way, and draws an arrow only where one step waits for another", () => {
  const folder = folderWith({
    identities: {
      one: identityConfiguration({
        resourceGroup: { name: "RG", existing: true },
        host: { type: "automationAccount", name: "ContosoAzAuto1", existing: true },
        identity: { type: "userAssigned", name: "ContosoMI1", existing: true },
      }),
    },
  });
  const text = run(folder, "explain").stdout;
  const steps = [...text.matchAll(/^ {2}([^:\n]+): (created|only read|adopted) \(/gm)].map(
    ([, step, action]) => `${step} ${action}`,
  );
  expect(steps.length).toBeGreaterThan(4);
  expect(new Set(steps).size).toBe(steps.length);

  const page = run(folder, "explain", "--format", "markdown").stdout;
  const boxes = new Map([...page.matchAll(/^ {2}(s\d+)\["(.*?)<br\/>/gm)].map(([, id, step]) => [id, step]));
  const arrows = [...page.matchAll(/^ {2}(s\d+) --> (s\d+)$/gm)].map(
    ([, from, to]) => `${boxes.get(from)} > ${boxes.get(to)}`,
  );
  expect(arrows.sort()).toEqual([
    "Exchange Online service principal > permission",
    "host > Exchange Online module",
    "permission > Microsoft Entra role",
    "user-assigned identity > host",
    "user-assigned identity > permission",
  ]);
});

test("schema prints the JSON Schema that is committed", () => {
  const { stdout } = run(ROOT, "schema");
  expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync(join(ROOT, "exchange.config.schema.json"), "utf8")));
});

test.each([
  [["synt"], "Did you mean synth?"],
  [["check", "--confg", "x"], "Did you mean --config?"],
  [["check", "--format", "xml"], "Allowed choices are text, json, github"],
])("%j is refused with a hint", (args, hint) => {
  const { status, stdout, stderr } = run(temporaryFolder(), ...args);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(hint);
});

describe("synth", () => {
  test("deletes the folders of stacks that are gone, and never a state", () => {
    const folder = folderWith({ identities: { one: identityConfiguration() } });
    const old = (name: string) =>
      identityConfiguration({ resourceGroup: { name, location: "westus" }, host: { type: "automationAccount", name } });
    const file = join(folder, "exchange.config.json");
    writeFileSync(file, JSON.stringify({ identities: { gone: old("GoneAccount"), kept: old("KeptAccount") } }));
    expect(run(folder, "synth").status).toBe(0);
    const gone = join(folder, "cdktf.out", "stacks", "gone");
    const kept = join(folder, "cdktf.out", "stacks", "kept");
    writeFileSync(join(kept, "terraform.tfstate"), "{}");
    writeFileSync(file, JSON.stringify({ identities: { one: identityConfiguration() } }));
    expect(run(folder, "synth").status).toBe(0);
    expect([existsSync(gone), readdirSync(kept)]).toEqual([false, ["terraform.tfstate"]]);
  });

  test.each<[string, (out: string) => void]>([
    ["a file in the place of the output folder", (out) => writeFileSync(out, "")],
    [
      "a folder in the place of a file",
      (out) => mkdirSync(join(out, "stacks", "one", "cdk.tf.json"), { recursive: true }),
    ],
    ["a file in the place of a folder", (out) => (mkdirSync(out), writeFileSync(join(out, "stacks"), ""))],
  ])("%s is one message, and nothing is half written", (_what, prepare) => {
    const folder = folderWith({ identities: { one: identityConfiguration() } });
    const out = join(folder, "out");
    prepare(out);
    const { status, stdout, stderr } = run(folder, "synth", "--out", "out");
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("Nothing was written.");
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(join(out, "manifest.json"))).toBe(false);
  });

  test("of the shape module has no provider and no backend, and the same addresses", () => {
    const folder = folderWith({ identities: { one: identityConfiguration() } });
    expect(run(folder, "synth", "--shape", "module").stdout).toBe("Synthesized in cdktf.out/modules: one\n");
    expect(run(folder, "synth", "--out", "root").status).toBe(0);
    const read = (...path: string[]) =>
      JSON.parse(readFileSync(join(folder, ...path), "utf8")) as { [key: string]: object };
    const module = read("cdktf.out", "modules", "one", "main.tf.json");
    const root = read("root", "stacks", "one", "cdk.tf.json");
    expect([module.provider, (module.terraform as { backend?: object }).backend]).toEqual([undefined, undefined]);
    // A module that is given nothing makes what the root module makes.
    const variables = module.variable as { [name: string]: { default: unknown } };
    const filled = JSON.parse(
      JSON.stringify([module.resource, module.data, module.output], (key, value: unknown) => {
        const name = typeof value === "string" ? /^\$\{var\.(\w+)\}$/.exec(value)?.[1] : undefined;
        return key === "tags" && value === "${var.tags}" ? undefined : name ? variables[name].default : value;
      }),
    ) as unknown;
    expect(filled).toEqual([root.resource, root.data, root.output]);
    expect(Object.fromEntries(Object.entries(variables).map(([name, { default: value }]) => [name, value]))).toEqual({
      host_name: "ContosoAzAuto1",
      resource_group_location: "West US",
      resource_group_name: "ContosoRG",
      tags: {},
    });
    expect(readFileSync(join(folder, "cdktf.out", "modules", "one", "README.md"), "utf8")).toContain(
      '| <a name="input_host_name"></a> [host\\_name](#input\\_host\\_name) | The name of the host. | `string` | `"ContosoAzAuto1"` | no |',
    );
    expect(module.terraform).toHaveProperty("required_providers.azurerm.source", "hashicorp/azurerm");
  });

  test.each<[object, string]>([
    [{ a: "x\ny" }, "characters that are not shown"],
    [Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`tag${index}`, "x"])), "at most 50"],
    [{ a: "x", A: "y" }, "each tag once"],
  ])("the tags of a child module are checked as a root's are", (tags, words) => {
    const folder = folderWith({ identities: { one: identityConfiguration({ tags, shape: "module" }) } });
    const { status, stderr } = run(folder, "check");
    expect([status, stderr.includes(words)]).toEqual([1, true]);
  });

  test("the defaults of a child module are the texts of the configuration, which Terraform reads literally", () => {
    const tags = { cost: "${team}", p: "100%{x}", tick: "a`b" };
    const folder = folderWith({ identities: { one: identityConfiguration({ tags, shape: "module" }) } });
    expect(run(folder, "synth").status).toBe(0);
    const read = (name: string) => readFileSync(join(folder, "cdktf.out", "modules", "one", name), "utf8");
    const { variable } = JSON.parse(read("main.tf.json")) as { variable: { tags: { default: object } } };
    expect(variable.tags.default).toEqual(tags);
    expect(read("README.md")).toContain("| ``" + JSON.stringify(tags) + "`` |");
  });

  test("an adoption in a child module is refused with the reason", () => {
    const folder = folderWith({
      identities: {
        one: identityConfiguration({
          resourceGroup: { name: "ContosoRG", existing: true },
          host: { type: "automationAccount", name: "ContosoAzAuto1", adopt: true },
          shape: "module",
        }),
      },
    });
    const { status, stderr } = run(folder, "synth");
    expect(status).toBe(1);
    expect(stderr).toMatch(/^\/identities\/one\/host\/adopt\n[^]*import blocks in the root module only/);
  });
});

(hasTerminal ? describe : describe.skip)("in a terminal", () => {
  const type = (folder: string, answers: string[]) => typeInto(folder, process.env, ["init"], answers);

  test("a wrong answer is asked again, and the folder is written", async () => {
    const folder = temporaryFolder();
    const enter = "\r";
    const wrong = ["contoso.com\r", "\x7f".repeat(11) + "contoso.onmicrosoft.com\r"];
    const { output } = await type(folder, [enter, ...wrong, ...Array<string>(14).fill(enter)]);
    expect(output).toContain("a custom domain does not work");
    expect(existsSync(join(folder, "exchange.config.json"))).toBe(true);
    expect(run(folder, "check").status).toBe(0);
  }, 60_000);

  test("interrupted half-way it leaves nothing behind", async () => {
    const folder = temporaryFolder();
    const { output } = await type(folder, ["\r", "\x03"]);
    expect(output).toContain("Nothing was written.");
    expect(readdirSync(folder)).toEqual([]);
  }, 60_000);
});

test.each(["one", "two"])("the folder of the stack %s is the same on every system", (name) => {
  const folder = folderWith({
    identities: { [name]: identityConfiguration() },
  });
  run(folder, "synth");
  const manifest = readFileSync(join(folder, "cdktf.out", "manifest.json"), "utf8");
  expect(manifest).toContain(`"stacks/${name}/cdk.tf.json"`);
  expect(manifest).not.toMatch(/\\|stackMetadataPath/);
});
