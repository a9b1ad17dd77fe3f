import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../helpers/configuration";
import type { Synthesized } from "../helpers/stack";

const ROOT = join(__dirname, "..", "..");

function execute(cwd: string, command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd, encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "pipe"] });
}

/* Python with virtual environments, and its registry: without them nothing can be shown. */
const hasPython =
  process.platform !== "win32" &&
  spawnSync("python3", ["-c", "import ensurepip, venv"]).status === 0 &&
  spawnSync("python3", ["-m", "pip", "download", "--no-deps", "--quiet", "--dest", tmpdir(), "publication==0.0.3"])
    .status === 0;
if (!hasPython && process.env.EXCHANGE_PYTHON === "required") {
  throw new Error("Python 3 with pip and its registry is required here, and is not there.");
}
if (!hasPython) {
  console.log("Skipped: there is no Python 3 with pip and its registry here to install the Python package with.");
}

describe("a release", () => {
  beforeAll(() => {
    execute(ROOT, "npm", "run", "--silent", "build");
    execute(ROOT, "npm", "run", "--silent", "release:pack", "--", ...(hasPython ? [] : ["--without-python"]));
  });

  test("has both npm packages in one version, each with its licence and its parts", () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    expect(readdirSync(join(ROOT, "release")).filter((name) => name !== "python")).toEqual([
      `cdktf-exchange-managed-identity-${version}.tgz`,
      `exchange-managed-identity-${version}.tgz`,
    ]);
    for (const name of ["cdktf-exchange-managed-identity", "exchange-managed-identity"]) {
      const files = execute(ROOT, "tar", "-tzf", join("release", `${name}-${version}.tgz`)).split("\n");
      expect([name, files.includes("package/LICENSE")]).toEqual([name, true]);
      const parts = JSON.parse(
        execute(ROOT, "tar", "-xzOf", join("release", `${name}-${version}.tgz`), "package/dist/sbom.cdx.json"),
      ) as { metadata: { component: { name: string } }; components: { name: string }[] };
      expect(parts.metadata.component.name).toBe(name);
      expect(parts.components.map((part) => part.name)).toEqual(
        expect.arrayContaining(["@cdktf/provider-azuread", "@cdktf/provider-azurerm", "cdktf", "constructs"]),
      );
    }
  });

  test("names every package that is in the command, nested ones too, with a licence and the source of what is MPL-2.0", () => {
    const licences = readFileSync(join(ROOT, "cli", "dist", "LICENSES.txt"), "utf8").split(`\n${"-".repeat(80)}\n\n`);
    const { components } = JSON.parse(readFileSync(join(ROOT, "cli", "dist", "sbom.cdx.json"), "utf8")) as {
      components: { name: string; version: string }[];
    };
    expect(components.length).toBeGreaterThan(20);
    expect(components.map(({ name }) => name)).toContain("json-stable-stringify");
    expect(licences.map((text) => /^(\S+) (\S+) \(/.exec(text)?.slice(1, 3))).toEqual(
      components.map(({ name, version }) => [name, version]),
    );
    expect(licences.filter((text) => text.split("\n").slice(2).join("\n").trim().length < 40)).toEqual([]);
    const own = licences.filter((text) => text.startsWith("cdktf "));
    expect(own).toHaveLength(1);
    expect(own[0]).toContain("Source code: https://github.com/hashicorp/terraform-cdk");
    expect(own[0]).toContain("Mozilla Public License");
  });

  test("is packed by the line of the workflow, whose dry run publishes nothing", () => {
    const workflow = readFileSync(join(ROOT, ".github", "workflows", "release.yml"), "utf8");
    const line = /^ *(for archive in \.\/release\/\*\.tgz; do npm publish .* --dry-run; done)$/m.exec(workflow)?.[1];
    expect(line).toBeDefined();
    // npm test is silent, and so are the npm commands below it.
    const env = { ...process.env, npm_config_loglevel: "notice" };
    const { status, stdout } = spawnSync("bash", ["-ec", String(line)], { cwd: ROOT, encoding: "utf8", env });
    const published = stdout.split("\n").filter((text) => text.startsWith("+ "));
    expect([status, published.length]).toEqual([0, 2]);
  });

  test("cannot be bundled where a licence is not known, or where nothing is named", () => {
    const tool = (code: string) =>
      spawnSync(
        process.execPath,
        ["--input-type=module", "-e", `import { bundledPackages } from "./tools/bundled-packages.mjs"; ${code}`],
        { cwd: ROOT, encoding: "utf8" },
      );
    expect(tool("bundledPackages('.', { outputs: { a: { inputs: {} } } })").stderr).toContain("names no package");
    const folder = mkdtempSync(join(tmpdir(), "exchange-licence-"));
    mkdirSync(join(folder, "node_modules", "unknown"), { recursive: true });
    const manifest = { name: "unknown", version: "1.0.0", license: "Custom" };
    writeFileSync(join(folder, "node_modules", "unknown", "package.json"), JSON.stringify(manifest));
    const inputs = { "node_modules/unknown/index.js": { bytesInOutput: 1 } };
    const code = `bundledPackages(${JSON.stringify(folder)}, ${JSON.stringify({ outputs: { a: { inputs } } })})`;
    expect(tool(code).stderr).toContain("has no text of its licence (Custom)");
    rmSync(folder, { recursive: true });
  });

  test("is refused where the tag, or a package, has another version", () => {
    const check = (...args: string[]) =>
      spawnSync(process.execPath, [join(ROOT, "tools", "check-versions.mjs"), ...args]);
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    expect([check().status, check(`v${version}`).status, check("v99.0.0").status]).toEqual([0, 0, 1]);
    expect(String(check("v99.0.0").stderr)).toContain("the tag v99.0.0 has 99.0.0");
  });

  (hasPython ? test : test.skip)("gives the same stack in Python as in TypeScript, and a refusal arrives whole", () => {
    const folder = mkdtempSync(join(tmpdir(), "exchange-python-"));
    const python = join(folder, "venv", "bin", "python");
    const wheel = readdirSync(join(ROOT, "release", "python")).find((name) => name.endsWith(".whl")) ?? "";
    const { devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      devDependencies: { [name: string]: string };
    };
    const bindings = ["azurerm", "azuread"].map(
      (name) => `cdktf-cdktf-provider-${name}==${devDependencies[`@cdktf/provider-${name}`]}`,
    );
    execute(folder, "python3", "-m", "venv", "venv");
    execute(folder, python, "-m", "pip", "install", "--quiet", join(ROOT, "release", "python", wheel), ...bindings);
    const program = join(ROOT, "examples", "python", "main.py");
    execFileSync(python, [program], { cwd: folder, env: { ...process.env, CDKTF_OUTDIR: join(folder, "cdktf.out") } });
    const theirs = JSON.parse(
      readFileSync(join(folder, "cdktf.out", "stacks", "contoso-system", "cdk.tf.json"), "utf8"),
    ) as Synthesized;
    const ours = run(readFileSync(join(ROOT, "exchange.config.json"), "utf8")).stack("contoso-system");
    expect(withoutMetadata(theirs.resource)).toEqual(withoutMetadata(ours.resource));
    expect(withoutMetadata(theirs.data)).toEqual(withoutMetadata(ours.data));

    rmSync(join(folder, "cdktf.out"), { recursive: true });
    const wrong = readFileSync(program, "utf8")
      .replace("contoso.onmicrosoft.com", "contoso.com")
      .replace("ContosoRG", "a.");
    writeFileSync(join(folder, "wrong.py"), wrong);
    const { status, stderr } = spawnSync(python, ["wrong.py"], { cwd: folder, encoding: "utf8" });
    expect(status).not.toBe(0);
    expect(stderr).toContain("RuntimeError");
    for (const place of ["host.resourceGroup.name", "contoso-system/Exchange: organization"]) {
      expect(stderr).toContain(place);
    }
    expect(existsSync(join(folder, "cdktf.out", "stacks", "contoso-system"))).toBe(false);
    rmSync(folder, { recursive: true });
  });
});

function withoutMetadata(blocks: Synthesized["resource"]): unknown {
  return JSON.parse(JSON.stringify(blocks), (key, value: unknown) => (key === "//" ? undefined : value));
}
