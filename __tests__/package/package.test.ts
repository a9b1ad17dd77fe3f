import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { synthesize } from "../../cli/commands/synthesize";
import { run } from "../helpers/configuration";
import { temporaryFolder, type Synthesized } from "../helpers/stack";

const ROOT = join(__dirname, "..", "..");
const PAGES = ["README.md", ...readdirSync(join(ROOT, "docs")).map((page) => join("docs", page))];
/* Every program of the pages; the first is the README's. */
const PROGRAMS = PAGES.flatMap((page) =>
  [...readFileSync(join(ROOT, page), "utf8").matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code),
);
const PACKAGE = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  peerDependencies: object;
  dependencies?: object;
  devDependencies: { [name: string]: string };
};

function execute(cwd: string, command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd, encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "pipe"] });
}

describe("the package, packed and installed", () => {
  const folder = temporaryFolder();
  let tarball = "";
  let files: string[] = [];
  let size = 0;

  beforeAll(() => {
    execute(ROOT, "npm", "run", "--silent", "build");
    const [packed] = JSON.parse(
      execute(ROOT, "npm", "pack", "--json", "--ignore-scripts", "--pack-destination", folder),
    ) as {
      filename: string;
      size: number;
      files: { path: string }[];
    }[];
    tarball = join(folder, packed.filename);
    files = packed.files.map(({ path }) => path);
    size = packed.size;
  });

  test("holds code, types, the jsii assembly, and what a reader needs, and is small", () => {
    expect(files.filter((path) => !/^dist\/.*\.(js|d\.ts)$/.test(path)).sort()).toEqual([
      ".jsii",
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "dist/sbom.cdx.json",
      "package.json",
    ]);
    expect(files).toContain("dist/index.js");
    expect(size).toBeLessThan(250_000);
    expect(PACKAGE.dependencies).toBeUndefined();
  });

  test("serves every program of the pages in an empty project, under the strictest types, and the README's makes what the configuration makes", () => {
    const project = join(folder, "project");
    mkdirSync(project);
    const versions = PACKAGE.devDependencies;
    const peers = Object.keys(PACKAGE.peerDependencies).map((name) => [name, versions[name]]);
    writeFileSync(
      join(project, "package.json"),
      JSON.stringify({
        private: true,
        dependencies: { ...Object.fromEntries(peers), "cdktf-exchange-managed-identity": `file:${tarball}` },
        devDependencies: { typescript: versions.typescript, "@types/node": versions["@types/node"] },
      }),
    );
    writeFileSync(
      join(project, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck: false,
          target: "ES2022",
          module: "CommonJS",
          moduleResolution: "node",
          types: ["node"],
          outDir: "out",
        },
        files: PROGRAMS.map((_, index) => `program${index}.ts`),
      }),
    );
    expect(PROGRAMS.length).toBeGreaterThan(5);
    PROGRAMS.forEach((code, index) => writeFileSync(join(project, `program${index}.ts`), code));
    execute(project, "npm", "install", "--no-audit", "--no-fund", "--prefer-offline");
    execute(project, process.execPath, "node_modules/typescript/bin/tsc", "-p", ".");
    execute(project, process.execPath, "out/program0.js");

    const ours = run(readFileSync(join(ROOT, "exchange.config.json"), "utf8")).stack("contoso-system");
    const theirs = JSON.parse(
      readFileSync(join(project, "cdktf.out/stacks/contoso-system/cdk.tf.json"), "utf8"),
    ) as Synthesized;
    expect(withoutMetadata(theirs.resource)).toEqual(withoutMetadata(ours.resource));
    expect(withoutMetadata(theirs.data)).toEqual(withoutMetadata(ours.data));
    for (const [index, code] of PROGRAMS.entries()) {
      const name = /new TerraformStack\(app, "([\w-]+)"\)/.exec(code)?.[1];
      execute(project, process.execPath, `out/program${index}.js`);
      expect([name, existsSync(join(project, "cdktf.out", "stacks", String(name), "cdk.tf.json"))]).toEqual([
        name,
        true,
      ]);
    }
  });

  test("the command alone, in an empty folder, gives the same bytes as the repository", () => {
    const [packed] = JSON.parse(
      execute(join(ROOT, "cli"), "npm", "pack", "--json", "--ignore-scripts", "--pack-destination", folder),
    ) as { filename: string; size: number; files: { path: string }[] }[];
    expect(packed.size).toBeLessThan(1_000_000);
    expect(packed.files.map(({ path }) => path).sort()).toEqual([
      "LICENSE",
      "README.md",
      "dist/LICENSES.txt",
      "dist/exchange-managed-identity.js",
      "dist/sbom.cdx.json",
      "exchange.config.schema.json",
      "package.json",
    ]);
    const empty = join(folder, "empty");
    mkdirSync(empty);
    const command = join(empty, "node_modules", "exchange-managed-identity", "dist", "exchange-managed-identity.js");
    execute(empty, "npm", "install", "--no-audit", "--no-fund", "--prefer-offline", join(folder, packed.filename));
    expect(readdirSync(join(empty, "node_modules")).filter((name) => !name.startsWith("."))).toEqual([
      "exchange-managed-identity",
    ]);
    const own = join(empty, "exchange");
    execute(
      empty,
      process.execPath,
      command,
      "init",
      "exchange",
      "--yes",
      "--stack",
      "contoso-system",
      "--role",
      "Exchange Administrator",
    );
    execute(own, process.execPath, command, "synth");
    const out = temporaryFolder();
    synthesize(join(ROOT, "exchange.config.json"), out);
    const stack = (root: string) => readFileSync(join(root, "stacks", "contoso-system", "cdk.tf.json"), "utf8");
    // Elsewhere the state lies beside the output, and has its name.
    expect(stack(join(own, "cdktf.out"))).toBe(
      stack(out).replace(`${basename(out)}.contoso-system`, "terraform.contoso-system"),
    );
  });
});

function withoutMetadata(blocks: Synthesized["resource"]): unknown {
  return JSON.parse(JSON.stringify(blocks), (key, value: unknown) => (key === "//" ? undefined : value));
}
