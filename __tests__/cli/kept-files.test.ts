import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { explain } from "../../cli/commands/explain";
import { lock } from "../../cli/commands/lock";
import { synthesize } from "../../cli/commands/synthesize";
import { requiredVariablesIn } from "../../cli/stack/kept-variables";
import { identityConfiguration } from "../helpers/configuration";
import { linkFolder, testWithLinks } from "../helpers/links";
import { temporaryFolder } from "../helpers/stack";

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/* A folder with a stack, and what is kept for it. */
function project(kept: { [path: string]: string } = {}, identity: object = {}) {
  const folder = temporaryFolder();
  const file = join(folder, "exchange.config.json");
  writeFileSync(file, JSON.stringify({ identities: { one: identityConfiguration(identity) } }));
  Object.entries(kept).forEach(([path, text]) => write(join(folder, "stacks", "one", path), text));
  const outdir = join(folder, "cdktf.out");
  return { folder, file, outdir, stack: join(outdir, "stacks", "one"), synth: () => synthesize(file, outdir) };
}

const MOVED = "moved {\n  from = azurerm_resource_group.a\n  to   = azurerm_resource_group.b\n}\n";

describe("what is kept for a stack in the folder stacks", () => {
  test("is copied into the stack by each synth, byte for byte, and removed when it is gone", () => {
    const { folder, stack, synth } = project({ "moved.tf": MOVED, "backend_override.tf.json": "{}\r\n" });
    expect(synth().errors).toEqual([]);
    expect(readFileSync(join(stack, "moved.tf"), "utf8")).toBe(MOVED);
    expect(readFileSync(join(stack, "backend_override.tf.json"), "utf8")).toBe("{}\r\n");
    write(join(stack, ".terraform", "state"), "of Terraform");
    rmSync(join(folder, "stacks", "one", "moved.tf"));
    expect(synth().errors).toEqual([]);
    expect(existsSync(join(stack, "moved.tf"))).toBe(false);
    expect(existsSync(join(stack, "cdk.tf.json"))).toBe(true);
    // Only what was copied is removed.
    expect(existsSync(join(stack, ".terraform", "state"))).toBe(true);
  });

  test("goes into a child module too", () => {
    const { outdir, synth } = project({ "moved.tf": MOVED }, { shape: "module" });
    expect(synth().errors).toEqual([]);
    expect(readFileSync(join(outdir, "modules", "one", "moved.tf"), "utf8")).toBe(MOVED);
  });

  test("replaces a lock file that Terraform wrote, and nothing that a person wrote into the output", () => {
    const { folder, stack, synth } = project();
    synth();
    write(join(stack, ".terraform", "providers"), "of terraform init");
    write(join(stack, ".terraform.lock.hcl"), "of terraform init");
    write(join(stack, "mine.tf"), "mine");
    write(join(folder, "stacks", "one", ".terraform.lock.hcl"), "kept");
    synth();
    expect(readFileSync(join(stack, ".terraform.lock.hcl"), "utf8")).toBe("kept");
    write(join(folder, "stacks", "one", "mine.tf"), "kept");
    expect(synth).toThrow("a file that another program, or a person, wrote");
    expect(readFileSync(join(stack, "mine.tf"), "utf8")).toBe("mine");
  });

  test("may not have the name of what is synthesized, and what is no Terraform file is said not to be copied", () => {
    const { synth, stack } = project({ "cdk.tf.json": "{}", "notes.md": "x", "secret.tfvars": "x" });
    expect(synth().errors).toEqual([expect.stringContaining("stacks/one/cdk.tf.json, which has the name")]);
    expect(existsSync(stack)).toBe(false);
    const other = project({ "notes.md": "x", "secret.tfvars": "x" }).synth();
    expect(other.warnings).toEqual([
      expect.stringContaining("stacks/one/notes.md is not copied"),
      expect.stringContaining("stacks/one/secret.tfvars is not copied"),
    ]);
  });

  testWithLinks("is no link", () => {
    const { folder, synth } = project({ "a.tf": "a" });
    linkFolder(folder, join(folder, "stacks", "one", "b.tf"));
    expect(synth().errors).toEqual([expect.stringContaining("stacks/one/b.tf, which is a link")]);
  });

  test("is warned of where it belongs to no stack, as after a stack was renamed", () => {
    const { folder, synth } = project();
    write(join(folder, "stacks", "old-name", "moved.tf"), MOVED);
    write(join(folder, "stacks", "notes", "readme.md"), "mine");
    expect(synth()).toMatchObject({
      errors: [],
      warnings: [expect.stringContaining("stacks/old-name belongs to no stack")],
    });
  });

  test("is a text in UTF-8", () => {
    const { folder, synth } = project();
    mkdirSync(join(folder, "stacks", "one"), { recursive: true });
    writeFileSync(join(folder, "stacks", "one", "a.tf"), Buffer.from([0x23, 0xe9]));
    expect(synth().errors).toEqual([expect.stringContaining("stacks/one/a.tf, which is no UTF-8")]);
  });

  testWithLinks("is not reached by a link to its folder", () => {
    const { folder, synth } = project();
    const elsewhere = temporaryFolder();
    write(join(elsewhere, "a.tf"), "a");
    mkdirSync(join(folder, "stacks"));
    linkFolder(elsewhere, join(folder, "stacks", "one"));
    expect(synth().errors).toEqual([expect.stringContaining("stacks/one, which is a link")]);
  });

  testWithLinks("is nobody's to delete where the output leads to the same folder, not even after a rename", () => {
    const { folder, file } = project({ "mine.tf": MOVED, ".terraform.lock.hcl": "locked" });
    linkFolder(folder, join(folder, "here"));
    const out = join(folder, "here");
    expect(synthesize(file, out).errors).toEqual([]);
    writeFileSync(file, JSON.stringify({ identities: { two: identityConfiguration() } }));
    expect(synthesize(file, out).errors).toEqual([]);
    expect(readFileSync(join(folder, "stacks", "one", "mine.tf"), "utf8")).toBe(MOVED);
    expect(readFileSync(join(folder, "stacks", "one", ".terraform.lock.hcl"), "utf8")).toBe("locked");
  });

  test.each([
    [
      "an object type with an attribute default",
      'variable "a" {\n type = object({\n default = string\n })\n}\n',
      ["a"],
    ],
    ["a name without quotes", "variable a {\n type = string\n}\n", ["a"]],
    [
      "a comment's beginning in a text",
      'variable "a" { description = "http://x" }\nvariable "b" {\n default = "b"\n}\n',
      ["a"],
    ],
    ["a here document", 'variable "a" {\n description = <<EOT\n default = no\nEOT\n}\n', ["a"]],
    ["a default", 'variable "a" {\n type = string\n default = { x = 1 }\n}\n', []],
    ["a comment", '/* variable "a" {} */\n# variable "b" {}\n', []],
  ])("%s is read as Terraform reads it", (_what, text, expected) => {
    expect(requiredVariablesIn([{ stack: "one", name: "x.tf", text }])).toEqual(expected);
  });

  test("a list of blocks in JSON, and an override, are read as Terraform reads them", () => {
    const text = '{"variable":[{"a":{"type":"string"},"b":[{"default":1}]}]}';
    expect(requiredVariablesIn([{ stack: "one", name: "x.tf.json", text }])).toEqual(["a"]);
    expect(requiredVariablesIn([{ stack: "one", name: "x_override.tf.json", text }])).toEqual([]);
  });

  test("a lock file that a person wrote is not replaced by another configuration's", () => {
    const { folder } = project({ ".terraform.lock.hcl": "mine" });
    const other = join(folder, "tenants");
    write(join(other, "stacks", "one", ".terraform.lock.hcl"), "theirs");
    const file = join(other, "c.json");
    writeFileSync(file, JSON.stringify({ identities: { one: identityConfiguration() } }));
    expect(() => synthesize(file, folder)).toThrow("a file that another program, or a person, wrote");
    expect(readFileSync(join(folder, "stacks", "one", ".terraform.lock.hcl"), "utf8")).toBe("mine");
  });

  test("the synthesized file in it is no problem where the folder is an output too", () => {
    const { folder, file } = project();
    expect(synthesize(file, folder).errors).toEqual([]);
    expect(synthesize(file, join(folder, "elsewhere")).errors).toEqual([]);
    expect(synthesize(file, folder, "module").errors).toEqual([]);
  });

  test("a file at the wrong place is said not to be copied", () => {
    const { folder, synth } = project();
    write(join(folder, "stacks", "moved.tf"), MOVED);
    write(join(folder, "stacks", "one"), "a file");
    expect(synth().warnings).toEqual([
      expect.stringContaining("[one] stacks/one is no folder"),
      expect.stringContaining("stacks/moved.tf is not copied: put it into the folder of a stack"),
    ]);
  });

  test("is named by explain, which does not claim to explain it", () => {
    const { file } = project({ "extra.tf": 'variable "owner" {\n}\n' });
    const said: string[] = [];
    jest.spyOn(console, "log").mockImplementation((text: string) => void said.push(text));
    expect(explain({ config: file, format: "text" })).toBe(0);
    jest.restoreAllMocks();
    expect(said.join("\n")).toContain("not part of this explanation: stacks/one/extra.tf");
    expect(said.join("\n")).toContain("owner (in a pipeline the secret OWNER)");
  });

  test("may be anything else: a file of that name is none of it", () => {
    const { folder, synth } = project();
    writeFileSync(join(folder, "stacks"), "mine");
    expect(synth()).toMatchObject({ errors: [], warnings: [] });
  });

  test("is left alone where the output is the same folder", () => {
    const { folder, file } = project({ "moved.tf": MOVED });
    expect([synthesize(file, folder).errors, synthesize(file, folder).errors]).toEqual([[], []]);
    expect(readFileSync(join(folder, "stacks", "one", "moved.tf"), "utf8")).toBe(MOVED);
  });
});

const withPrograms = process.platform === "win32" ? test.skip : test;

/* Stands in for Terraform: writes a lock file that names its arguments. */
function terraform(script = 'echo "locked $*" > "${1#-chdir=}/.terraform.lock.hcl"'): string {
  const program = join(temporaryFolder(), "terraform");
  writeFileSync(program, `#!/usr/bin/env bash\necho called >> "${program}.log"\n${script}\n`);
  chmodSync(program, 0o755);
  return program;
}

describe("lock", () => {
  let said: string[] = [];
  beforeEach(() => {
    said = [];
    jest.spyOn(console, "log").mockImplementation((text: string) => void said.push(text));
    jest.spyOn(console, "error").mockImplementation((text: string) => void said.push(text));
  });
  afterEach(() => void jest.restoreAllMocks());

  withPrograms(
    "writes the lock file of each stack where a synth copies it from, and asks once for the same providers",
    () => {
      const folder = temporaryFolder();
      const config = join(folder, "exchange.config.json");
      const at = (number: number, more: object = {}) =>
        identityConfiguration({
          resourceGroup: { name: `RG${number}`, location: "West US" },
          host: { type: "automationAccount", name: `ContosoAzAuto${number}` },
          ...more,
        });
      writeFileSync(
        config,
        JSON.stringify({
          identities: {
            one: at(1),
            two: at(2),
            script: at(3, { grants: "script" }),
            child: at(4, { shape: "module" }),
          },
        }),
      );
      const program = terraform();
      expect(lock({ config, terraform: program, mirror: folder })).toBe(0);
      const kept = (stack: string) => join(folder, "stacks", stack, ".terraform.lock.hcl");
      expect(readFileSync(kept("two"), "utf8")).toMatch(
        /providers lock -platform=linux_amd64 -platform=windows_amd64 -platform=darwin_arm64 -fs-mirror=/,
      );
      expect(readFileSync(kept("one"), "utf8")).toBe(readFileSync(kept("two"), "utf8"));
      expect([existsSync(kept("script")), existsSync(kept("child"))]).toEqual([true, false]);
      // Without azuread the providers are others.
      expect(readFileSync(`${program}.log`, "utf8").trim().split("\n")).toHaveLength(2);
      expect(said).toHaveLength(3);
    },
  );

  withPrograms("gives a new stack the versions of another one with the same constraints", () => {
    const folder = temporaryFolder();
    const config = join(folder, "exchange.config.json");
    const second = {
      resourceGroup: { name: "RG2", location: "West US" },
      host: { type: "automationAccount", name: "ContosoAzAuto2" },
    };
    writeFileSync(
      config,
      JSON.stringify({ identities: { new: identityConfiguration(second), old: identityConfiguration() } }),
    );
    write(join(folder, "stacks", "old", ".terraform.lock.hcl"), "version 4\n");
    const program = terraform('echo hashes >> "${1#-chdir=}/.terraform.lock.hcl"');
    expect(lock({ config, terraform: program })).toBe(0);
    expect(readFileSync(join(folder, "stacks", "new", ".terraform.lock.hcl"), "utf8")).toBe("version 4\nhashes\n");
  });

  test("says where there is nothing to lock", () => {
    const { file } = project({}, { shape: "module" });
    expect([lock({ config: file, terraform: "terraform" }), said]).toEqual([
      0,
      [expect.stringContaining("nothing to lock")],
    ]);
  });

  withPrograms("gives what was locked before to Terraform, which adds to it", () => {
    const { file, folder } = project({ ".terraform.lock.hcl": "before\n" });
    const program = terraform('echo after >> "${1#-chdir=}/.terraform.lock.hcl"');
    expect(lock({ config: file, terraform: program, platform: ["linux_amd64"] })).toBe(0);
    expect(readFileSync(join(folder, "stacks", "one", ".terraform.lock.hcl"), "utf8")).toBe("before\nafter\n");
  });

  withPrograms("asks for each stack that keeps files of its own, and takes newer versions with upgrade", () => {
    const { file, folder } = project({
      "extra.tf": 'data "azuread_client_config" "me" {}\n',
      ".terraform.lock.hcl": "before\n",
    });
    const program = terraform('echo after >> "${1#-chdir=}/.terraform.lock.hcl"');
    expect(lock({ config: file, terraform: program, upgrade: true })).toBe(0);
    expect(readFileSync(join(folder, "stacks", "one", ".terraform.lock.hcl"), "utf8")).toBe("after\n");
  });

  withPrograms("says in a line what is in its way, or that no lock file was written", () => {
    const { file, folder } = project();
    expect(lock({ config: file, terraform: terraform("exit 0") })).toBe(2);
    writeFileSync(join(folder, "stacks"), "mine");
    expect(lock({ config: file, terraform: terraform() })).toBe(2);
    expect(said).toEqual([
      expect.stringContaining("wrote no lock file"),
      expect.stringContaining("cannot be written (ENOTDIR)"),
    ]);
  });

  withPrograms("ends with 2 where Terraform fails or is not there, and writes nothing", () => {
    const { file, folder } = project();
    expect(lock({ config: file, terraform: terraform("exit 3") })).toBe(2);
    expect(lock({ config: file, terraform: join(folder, "nowhere") })).toBe(2);
    expect(said).toEqual([
      expect.stringContaining("The providers of one could not be locked"),
      expect.stringContaining("cannot be run (ENOENT)"),
    ]);
    expect(existsSync(join(folder, "stacks"))).toBe(false);
  });

  test("ends with 1 where the configuration is wrong", () => {
    const { file } = project({}, { organization: "contoso.com" });
    expect(lock({ config: file, terraform: "terraform" })).toBe(1);
  });
});
