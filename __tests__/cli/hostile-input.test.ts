import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { synthesize } from "../../cli/commands/synthesize";
import { ADOPTED_HOST, EXISTING, identityConfiguration, run, runOne } from "../helpers/configuration";
import { temporaryFolder } from "../helpers/stack";
import { UNIT } from "../helpers/ids";

const SECRET = "HUNTER2";

describe("a secret in the file", () => {
  test.each<[string, object]>([
    ["gcs", { credentials: { private_key: SECRET } }],
    ["azurerm", { client_certificate: SECRET }],
    ["azurerm", { sas_token: SECRET }],
    ["s3", { assume_role_with_web_identity: { web_identity_token: SECRET } }],
    ["s3", { secret_key: [SECRET] }],
    ["http", { password: [SECRET] }],
    ["http", { password: 123456 }],
    ["remote", { token: SECRET }],
  ])("in a backend of %s is refused and not repeated: %j", (type, config) => {
    const [error] = runOne({}, { backend: { type, config } }).errors;
    expect(error).toMatch(/^\/backend\/config\//);
    expect(error).toContain("(a secret, not shown)");
    expect(error).not.toContain(SECRET);
  });

  test("where a secret lies, and whether one is used, is no secret", () => {
    const config = {
      key: "{stack}",
      oidc_token_file_path: "token",
      use_oidc: true,
      client_id: "x",
      skip_credentials_validation: true,
    };
    expect(runOne({}, { backend: { type: "azurerm", config } }).errors).toEqual([]);
  });

  test.each([
    "?client_secret=",
    "?subscription-key=",
    "?access_key=",
    "?auth=",
    "#sig=",
    "?u=https%3A%2F%2Fu%3A",
    "?x=1&token=",
  ])("in an address of the module is refused and not repeated: %s", (part) => {
    const [error] = runOne({
      module: {
        version: "3.9.2",
        contentUri: `https://feed.example/x${part}${SECRET}${part.includes("%3A") ? "%40h" : ""}`,
      },
    }).errors;
    expect(error).toContain("/identities/one/module/contentUri");
    expect(error).not.toContain(SECRET);
  });

  test("an address without a secret is accepted", () => {
    expect(
      runOne({ module: { version: "3.9.2", contentUri: "https://feed.example/exo/3.9.2?api-version=1" } }).errors,
    ).toEqual([]);
  });

  test.each<[object]>([
    [{ backend: `sas_token=${SECRET}` }],
    [{ backend: [{ access_key: SECRET }] }],
    [{ backend: { type: "azurerm", config: `access_key=${SECRET}` } }],
    [{ backend: { type: `https://u:${SECRET}@h/` } }],
  ])("in a wrong place is not repeated either: %j", (rest) => {
    const { errors } = runOne({}, rest);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.join("\n")).not.toContain(SECRET);
  });

  test.each([
    `https://u:${SECRET}@feed/a b`,
    `https://feed/x?sig=${SECRET} x`,
    `https://u:${SECRET}@feed:99999/x`,
    [`https://feed/x?sig=${SECRET}`],
    { variable: `https://feed/x?sig=${SECRET}` },
  ])("in a wrong address is not repeated either: %j", (contentUri) => {
    const { errors } = runOne({ module: { version: "3.9.2", contentUri } });
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.join("\n")).not.toContain(SECRET);
  });

  test("in a line that is no JSON is not repeated either", () => {
    expect(run(`{"identities": {}, "x": "https://user:${SECRET}@feed/x",,}`).errors.join("\n")).not.toContain(SECRET);
  });
});

describe("what would have crashed", () => {
  test.each(["constructor", "toString", "valueOf"])("a stack named %s is refused", (name) => {
    expect(run({ identities: { [name]: identityConfiguration() } }).errors[0]).toMatch(
      new RegExp(`^/identities/${name}\n`),
    );
  });

  test.each(["azurerm", "Exchange", "principal_id", "backend", "constructor"])(
    "a variable may be named %s",
    (variable) => {
      const { errors, stack } = runOne({ module: { version: "3.9.2", contentUri: { variable } } });
      expect(errors).toEqual([]);
      expect(stack().variable).toHaveProperty(variable);
    },
  );

  test("an output folder that is a file is a problem like any other", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "c.json"), JSON.stringify({ identities: { one: identityConfiguration() } }));
    writeFileSync(join(folder, "out"), "");
    expect(() => synthesize(join(folder, "c.json"), join(folder, "out"))).toThrow(
      /out\n {2}given: {3}a file\n[^]*CDKTF_OUTDIR/,
    );
    expect(readFileSync(join(folder, "out"), "utf8")).toBe("");
  });

  test("a text that is nested without end is no configuration", () => {
    expect(run("[".repeat(20_000)).errors).toHaveLength(1);
  });
});

test.each(["europe/berlin", "EST5EDT", "Europe/Kyiv", "GMT0", "Etc/GMT+5", "Europe/", "/Berlin", "constructor/x"])(
  "the time zone %s, which Azure Automation does not take, is refused",
  (timeZone) => {
    const { errors } = runOne({ runbook: { name: "R", schedule: { every: "day", timeZone } } });
    expect(errors[0]).toContain("/identities/one/runbook/schedule/timeZone");
  },
);

test.each(["Europe/Berlin", "Etc/UTC", "UTC", "America/Argentina/Buenos_Aires"])(
  "the time zone %s is taken",
  (timeZone) => {
    expect(runOne({ runbook: { name: "R", schedule: { every: "day", timeZone } } }).errors).toEqual([]);
  },
);

test("two runbooks of one name on one account are refused", () => {
  const one = identityConfiguration({ ...EXISTING, runbook: { name: "RunMe" } });
  const two = identityConfiguration({
    ...EXISTING,
    identity: { type: "userAssigned", name: "ContosoMI1", existing: true },
    module: { version: "3.4.0", runtimes: ["7.2"] },
    runbook: { name: "runme" },
  });
  expect(run({ identities: { one, two } }).errors.map((error) => error.split("\n")[0])).toEqual([
    "/identities/two/runbook/name",
  ]);
});

test("one identity on two hosts, where a script grants for the second", () => {
  const user = { identity: { type: "userAssigned", name: "ContosoMI1", existing: true } };
  const one = identityConfiguration({ ...EXISTING, ...user });
  const two = identityConfiguration({
    ...EXISTING,
    host: { ...EXISTING.host, name: "ContosoAzAuto2" },
    ...user,
    grants: "script",
  });
  expect(run({ identities: { one, two } }).errors).toEqual([]);
});

test("a state in gcs without a prefix would be shared", () => {
  const both = {
    one: identityConfiguration(EXISTING),
    two: identityConfiguration({ ...EXISTING, host: ADOPTED_HOST("ContosoAzAuto2") }),
  };
  expect(run({ backend: { type: "gcs", config: { bucket: "b" } }, identities: both }).errors[0]).toMatch(
    /^\/backend\/config\n/,
  );
  expect(run({ backend: { type: "azurerm", config: { key: 5 } }, identities: both }).errors[0]).toMatch(
    /^\/backend\/config\/key\n/,
  );
});

test("roles that a script assigns are warned of too", () => {
  const scope = UNIT;
  const { warnings } = runOne({
    grants: "script",
    roles: ["Global Administrator", { name: "Helpdesk Administrator", scope }],
  });
  expect(warnings.join("\n")).toContain("Choose Exchange Administrator, or less.");
  expect(warnings.join("\n")).toContain("that Exchange Online honours the scope");
});

test("an id of the other kind is refused", () => {
  const adopt = { manageAsAppAssignmentId: "/roleManagement/directory/roleAssignments/abcdefghijklmnop" };
  expect(runOne({ adopt }).errors[0]).toContain("/identities/one/adopt/manageAsAppAssignmentId");
});
