import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { delimiter, dirname, join, sep } from "node:path";
import { identityConfiguration } from "../helpers/configuration";
import { temporaryFolder } from "../helpers/stack";

const ROOT = join(__dirname, "..", "..");
const APP = (JSON.parse(readFileSync(join(ROOT, "cdktf.json"), "utf8")) as { app: string }).app;

function runApp(folder: string, environment: { [name: string]: string } = {}, cwd = ROOT) {
  const inherited = { ...process.env };
  delete inherited.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS;
  // As cdktf runs it: by the shell of the system.
  return spawnSync(APP, {
    cwd,
    encoding: "utf8",
    shell: true,
    env: {
      ...inherited,
      PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ""}`,
      CDKTF_OUTDIR: join(folder, "deep", "out"),
      ...environment,
    },
  });
}

function writeConfiguration(folder: string, configuration: object): string {
  const file = join(folder, "my.config.json");
  writeFileSync(file, JSON.stringify(configuration));
  return file;
}

function files(folder: string): { [path: string]: string } {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".json"))
      .sort()
      .map((path) => [path.replaceAll(sep, "/"), readFileSync(join(folder, path), "utf8")]),
  );
}

describe("the app's command in the shell of the system", () => {
  test("writes both stacks of the Contoso example, byte for byte the same in two directories", () => {
    const one = temporaryFolder();
    // Beside its configuration, as in the copy.
    cpSync(join(ROOT, "exchange.config.json"), join(one, "exchange.config.json"));
    const first = runApp(one, { EXCHANGE_CONFIG: join(one, "exchange.config.json") });
    expect([first.status, first.stderr]).toEqual([0, ""]);
    expect(first.stdout).toMatch(/^Synthesized in .*stacks: contoso-system, contoso-user\n$/);

    // Inside the repository, where the packages are found.
    const other = join(ROOT, "e2e.tmp", `copy-${process.pid}`);
    mkdirSync(other, { recursive: true });
    for (const name of [
      "cli",
      "lib",
      "main.ts",
      "package.json",
      "tsconfig.json",
      "exchange.config.json",
      "cdktf.json",
    ]) {
      cpSync(join(ROOT, name), join(other, name), { recursive: true });
    }
    expect(runApp(other, {}, other).status).toBe(0);
    const copied = files(join(other, "deep", "out"));
    rmSync(other, { recursive: true, force: true });

    const written = files(join(one, "deep", "out"));
    expect(Object.keys(written)).toEqual([
      "manifest.json",
      "stacks/contoso-system/cdk.tf.json",
      "stacks/contoso-user/cdk.tf.json",
    ]);
    expect(copied).toEqual(written);
    const all = Object.values(written).join("\n");
    for (const trace of [
      ROOT,
      one,
      process.execPath,
      new Date().toISOString().slice(0, 10),
      hostname(),
      `/${userInfo().username}/`,
    ]) {
      expect(all).not.toContain(trace);
    }
  });

  test("tells every problem on stderr, exits with 1, and leaves what was written before as it was", () => {
    const folder = temporaryFolder();
    const file = writeConfiguration(folder, {
      identities: { one: identityConfiguration(), two: identityConfiguration({ roles: [] }) },
    });
    writeConfiguration(folder, { identities: { one: identityConfiguration() } });
    expect(runApp(folder, { EXCHANGE_CONFIG: file }).status).toBe(0);
    const before = files(join(folder, "deep", "out"));

    writeConfiguration(folder, {
      identities: {
        one: identityConfiguration({ tags: { a: "changed" } }),
        two: identityConfiguration({ roles: [], host: { type: "automationAccount", name: "x" } }),
      },
    });
    const { status, stdout, stderr } = runApp(folder, { EXCHANGE_CONFIG: file });
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("/identities/two/roles\n");
    expect(stderr).toContain("/identities/two/host/name\n");
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(files(join(folder, "deep", "out"))).toEqual(before);
  });

  test("a file that is not there is a problem like any other", () => {
    const { status, stderr } = runApp(temporaryFolder(), { EXCHANGE_CONFIG: "nowhere.json" });
    expect(status).toBe(1);
    expect(stderr).toContain("EXCHANGE_CONFIG");
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test("says each warning once, with its construct path, and leaves them to cdktf when that runs it", () => {
    const folder = temporaryFolder();
    const file = writeConfiguration(folder, { identities: { one: identityConfiguration({ module: undefined }) } });
    const { status, stderr } = runApp(folder, { EXCHANGE_CONFIG: file });
    expect(status).toBe(0);
    expect(stderr.match(/Warning: \[one\/Exchange\] No module version is given/g)).toHaveLength(1);
    expect(stderr).toContain("ExchangeOnlineManagement 3.10.1");
    expect(runApp(folder, { EXCHANGE_CONFIG: file, CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "true" }).stderr).toBe(
      "",
    );
  });
});
