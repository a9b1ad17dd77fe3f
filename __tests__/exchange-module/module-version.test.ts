import fc from "fast-check";
import { Token } from "cdktf";
import { ModuleVersion, PowerShellRuntime } from "../../lib";
import { checkContentHash, checkContentUri } from "../../lib/exchange-module/module-package";
import { warnAboutModule } from "../../lib/exchange-module/module-warnings";
import { newStack, warnings } from "../helpers/stack";

const { V5_1, V7_2, V7_4, V7_6, V7 } = PowerShellRuntime;

test("the releases that are known, oldest first", () => {
  expect(ModuleVersion.generallyAvailable().map(String)).toEqual(
    "3.0.0 3.1.0 3.2.0 3.3.0 3.4.0 3.5.0 3.5.1 3.6.0 3.7.0 3.7.1 3.7.2 3.8.0 3.9.0 3.9.2 3.10.0 3.10.1".split(" "),
  );
});

test.each([
  ["3.0.0", "7.2.0"],
  ["3.4.0", "7.2.0"],
  ["3.4.9", "7.2.0"],
  ["3.5.0", "7.4.0"],
  ["3.9.2", "7.4.0"],
  ["3.10.0", "7.6.0"],
  ["3.10.0-Preview1", "7.6.0"],
  ["4.0.0", "7.6.0"],
])("%s needs PowerShell %s", (version, powerShell) => {
  expect(ModuleVersion.of(version).minimumPowerShell7).toBe(powerShell);
});

test.each([
  [[V5_1], "3.10.1"],
  [[V7_2], "3.4.0"],
  [[V7_4], "3.9.2"],
  [[V7_6], "3.10.1"],
  [[V7], "3.10.1"],
  [[V5_1, V7_4, V7_2], "3.4.0"],
])("the newest for %s is %s", (runtimes, version) => {
  expect(PowerShellRuntime.newestModuleFor(runtimes).value).toBe(version);
});

test.each(["2.0.5", "3.0.0-Preview1", "3", "3.9", "3.9.2.1", "v3.9.2", "3.9.2 ", "", "03.9.2", "3.9.2-", "1e5"])(
  "%p is refused",
  (version) => {
    expect(() => ModuleVersion.of(version)).toThrow(
      expect.objectContaining({
        name: "ExchangeInputError",
        message: expect.stringContaining("3.0.0 or later") as string,
      }),
    );
  },
);

test("a version that only Terraform knows passes, and every runtime takes it", () => {
  const version = ModuleVersion.of(Token.asString({ resolve: () => "${var.version}" }));
  expect([V5_1, V7_2, V7_4, V7_6].every((runtime) => runtime.supports(version))).toBe(true);
});

test("previews are told from releases", () => {
  expect(ModuleVersion.of("3.2.0-Preview4").isPrerelease).toBe(true);
  expect(ModuleVersion.of("3.9.2").isPrerelease).toBe(false);
  expect(ModuleVersion.of("3.4.9").isPrerelease).toBe(false);
  expect(ModuleVersion.of("3.9.2")).toBe(ModuleVersion.V3_9_2);
});

test("a runtime that holds a version holds every older one", () => {
  const version = fc.tuple(fc.integer({ min: 3, max: 5 }), fc.nat(30), fc.nat(30));
  fc.assert(
    fc.property(version, version, fc.constantFrom(V5_1, V7_2, V7_4, V7_6), (one, other, runtime) => {
      const [older, newer] = [one, other]
        .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
        .map((numbers) => ModuleVersion.of(numbers.join(".")));
      expect(runtime.supports(older) || !runtime.supports(newer)).toBe(true);
    }),
  );
});

describe("a runtime by its name", () => {
  test("is the known one, or an environment of a newer PowerShell 7", () => {
    expect(PowerShellRuntime.of("7.6")).toBe(V7_6);
    expect(PowerShellRuntime.of("7")).toBe(V7);
    expect(PowerShellRuntime.of("7.8").supports(ModuleVersion.V3_10_1)).toBe(true);
    expect(PowerShellRuntime.of("7.10").isRuntimeEnvironment).toBe(true);
    expect(PowerShellRuntime._check("5.1")).toBeUndefined();
  });

  test.each(["7.1", "7.0", "5.0", "6.2", "8.0", "17.4", "7.4x", "7.1000", "", "x"])("%p is refused", (name) => {
    expect(() => PowerShellRuntime.of(name)).toThrow('"5.1", "7.2", "7.4", "7.6"');
  });
});

test.each([
  ["3.9.2", false],
  ["3.10.1", false],
  ["3.10.2", true],
  ["4.0.0", true],
])("whether %s is newer than what is known: %s", (version, isNewer) => {
  expect(ModuleVersion.of(version).isNewerThanKnown).toBe(isNewer);
});

test.each([
  ["a version that nobody has seen", "4.0.0", V7_6, "newer than every version that this library knows"],
  ["a prerelease", "3.10.0-Preview1", V7_6, "is a prerelease"],
  ["a runtime out of support", "3.9.2", V7_4, "out of support since 2026-11-10"],
  ["a runtime that Microsoft's table does not have", "3.4.0", V7_6, "Microsoft's table ends at PowerShell 7.3.7"],
])("%s gives one warning, and it says why", (_what, version, runtime, words) => {
  const scope = newStack();
  warnAboutModule(scope, runtime, ModuleVersion.of(version), true);
  expect(warnings(scope)).toEqual([expect.stringContaining(words)]);
});

test("a version and a runtime that are recommended give no warning", () => {
  const scope = newStack();
  warnAboutModule(scope, V7_6, ModuleVersion.V3_10_1, true);
  warnAboutModule(scope, V5_1, ModuleVersion.V3_4_0, true);
  expect(warnings(scope)).toEqual([]);
});

test("the remedy for a runtime tells what this host has", () => {
  expect(PowerShellRuntime._check("7.0")?.remedy).toBe("choose one of these; 5.1 and 7.6 are in support");
  expect(PowerShellRuntime._unknown("7.2", [V5_1]).remedy).toContain('write "5.1", or leave it out');
});

test.each([
  ["https://feed.example/x.nupkg", undefined],
  ["http://feed.example/x.nupkg", "give the https address"],
  ["https://feed.example/a b.nupkg", "give the https address"],
  ["https://user:password@feed.example/x", "module_content_uri"],
])("the address %s: %s", (uri, remedy) => {
  expect(checkContentUri(uri)?.remedy).toEqual(remedy && expect.stringContaining(remedy));
  expect(checkContentUri(uri)?.secret ?? false).toBe(uri.includes("password"));
});

describe("the hash of a package", () => {
  test.each([
    ["sha256", "a".repeat(64)],
    ["SHA384", "B".repeat(96)],
    ["sha512", "0".repeat(128)],
    ["sha256", `${"a".repeat(43)}=`],
  ])("%s %s is accepted", (algorithm, value) => {
    expect(checkContentHash({ algorithm, value })).toBeUndefined();
  });

  test.each([
    ["xsha256", "a".repeat(64), "sha256, sha384 or sha512"],
    ["sha2567", "a".repeat(64), "sha256, sha384 or sha512"],
    ["md5", "a".repeat(32), "sha256, sha384 or sha512"],
    ["sha256", "a".repeat(43), "64 hexadecimal digits"],
    ["sha256", "a".repeat(48), "64 hexadecimal digits"],
    ["sha256", "g".repeat(64), "64 hexadecimal digits"],
    ["sha384", "a".repeat(95), "96 hexadecimal digits"],
  ])("%s %s is refused", (algorithm, value, words) => {
    expect(checkContentHash({ algorithm, value })?.allowed).toContain(words);
  });
});
