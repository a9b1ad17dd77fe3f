import fs from "node:fs";
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { synthesize } from "../../cli/commands/synthesize";
import { runCommand, bundle } from "../helpers/command";
import { identityConfiguration } from "../helpers/configuration";
import { linkFolder, testWithLinks } from "../helpers/links";
import { temporaryFolder } from "../helpers/stack";

function write(file: string, text: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const configuration = (...names: string[]) =>
  JSON.stringify({
    identities: Object.fromEntries(
      names.map((name) => [
        name,
        identityConfiguration({
          resourceGroup: { name: `RG-${name}`, location: "West US" },
          host: { type: "automationAccount", name: `Account-${name}` },
        }),
      ]),
    ),
  });

/* A folder with a configuration of these stacks, synthesized into a folder of it. */
function project(names: string[], out = "cdktf.out") {
  const folder = temporaryFolder();
  const file = join(folder, "exchange.config.json");
  const outdir = join(folder, out);
  const synth = (...stacks: string[]) => {
    writeFileSync(file, configuration(...stacks));
    return synthesize(file, outdir);
  };
  synth(...names);
  return { folder, file, outdir, synth };
}

/* The message of a synth that could not write. */
function refusal(synth: () => unknown): string {
  try {
    synth();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("It was written.");
}

describe("a synth over an earlier one", () => {
  test("removes the stacks that are gone, with what Terraform left there, and never a state or a person's file", () => {
    const { outdir, synth } = project(["one", "gone", "kept"]);
    const gone = join(outdir, "stacks", "gone");
    const kept = join(outdir, "stacks", "kept");
    write(join(gone, ".terraform", "providers", "x"), "");
    write(join(gone, ".terraform.lock.hcl"), "");
    write(join(kept, "terraform.tfstate"), "{}");
    write(join(kept, "backend_override.tf.json"), "{}");
    synth("one");
    expect(existsSync(gone)).toBe(false);
    expect(readdirSync(kept).sort()).toEqual(["backend_override.tf.json", "terraform.tfstate"]);
    expect(existsSync(join(outdir, "stacks", "one", "cdk.tf.json"))).toBe(true);
  });

  test("removes a child module that is gone", () => {
    const { file, outdir } = project(["one"]);
    writeFileSync(file, configuration("one", "two"));
    synthesize(file, outdir, "module");
    expect(readdirSync(join(outdir, "modules")).sort()).toEqual(["one", "two"]);
    expect(existsSync(join(outdir, "stacks", "one"))).toBe(false);
    writeFileSync(file, configuration("one"));
    synthesize(file, outdir, "module");
    expect(readdirSync(join(outdir, "modules"))).toEqual(["one"]);
    synthesize(file, outdir);
    expect(existsSync(join(outdir, "modules"))).toBe(false);
  });
});

describe("what a person has in the output folder", () => {
  const FILES = [
    "modules/network/main.tf.json",
    "modules/network/.terraform.lock.hcl",
    "stacks/prod/cdk.tf.json",
    "stacks/prod/.terraform.lock.hcl",
    "stacks/prod/.terraform/x",
    ".terraform.lock.hcl",
  ];

  test("under other names is neither removed nor changed", () => {
    const { folder, synth } = project([], ".");
    for (const file of FILES) {
      write(join(folder, file), "mine");
    }
    synth("one", "two");
    synth("one");
    expect(FILES.map((file) => readFileSync(join(folder, file), "utf8"))).toEqual(FILES.map(() => "mine"));
    expect(readdirSync(join(folder, "stacks")).sort()).toEqual(["one", "prod"]);
  });

  test.each(["stacks/one/cdk.tf.json", "manifest.json"])("under the name %s is not replaced", (name) => {
    const { outdir, synth } = project([]);
    rmSync(outdir, { recursive: true, force: true });
    write(join(outdir, name), '{"mine": true}');
    expect(refusal(() => synth("one"))).toMatch(
      /given: {3}a file that another program, or a person, wrote[^]*Nothing was written\.$/,
    );
    expect(readFileSync(join(outdir, name), "utf8")).toBe('{"mine": true}');
    expect(readdirSync(outdir)).toHaveLength(1);
  });

  test("is the output of another cdktf program: it is not taken for an earlier synth", () => {
    const { outdir, synth } = project([]);
    const manifest = {
      version: "0.21.0",
      stacks: {
        prod: {
          name: "prod",
          synthesizedStackPath: "stacks/prod/cdk.tf.json",
          stackMetadataPath: "stacks/prod/metadata.json",
        },
      },
    };
    write(join(outdir, "manifest.json"), JSON.stringify(manifest));
    write(join(outdir, "stacks/prod/cdk.tf.json"), "{}");
    expect(refusal(() => synth("one"))).toContain("manifest.json");
    expect(existsSync(join(outdir, "stacks/prod/cdk.tf.json"))).toBe(true);
  });

  test.each(["../outside/cdk.tf.json", "stacks/../../outside/cdk.tf.json", "/etc/hostname"])(
    "is not what a manifest with the path %s says",
    (path) => {
      const { folder, outdir, synth } = project([]);
      const outside = write(join(folder, "outside", "cdk.tf.json"), "mine");
      write(join(outdir, "manifest.json"), JSON.stringify({ stacks: { x: { synthesizedStackPath: path } } }));
      expect(refusal(() => synth("one"))).toContain("Nothing was written.");
      expect(existsSync(outside)).toBe(true);
    },
  );
});

describe("a link in the output folder", () => {
  testWithLinks.each(["stacks", "stacks/one", "stacks/gone"])(
    "%s is not followed, and its target keeps its files",
    (name) => {
      const { folder, outdir, synth } = project(["one", "gone"]);
      const target = join(folder, "elsewhere");
      const names = ["cdk.tf.json", "main.tf.json", ".terraform.lock.hcl", "one/cdk.tf.json", "gone/cdk.tf.json"];
      for (const file of names) {
        write(join(target, file), "mine");
      }
      rmSync(join(outdir, name), { recursive: true });
      linkFolder(target, join(outdir, name));
      if (name === "stacks/gone") {
        synth("one");
      } else {
        expect(refusal(() => synth("one"))).toMatch(
          /given: {3}a link, which is not followed[^]*Nothing was written\.$/,
        );
      }
      expect(names.map((file) => readFileSync(join(target, file), "utf8"))).toEqual(names.map(() => "mine"));
      expect(lstatSync(join(outdir, name)).isSymbolicLink()).toBe(true);
    },
  );
});

describe("the command", () => {
  beforeAll(bundle);

  test("takes an empty CDKTF_OUTDIR or EXCHANGE_CONFIG for none, and refuses an empty --out", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "exchange.config.json"), configuration("one"));
    const env = { ...process.env, CDKTF_OUTDIR: "", EXCHANGE_CONFIG: "" };
    expect(await runCommand(folder, env, "synth")).toMatchObject({
      status: 0,
      stdout: "Synthesized in cdktf.out/stacks: one\n",
    });
    expect(readdirSync(folder).sort()).toEqual(["cdktf.out", "exchange.config.json"]);
    const { status, stderr } = await runCommand(folder, env, "synth", "--out", "");
    expect([status, stderr.includes("Name a path")]).toEqual([2, true]);
  });
});

test("what was written is said truly where an old stack cannot be removed", () => {
  const { outdir, synth } = project(["one", "gone"]);
  const { rmSync: remove } = fs;
  const spy = jest.spyOn(fs, "rmSync").mockImplementation((path, options) => {
    if (String(path).includes("gone")) {
      throw new Error("EBUSY");
    }
    remove(path, options);
  });
  const message = refusal(() => synth("one", "two"));
  spy.mockRestore();
  expect(message).toContain(join(outdir, "stacks/gone/cdk.tf.json"));
  expect(message).toMatch(/cannot be removed\n[^]*All stacks of the configuration were written\.$/);
  expect(message).not.toContain("Nothing was written");
  expect(existsSync(join(outdir, "stacks", "two", "cdk.tf.json"))).toBe(true);
});

(existsSync("/proc") ? test : test.skip)("a place where no folder can be made is a message", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "c.json"), configuration("one"));
  expect(refusal(() => synthesize(join(folder, "c.json"), "/proc/nowhere/out"))).toMatch(/Nothing was written\.$/);
});

describe("a local state", () => {
  const pathOf = (folder: string, file: string, out: string) => {
    writeFileSync(write(join(folder, file), ""), configuration("one"));
    synthesize(join(folder, file), join(folder, out));
    const json = JSON.parse(readFileSync(join(folder, out, "stacks", "one", "cdk.tf.json"), "utf8")) as {
      terraform: { backend: { local: { path: string } } };
    };
    return json.terraform.backend.local.path;
  };

  test.each([
    ["exchange.config.json", "cdktf.out", "../../../terraform.one.tfstate"],
    ["exchange.config.json", "build/terraform/out", "../../../../../terraform.one.tfstate"],
    ["exchange.config.json", ".", "../../terraform.one.tfstate"],
    ["tenants/a/exchange.config.json", "out-a", "../../../out-a.one.tfstate"],
    ["tenants/a/exchange.config.json", "tenants/a-out", "../../../a-out.one.tfstate"],
    ["tenants/a/exchange.config.json", "tenants", "../../../tenants.one.tfstate"],
    ["tenants/a/exchange.config.json", "terraform", "../../../terraform.terraform.one.tfstate"],
  ])("of %s in %s is %s", (file, out, path) => {
    const folder = temporaryFolder();
    expect(pathOf(folder, file, out)).toBe(path);
    // Beside the configuration, or beside the output: never in it.
    const state = join(folder, out, "stacks", "one", path);
    expect(dirname(state)).toBe(
      path.endsWith("/terraform.one.tfstate") ? dirname(join(folder, file)) : dirname(join(folder, out)),
    );
  });

  test.each([undefined, { type: "azurerm", config: { key: "{stack}" } }])(
    "of a configuration beside another one with the same stack is warned of, with the backend %j",
    (backend) => {
      const folder = temporaryFolder();
      const stacks = JSON.parse(configuration("one")) as object;
      writeFileSync(join(folder, "exchange.config.json"), configuration("one"));
      writeFileSync(join(folder, "other.json"), JSON.stringify({ backend, ...stacks }));
      writeFileSync(join(folder, "package.json"), "{}");
      writeFileSync(join(folder, "broken.json"), "{");
      const { warnings } = synthesize(join(folder, "exchange.config.json"), join(folder, "out"));
      expect(warnings).toEqual(
        backend ? [] : [expect.stringContaining("other.json has a stack one too, and the two have one local state")],
      );
    },
  );

  test("is not shared by the configurations of two tenants, wherever they are written", () => {
    const folder = temporaryFolder();
    const states = [
      ["exchange.config.json", "cdktf.out"],
      ["tenants/a/exchange.config.json", "out-a"],
      ["tenants/b/exchange.config.json", "out-b"],
      ["tenants/c/exchange.config.json", "terraform"],
      ["tenants/d/exchange.config.json", "tenants/d/out"],
    ].map(([file, out]) => join(folder, out, "stacks", "one", pathOf(folder, file, out)));
    expect(new Set(states).size).toBe(states.length);
  });

  const warningsOf = (other: string, text: string, out: string, shape?: "module") => {
    const folder = temporaryFolder();
    writeFileSync(write(join(folder, "a", "exchange.config.json"), ""), configuration("one"));
    writeFileSync(join(folder, "a", other), text);
    return synthesize(join(folder, "a", "exchange.config.json"), join(folder, out), shape).warnings;
  };
  const asModule = configuration("one").replace('"organization"', '"shape":"module","organization"');

  test("of a configuration with any name counts", () => {
    expect(warningsOf("second.conf", configuration("one"), "a/out")).toEqual([
      expect.stringContaining("second.conf has a stack one too"),
    ]);
  });

  test.each<[string, string, string, "module" | undefined]>([
    ["the output lies elsewhere", configuration("one"), "elsewhere", undefined],
    ["the stacks are child modules", configuration("one"), "a/out", "module"],
    ["the other stack is a child module", asModule, "a/out", undefined],
    ["the other has other stacks", configuration("two"), "a/out", undefined],
    ["the other is no configuration", '{"identities": "one"}', "a/out", undefined],
  ])("is not warned of where %s", (_what, text, out, shape) => {
    expect(warningsOf("other.json", text, out, shape)).toEqual([]);
  });
});

test("the folder itself as the output is named as such", async () => {
  bundle();
  const folder = temporaryFolder();
  writeFileSync(join(folder, "exchange.config.json"), configuration("one"));
  expect((await runCommand(folder, process.env, "synth", "--out", ".")).stdout).toBe("Synthesized in stacks: one\n");
});

test("a manifest that only looks like this program's is a person's, with the stacks that it names", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "c.json"), configuration("one"));
  const stack = { name: "prod", synthesizedStackPath: "stacks/prod/cdk.tf.json" };
  write(join(folder, "out", "manifest.json"), JSON.stringify({ version: "0.21", stacks: { prod: stack } }));
  const file = write(join(folder, "out", stack.synthesizedStackPath), "{}");
  expect(refusal(() => synthesize(join(folder, "c.json"), join(folder, "out")))).toContain(
    "a file that another program, or a person, wrote",
  );
  expect(readFileSync(file, "utf8")).toBe("{}");
});
