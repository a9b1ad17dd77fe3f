import { existsSync } from "node:fs";
import { join } from "node:path";
import { synthesize } from "../../cli/commands/synthesize";
import { temporaryFolder } from "../helpers/stack";
import { EXISTING, identityConfiguration, run, runOne } from "../helpers/configuration";
import { UNIT } from "../helpers/ids";

/* What is changed in the guide's configuration, the place that is named, and words of the message. */
type Refusal = [what: string, change: object, place: string, ...words: string[]];

const host = (change: object) => ({ host: { type: "automationAccount", name: "ContosoAzAuto1", ...change } });
const user = (change: object = {}) => ({ identity: { type: "userAssigned", name: "ContosoMI1", ...change } });
const EXISTING_GROUP = { resourceGroup: { name: "ContosoRG", existing: true } };

const REFUSALS: Refusal[] = [
  ["a module below 3.0.0", { module: { version: "2.0.5" } }, "/module/version", '"2.0.5"', "3.0.0 or later"],
  ["a preview of 3.0.0", { module: { version: "3.0.0-Preview1" } }, "/module/version", "3.0.0 or later"],
  ["no version", { module: { version: "latest" } }, "/module/version", '"latest"', "write a version in full"],
  ["a version that is a number", { module: { version: 3 } }, "/module/version", "a string in double quotes"],
  [
    "more than 7.2 holds",
    { module: { version: "3.5.0", runtimes: ["7.2"] } },
    "/module/version",
    "at most 3.4.0 in PowerShell 7.2",
    "it needs PowerShell 7.4.0",
  ],
  [
    "more than 7.4 holds",
    { module: { version: "3.10.0", runtimes: ["5.1", "7.4"] } },
    "/module/version",
    "at most 3.9.2 in PowerShell 7.4",
  ],
  ["7.1", { module: { runtimes: ["7.1"] } }, "/module/runtimes/0", '"7.1"', '"7.2", its successor'],
  ["an unknown runtime", { module: { runtimes: ["5.1", "8"] } }, "/module/runtimes/1", '"5.1", "7.2", "7.4", "7.6"'],
  ["the runtime of a Linux VM", { module: { runtimes: ["7"] } }, "/module/runtimes/0", '"7.6"'],
  ["no runtime", { module: { runtimes: [] } }, "/module/runtimes", "one runtime or more"],
  ["a runtime twice", { module: { runtimes: ["5.1", "5.1"] } }, "/module/runtimes", "each runtime once"],
  ["runtimes that are no list", { module: { runtimes: "5.1" } }, "/module/runtimes", "a list in square brackets"],
  ["a runtime that is a number", { module: { runtimes: [5.1] } }, "/module/runtimes/0", "a string in double quotes"],
  [
    "an http address",
    { module: { contentUri: "http://feed.example/x.nupkg" } },
    "/module/contentUri",
    "an https address",
  ],
  ["no address", { module: { contentUri: "feed" } }, "/module/contentUri", "an https address"],
  ["a variable without a name", { module: { contentUri: {} } }, "/module/contentUri/variable", "module_content_uri"],
  [
    "a variable's name that Terraform refuses",
    { module: { contentUri: { variable: "1 x" } } },
    "/module/contentUri/variable",
    "the name of a Terraform variable",
  ],
  [
    "an unknown hash",
    { module: { contentHash: { algorithm: "md5", value: "00" } } },
    "/module/contentHash",
    "sha256, sha384 or sha512",
  ],
  [
    "a hash of another length",
    { module: { contentHash: { algorithm: "sha256", value: "00" } } },
    "/module/contentHash",
    "64 hexadecimal digits",
  ],
  ["half a hash", { module: { contentHash: { algorithm: "sha256" } } }, "/module/contentHash/value", "nothing"],
  ["prerequisites that are no flag", { module: { prerequisites: "yes" } }, "/module/prerequisites", "true or false"],
  ["an unknown role", { roles: ["Exchange Admin"] }, "/roles/0", '"Exchange Admin"', '"Exchange Administrator"'],
  ["a role twice", { roles: ["Global Reader", { name: "Global Reader" }] }, "/roles/1", "each role once"],
  [
    "a scoped role twice",
    {
      roles: [
        { name: "Helpdesk Administrator", scope: UNIT },
        {
          name: "Helpdesk Administrator",
          scope: UNIT.toUpperCase().replace("/ADMINISTRATIVEUNITS", "/administrativeUnits"),
        },
      ],
    },
    "/roles/1",
    "each role once",
  ],
  [
    "a scope on a role that takes none",
    { roles: [{ name: "Global Reader", scope: UNIT }] },
    "/roles/0/scope",
    "Global Reader",
    "Helpdesk Administrator only",
  ],
  [
    "a scope that is none",
    { roles: [{ name: "Helpdesk Administrator", scope: "/" }] },
    "/roles/0/scope",
    "/administrativeUnits/",
  ],
  ["a role without a name", { roles: [{}] }, "/roles/0/name", "nothing"],
  ["no role", { roles: [] }, "/roles", "one or more of"],
  ["roles left out", { roles: undefined }, "/roles", "nothing"],
  ["a role that is a number", { roles: [1] }, "/roles/0", "a string in double quotes"],
  ["an account's name", host({ name: "a" }), "/host/name", '"a"', "6 to 50 letters"],
  [
    "a group's name",
    { resourceGroup: { name: "Contoso.", location: "West US" } },
    "/resourceGroup/name",
    "no '.' at the end",
  ],
  ["an identity's name", user({ name: "_x" }), "/identity/name", "3 to 128 letters"],
  [
    "a name with a template in it",
    { resourceGroup: { name: "${var.x}", location: "West US" } },
    "/resourceGroup/name",
    '"${var.x}"',
  ],
  ["a name with cdktf's own marker in it", host({ name: "${TfToken[TOKEN.0]}" }), "/host/name", "6 to 50 letters"],
  [
    "an organization of another cloud",
    { organization: "contoso.onmicrosoft.us" },
    "/organization",
    "contoso.onmicrosoft.com",
  ],
  ["a custom domain", { organization: "contoso.com" }, "/organization", "a custom domain does not work"],
  [
    "a look-alike domain",
    { organization: "contoso.onmicrosoft.com.evil.example" },
    "/organization",
    "contoso.onmicrosoft.com",
  ],
  ["a subdomain", { organization: "mail.contoso.onmicrosoft.com" }, "/organization", "contoso.onmicrosoft.com"],
  [
    "an organization with a command in it",
    { organization: "contoso.onmicrosoft.com; Remove-Mailbox" },
    "/organization",
    "contoso.onmicrosoft.com",
  ],
  [
    "an organization with a newline",
    { organization: "contoso.onmicrosoft.com\n" },
    "/organization",
    "contoso.onmicrosoft.com",
  ],
  [
    "an organization that is a marker",
    { organization: "${TfToken[TOKEN.0]}" },
    "/organization",
    "contoso.onmicrosoft.com",
  ],
  ["no organization", { organization: undefined }, "/organization", "nothing"],
  [
    "existing with adopt",
    { ...EXISTING_GROUP, ...host({ existing: true, adopt: true }) },
    "/host/adopt",
    '"existing" or "adopt", not both',
  ],
  [
    "an existing host in a group that is created",
    host({ existing: true }),
    "/host/existing",
    "an existing group",
    '{"name": "ContosoRG", "existing": true}',
  ],
  ["an adopted host in a group that is created", host({ adopt: true }), "/host/adopt", "an existing group"],
  [
    "an existing identity in a group that is created",
    user({ existing: true }),
    "/identity/existing",
    "an existing group",
  ],
  [
    "an adopted identity in a group of its own that is created",
    user({ adopt: true, resourceGroup: { name: "MI", location: "West US" } }),
    "/identity/adopt",
    "an existing group",
  ],
  ["a new identity on an existing host", { ...EXISTING, ...user() }, "/identity", "an existing identity"],
  [
    "an adopted identity on an existing host",
    { ...EXISTING, ...user({ adopt: true }) },
    "/identity/adopt",
    "an existing identity",
  ],
  [
    "a name on a system-assigned identity",
    { identity: { type: "systemAssigned", name: "x" } },
    "/identity/name",
    "which is the host's own",
  ],
  ["no name on a user-assigned identity", { identity: { type: "userAssigned" } }, "/identity/name", "nothing"],
  ["no name on both", { identity: { type: "systemAndUserAssigned" } }, "/identity/name", "nothing"],
  [
    "a new group without a location",
    { resourceGroup: { name: "ContosoRG" } },
    "/resourceGroup/location",
    '"existing": true if the group exists',
  ],
  [
    "a location of a group that is there",
    { resourceGroup: { name: "ContosoRG", existing: true, location: "West US" } },
    "/resourceGroup/location",
    "the group has its own",
  ],
  [
    "a location of a host that is there",
    { ...EXISTING_GROUP, ...host({ existing: true, location: "West US" }) },
    "/host/location",
    "it has its own",
  ],
  [
    "a location of an adopted identity",
    { ...EXISTING_GROUP, ...user({ adopt: true, location: "West US" }) },
    "/identity/location",
    "it has its own",
  ],
  [
    "what is no location",
    { resourceGroup: { name: "ContosoRG", location: "West-US!" } },
    "/resourceGroup/location",
    "az account list-locations",
  ],
  [
    "localAuthentication on a host that is there",
    { ...EXISTING_GROUP, ...host({ existing: true, localAuthentication: true }) },
    "/host/localAuthentication",
    "nothing but the identity of an existing host is changed",
  ],
  [
    "publicNetworkAccess on an adopted host",
    { ...EXISTING_GROUP, ...host({ adopt: true, publicNetworkAccess: false }) },
    "/host/publicNetworkAccess",
    "nothing but the identity of an existing host is changed",
  ],
  [
    "the host's group as an existing one, which is created",
    user({ resourceGroup: { name: "contosorg", existing: true } }),
    "/identity/resourceGroup",
    "the host's group is its default",
  ],
  [
    "one group created twice",
    user({ resourceGroup: { name: "contosoRG", location: "West US" } }),
    "/identity/resourceGroup",
    "/identities/one/resourceGroup writes too",
  ],
  [
    "an unknown kind of host",
    { host: { type: "containerApp", name: "ContosoAzAuto1" } },
    "/host/type",
    '"automationAccount"',
  ],
  ["no kind of host", { host: { name: "ContosoAzAuto1" } }, "/host/type", "nothing"],
  ["no host", { host: undefined }, "/host", "nothing"],
  ["no group", { resourceGroup: undefined }, "/resourceGroup", "nothing"],
  ["no identity", { identity: undefined }, "/identity", "nothing"],
  ["a null", { module: null }, "/module", "an object in curly brackets"],
  ["an unknown key", { modules: {} }, "/modules", 'the key \\"modules\\"', "organization, resourceGroup, host"],
  ["an unknown key deeper", host({ sku: "Free" }), "/host/sku", "localAuthentication"],
  ["a tag that is no text", { tags: { a: 1 } }, "/tags/a", "a string in double quotes"],
  ["a tag's name", { tags: { "a/b<": "c" } }, "/tags/a~1b<", "none of < > % & \\ ? /"],
  ["tags that differ in case only", { tags: { Owner: "a", owner: "b" } }, "/tags/owner", "each tag once"],
  ["a tag that is too long", { tags: { a: "x".repeat(257) } }, "/tags/a", "at most 256 bytes"],
  ["protect that is no flag", { protect: "true" }, "/protect", "true or false"],
];

describe("the app refuses", () => {
  test.each(REFUSALS)("%s", (_what, change, place, ...words) => {
    const { errors, folder } = runOne(change);
    const text = errors.join("\n");
    expect(text).toMatch(new RegExp(`^${escape(`/identities/one${place}`)}$`, "m"));
    words.forEach((word) => expect(text).toContain(word));
    errors.forEach((error) => expect(error).toMatch(/^\S.*\n {2}given: {3}.+\n {2}allowed: \S.+\n {2}to do: {3}\S/));
    expect(existsSync(join(folder, "out", "stacks"))).toBe(false);
  });

  test.each<[string, object, string, ...string[]]>([
    ["an unknown cloud", { provider: { cloud: "germany" } }, "/provider/cloud", '"usGovDod"'],
    ["a subscription that is no GUID", { provider: { subscriptionId: "x" } }, "/provider/subscriptionId", "a GUID"],
    [
      "unknown registrations",
      { provider: { resourceProviderRegistrations: "some" } },
      "/provider/resourceProviderRegistrations",
      '"none"',
    ],
    [
      "a client secret in the file",
      { provider: { clientSecret: "hush" } },
      "/provider/clientSecret",
      "the file contains no secrets",
    ],
    [
      "a constraint that is none",
      { providerVersions: { azurerm: "newest" } },
      "/providerVersions/azurerm",
      "a Terraform version constraint",
    ],
    ["an unknown backend", { backend: { type: "ftp" } }, "/backend/type", '"azurerm", "s3"'],
    ["a backend without a type", { backend: {} }, "/backend/type", "nothing"],
    [
      "a backend's key",
      { backend: { type: "azurerm", config: { access_key: "hush" } } },
      "/backend/config/access_key",
      "(a secret, not shown)",
    ],
    [
      "a signed address of a backend",
      { backend: { type: "http", config: { address: "https://x.example/{stack}?sig=hush" } } },
      "/backend/config/address",
      "(a secret, not shown)",
    ],
    [
      "a password in an address of a backend",
      { backend: { type: "http", config: { address: "https://me:hush@x.example/{stack}" } } },
      "/backend/config/address",
      "(a secret, not shown)",
    ],
    ["an unknown key", { stacks: {} }, "/stacks", "identities"],
  ])("%s", (_what, rest, place, ...words) => {
    const text = runOne({}, rest).errors.join("\n");
    expect(text).toMatch(new RegExp(`^${escape(place)}$`, "m"));
    words.forEach((word) => expect(text).toContain(word));
    expect(text).not.toContain("hush");
  });

  test("a signed address of a module, without repeating it", () => {
    for (const uri of [
      "https://feed.example/x?sv=1&sig=hush",
      "https://me:hush@feed.example/x",
      "http://feed.example/?token=hush",
    ]) {
      const [error] = runOne({ module: { version: "3.9.2", contentUri: uri } }).errors;
      expect(error).toContain("/identities/one/module/contentUri");
      expect(error).not.toContain("hush");
    }
  });

  test("an azurerm below 4.69 with runtime environments only", () => {
    const providerVersions = { azurerm: ">= 4.55.0, < 5.0.0" };
    const [error] = runOne({ module: { version: "3.9.2", runtimes: ["7.4"] } }, { providerVersions }).errors;
    expect(error).toContain("/identities/one/module/runtimes");
    expect(error).toContain("4.69.0");
    expect(runOne({}, { providerVersions }).errors).toEqual([]);
  });

  test.each([
    ["what is not JSON", '{"identities": }', "line 1, column 16"],
    ["two commas", '{"identities": {},,}', "line 1, column 19"],
    ["an empty file", "", "JSON"],
    ["no object", "[]", "an object with"],
    ["no identities", "{}", "/identities\n"],
    ["identities that are none", '{"identities": []}', "/identities\n"],
    ["an empty object of identities", '{"identities": {}}', "one identity or more"],
    ["a key twice", '{"identities": {"a": {"tags": {"x": "1", "x": "2"}}}}', "/identities/a/tags/x\n"],
    ["an identity that is no object", '{"identities": {"a": 1}}', "/identities/a\n"],
    ["a stack's name", '{"identities": {"1 a": {}}}', "/identities/1 a\n"],
    ["a prototype as a stack", '{"identities": {"__proto__": {}}}', "/identities/__proto__\n"],
  ])("%s", (_what, text, word) => {
    const { errors } = run(text);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.join("\n")).toContain(word);
  });

  test("nothing in a file with comments and trailing commas", () => {
    const text = JSON.stringify({ identities: { one: identityConfiguration() } }, undefined, 2);
    expect(run(`// the tenants\n${text.replace(/\n}$/, ", /* the end */\n}")}`).errors).toEqual([]);
  });

  test("a file that is not there", () => {
    const missing = join(temporaryFolder(), "missing.json");
    expect(() => synthesize(missing, temporaryFolder())).toThrow(
      /missing\.json\n {2}given: {3}no file with this name\n/,
    );
  });

  test("a byte order mark does not hurt", () => {
    expect(run(`\uFEFF${JSON.stringify({ identities: { one: identityConfiguration() } })}`).errors).toEqual([]);
  });

  test("what follows from a group whose existing is no true, or from role in the place of roles, is not said too", () => {
    const identity = {
      resourceGroup: { name: "ContosoRG", existing: "yes" },
      host: { type: "automationAccount", name: "ContosoAzAuto1", existing: true },
      identity: { type: "userAssigned", name: "ContosoMI1", existing: true },
      roles: undefined,
      role: ["Exchange Administrator"],
    };
    expect(runOne(identity).errors.map((error) => error.split("\n")[0])).toEqual([
      "/identities/one/resourceGroup/existing",
      "/identities/one/role",
    ]);
  });

  test("everything that is wrong in one go", () => {
    const { errors } = run({
      provider: { cloud: "moon" },
      identities: {
        "bad name": identityConfiguration({ roles: ["x"] }),
        two: identityConfiguration({ organization: 1 }),
      },
      extra: true,
    });
    expect(errors.map((error) => error.split("\n")[0]).sort()).toEqual([
      "/extra",
      "/identities/bad name",
      "/identities/bad name/roles/0",
      "/identities/two/organization",
      "/provider/cloud",
    ]);
  });
});

describe("two identities", () => {
  const two = (one: object, other: object, names = ["one", "two"]) =>
    run({ identities: { [names[0]]: identityConfiguration(one), [names[1]]: identityConfiguration(other) } }).errors;
  const apart = {
    resourceGroup: { name: "ContosoRG2", location: "West US" },
    host: { type: "automationAccount", name: "ContosoAzAuto2" },
  };

  test("that have nothing in common stand together", () => {
    expect(two({}, apart)).toEqual([]);
  });

  test.each<[string, object, object, string]>([
    [
      "create one group",
      {},
      { ...apart, resourceGroup: { name: "CONTOSORG", location: "West US" } },
      "/identities/two/resourceGroup",
    ],
    [
      "make one host",
      { ...EXISTING_GROUP },
      { ...EXISTING_GROUP, host: { type: "automationAccount", name: "contosoazauto1" } },
      "/identities/two/host/name",
    ],
    [
      "make and adopt one host",
      {},
      { ...EXISTING, host: { ...EXISTING.host, existing: undefined, adopt: true } },
      "/identities/two/host/name",
    ],
    [
      "make one identity",
      { ...user(), ...EXISTING_GROUP },
      { ...apart, ...EXISTING_GROUP, ...user() },
      "/identities/two/identity/name",
    ],
    [
      "install into one runtime",
      { ...EXISTING },
      { ...EXISTING, ...user({ existing: true }) },
      "/identities/two/module",
    ],
    [
      "grant to one principal",
      { ...EXISTING },
      { ...EXISTING, module: { version: "3.4.0", runtimes: ["7.2"] } },
      "/identities/two/identity",
    ],
  ])("that %s are refused", (_what, one, other, place) => {
    const errors = two(one, other);
    expect(errors.map((error) => error.split("\n")[0])).toContain(place);
    expect(errors.join("\n")).toContain("/identities/one/");
  });

  test("whose names differ in case only are refused", () => {
    expect(two({}, apart, ["one", "One"])[0]).toMatch(/^\/identities\/One\n/);
  });

  test.each([
    ["azurerm", { key: "exchange.tfstate" }, "key"],
    ["gcs", { bucket: "b", prefix: "exchange" }, "prefix"],
    ["local", { path: "x.tfstate" }, "path"],
    ["http", { address: "https://state.example/x" }, "address"],
    ["remote", { workspaces: { name: "exchange" } }, "workspaces/name"],
  ])("would share a state in %s without {stack}", (type, config, place) => {
    const both = { one: identityConfiguration(), two: identityConfiguration(apart) };
    const [error] = run({ backend: { type, config }, identities: both }).errors;
    expect(error).toMatch(new RegExp(`^/backend/config/${place}\n`));
    expect(error).toContain("{stack}");
    expect(run({ backend: { type, config }, identities: { one: identityConfiguration() } }).errors).toEqual([]);
  });
});

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
