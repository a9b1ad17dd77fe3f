import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../helpers/configuration";
import { temporaryFolder, type Synthesized } from "../helpers/stack";

const ROOT = join(__dirname, "..", "..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");
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
      "exchange.config.schema.json",
      "package.json",
    ]);
    expect(files).toContain("dist/index.js");
    expect(size).toBeLessThan(150_000);
    expect(PACKAGE.dependencies).toBeUndefined();
  });

  test("serves the README's program in an empty project, under strict, and makes what the configuration makes", () => {
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
          target: "ES2022",
          module: "CommonJS",
          moduleResolution: "node",
          types: ["node"],
          outDir: "out",
        },
        files: ["main.ts"],
      }),
    );
    writeFileSync(join(project, "main.ts"), program());
    execute(project, "npm", "install", "--no-audit", "--no-fund", "--prefer-offline");
    execute(project, join(project, "node_modules/.bin/tsc"), "-p", ".");
    execute(project, process.execPath, "out/main.js");

    const ours = run(readFileSync(join(ROOT, "exchange.config.json"), "utf8")).stack("contoso-system");
    const theirs = JSON.parse(
      readFileSync(join(project, "cdktf.out/stacks/contoso-system/cdk.tf.json"), "utf8"),
    ) as Synthesized;
    const { resource, data } = theirs;
    expect({
      resource: withoutMetadata(pick(resource, ours.resource)),
      data: withoutMetadata(pick(data, ours.data)),
    }).toEqual({
      resource: withoutMetadata(ours.resource),
      data: withoutMetadata(ours.data),
    });
  });
});

/* The README's whole program, and behind it its single steps with the imports that they need. */
function program(): string {
  const [whole, steps] = [...README.matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code);
  const more = "AutomationAccountHost, DirectoryRoleAssignment, ExchangeOnline, PowerShellRuntime";
  return `import { ${more} } from "cdktf-exchange-managed-identity";\n${whole.replace("app.synth();", `${steps}\napp.synth();`)}`;
}

/* The blocks that both have; the README's single steps add some. */
function pick(theirs: Synthesized["resource"], ours: Synthesized["resource"]): Synthesized["resource"] {
  return Object.fromEntries(
    Object.entries(ours ?? {}).map(([type, blocks]) => [
      type,
      Object.fromEntries(Object.keys(blocks).map((name) => [name, theirs?.[type]?.[name] ?? {}])),
    ]),
  );
}

function withoutMetadata(blocks: Synthesized["resource"]): unknown {
  return JSON.parse(JSON.stringify(blocks), (key, value: unknown) => (key === "//" ? undefined : value));
}
