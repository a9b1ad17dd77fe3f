import { identityConfiguration, run, runOne } from "../helpers/configuration";

const placesOf = (change: object) =>
  runOne(change).errors.map((error) => error.split("\n")[0].replace("/identities/one", ""));
const windows = (change: object) => ({
  host: { type: "windowsVirtualMachine", name: "ContosoVM1", network: { addressSpace: "10.20.0.0/24" }, ...change },
});
const named = (name: string) => ({ host: { type: "automationAccount", name } });

describe("a value that Azure or azurerm refuses is refused here", () => {
  test.each<[string, object, string]>([
    ["an address without a host", { module: { contentUri: "https:foo" } }, "/module/contentUri"],
    ["an address with one slash", { module: { contentUri: "https:/foo/bar" } }, "/module/contentUri"],
    ["an address with a wrong escape", { module: { contentUri: "https://feed.example/a%zz" } }, "/module/contentUri"],
    ["an address with a direction", { module: { contentUri: "https://feed.example/\u202ea" } }, "/module/contentUri"],
    [
      "a range with a leading zero",
      windows({ network: { addressSpace: "10.0.0.0/08" } }),
      "/host/network/addressSpace",
    ],
    [
      "a location with a blank at its end",
      { resourceGroup: { name: "ContosoRG", location: "West US " } },
      "/resourceGroup/location",
    ],
    ["a value of a tag with too many bytes", { tags: { owner: "\u00fc".repeat(200) } }, "/tags/owner"],
    ["a name of a tag with too many bytes", { tags: { ["\u00fc".repeat(300)]: "x" } }, `/tags/${"\u00fc".repeat(300)}`],
    ["a direction in a tag's name", { tags: { "ow\u202ener": "x" } }, "/tags/ow\\u202ener"],
    ["a mark in a tag's value", { tags: { owner: "a\u202eb" } }, "/tags/owner"],
    ["a blank without a width in a tag's name", { tags: { "ow\u200bner": "x" } }, "/tags/ow\\u200bner"],
    ["half a character in a tag's value", { tags: { owner: "a\ud800" } }, "/tags/owner"],
    [
      "a tag with a name that JavaScript keeps",
      { tags: JSON.parse('{"__proto__": "x"}') as object },
      "/tags/__proto__",
    ],
    [
      "a role with a name that JavaScript keeps",
      { adopt: { roleAssignmentIds: JSON.parse('{"__proto__": "aaaaaaaaaaaaaaaa"}') as object } },
      "/adopt/roleAssignmentIds/__proto__",
    ],
    [
      "a key that JavaScript keeps",
      { host: JSON.parse('{"type": "automationAccount", "name": "ContosoAzAuto1", "__proto__": {}}') as object },
      "/host/__proto__",
    ],
    ["a direction in a role group", { exchangeRoleGroups: ["A\u202eB"] }, "/exchangeRoleGroups/0"],
    ["a mark in a management role", { exchangeRoles: [{ role: "Mail \u200fRecipients" }] }, "/exchangeRoles/0/role"],
    ["an escape in an administrator's name", windows({ adminUsername: "ops\u0007" }), "/host/adminUsername"],
    ["a direction in an administrator's name", windows({ adminUsername: "ops\u202e1" }), "/host/adminUsername"],
    ["a direction in a description", { runbook: { name: "R", description: "a\u2066b" } }, "/runbook/description"],
    ["a direction in the name of a host", named("Contoso\u202eAuto"), "/host/name"],
  ])("%s", (_what, change, place) => {
    expect(placesOf(change)).toEqual([place]);
  });

  test("sixty tags", () => {
    const tags = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`t${index}`, "x"]));
    expect(placesOf({ tags })).toEqual(["/tags"]);
  });
});

test.each<[string, object]>([
  [
    "a module whose name begins with a digit",
    { module: { version: "3.9.2", additional: [{ name: "7Zip4Powershell", version: "2.4.0" }] } },
  ],
  ["a Windows user with a number sign", windows({ adminUsername: "ops#1" })],
  ["an address with an escape", { module: { version: "3.9.2", contentUri: "https://feed.example/a%20b" } }],
  ["a location in two words", { resourceGroup: { name: "ContosoRG", location: "West US" } }],
  ["tags with accents", { tags: { "Besitzer\u00fc": "M\u00fcller" } }],
])("%s is taken", (_what, change) => {
  expect(placesOf(change)).toEqual([]);
});

describe("a warning", () => {
  const warningsOf = (change: object) => runOne(change).warnings.join("\n");

  test.each<[string, object, string]>([
    ["Organization Management", { exchangeRoleGroups: ["Organization Management"] }, "nearly every role"],
    ["Role Management", { exchangeRoles: [{ role: "role management" }] }, "give itself every other role"],
    [
      "Role Management in a new group",
      { exchangeRoleGroups: [{ name: "A", roles: ["Role Management"] }] },
      "give itself every other role",
    ],
    [
      "ApplicationImpersonation, with a scope too",
      { exchangeRoles: [{ role: "ApplicationImpersonation", recipientScope: "Germany" }] },
      "reaches what is in every mailbox",
    ],
    ["full access without a scope", { exchangeRoles: [{ role: "Application Exchange Full Access" }] }, "every mailbox"],
  ])("for %s", (_what, change, words) => {
    expect(warningsOf(change)).toContain(words);
  });

  test("not for lesser roles", () => {
    const exchangeRoles = [
      { role: "View-Only Configuration" },
      { role: "Application Exchange Full Access", recipientScope: "Germany" },
    ];
    expect(warningsOf({ exchangeRoles, exchangeRoleGroups: ["View-Only Organization Management"] })).toBe("");
  });

  const withModule = (name: string) =>
    warningsOf({ module: { version: "3.9.2", additional: [{ name, version: "1.0.0" }] } });

  test.each([
    ["Microsoft.Graph.Autentication", "Microsoft.Graph.Authentication"],
    ["Microsoft.Grpah.Users", "Microsoft.Graph.Users"],
    ["Mircosoft.Graph", "Microsoft.Graph"],
    ["MicrosoftGraph", "Microsoft.Graph"],
    ["Az.Acounts", "Az.Accounts"],
    ["AzAccounts", "Az.Accounts"],
    ["Microsoft-Teams", "MicrosoftTeams"],
    ["MicrosoftTeam", "MicrosoftTeams"],
    ["PnP.Powershel", "PnP.PowerShell"],
  ])("for the module %s, which looks like %s", (name, known) => {
    expect(withModule(name)).toContain(`is one typing error away from ${known}`);
  });

  test.each([
    "Microsoft.Graph.Authentication",
    "microsoft.graph.users",
    "Az.Accounts",
    "Az.KeyVault",
    "Az.Dns",
    "AzTable",
    "MicrosoftTeams",
    "PnP.PowerShell",
    "ImportExcel",
    "Pester",
    "dbatools",
    "7Zip4Powershell",
    "Microsoft365DSC",
    "SharePointPnPPowerShellOnline",
    "Maester",
    "MSAL.PS",
  ])("not for the module %s", (name) => {
    // That it needs a module of its family is another matter.
    expect(withModule(name)).not.toContain("typing error");
  });

  test("for an address whose content nothing checks", () => {
    const address = { contentUri: "https://feed.example/exo" };
    const contentHash = { algorithm: "sha256", value: "0".repeat(64) };
    expect(warningsOf({ module: { version: "3.9.2", ...address } })).toContain("Add its hash: contentHash");
    expect(warningsOf({ module: { version: "3.9.2", ...address, contentHash } })).toBe("");
    const additional = [{ name: "Pester", version: "5.0.0", ...address }];
    expect(warningsOf({ module: { version: "3.9.2", additional } })).toContain("The package of Pester");
  });

  test("for local authentication, and for more tags than Automation takes", () => {
    const on = { host: { type: "automationAccount", name: "ContosoAzAuto1", localAuthentication: true } };
    expect(warningsOf(on)).toContain("Local authentication is on");
    const tags = Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`t${index}`, "x"]));
    expect(warningsOf({ tags })).toContain("Azure Automation takes 15");
  });
});

test("a refused name of one module is not named where another one comes after it", () => {
  const additional = [
    { name: "not a name", version: "1.0.0" },
    { name: "Pester", version: "5.0.0", after: ["Helper"] },
  ];
  const { errors } = run({ identities: { one: identityConfiguration({ module: { version: "3.9.2", additional } }) } });
  expect(errors.map((error) => error.split("\n")[0])).toEqual(["/identities/one/module/additional/0/name"]);
  expect(errors.join("\n")).not.toMatch(/standin|refused-name/);
});

describe("the place of a problem is that of the file", () => {
  test.each<[string, object, string[]]>([
    [
      "behind an entry that is refused",
      { graphPermissions: ["a b", "User.Read.All", "User.Read.All"] },
      ["/graphPermissions/0", "/graphPermissions/2"],
    ],
    [
      "behind a role that is refused",
      { exchangeRoles: [{ role: " " }, { role: "A" }, { role: "A" }] },
      ["/exchangeRoles/0/role", "/exchangeRoles/2"],
    ],
    [
      "below a key that looks like an expression",
      { runbook: { name: "R", schedule: { every: "day" }, parameters: { "${Name}": "x" } } },
      ["/runbook/parameters", "/runbook/parameters/${Name}"],
    ],
    [
      "for what stands in for a refused value elsewhere",
      { roles: ["x"], organization: "refused-name-01" },
      ["/roles/0", "/organization"],
    ],
    [
      "for a runbook beside two of one name",
      { runbooks: [{ name: "!" }, { name: "A" }, { name: "a" }] },
      ["/runbooks/0/name", "/runbooks/2/name"],
    ],
  ])("%s", (_what, change, places) => {
    expect(placesOf(change).sort()).toEqual([...places].sort());
  });

  test("and what follows from a host whose adopt is no true is not said too", () => {
    const host = { type: "automationAccount", name: "ContosoAzAuto1", adopt: -1 };
    const change = { resourceGroup: { name: "ContosoRG", existing: true }, host, adopt: { modules: true } };
    expect(placesOf(change)).toEqual(["/host/adopt"]);
  });

  test("also for keys that every JavaScript object has", () => {
    const change = { alert: { toString: "${", actionGroupId: 1 }, tags: { constructor: 5 } };
    expect(placesOf(change).sort()).toEqual(["/alert/actionGroupId", "/alert/toString", "/tags/constructor"]);
  });

  test("also for the defaults of a child module", () => {
    const change = {
      shape: "module",
      resourceGroup: { name: "Contoso RG?", location: "?" },
      host: { type: "automationAccount", name: "x" },
    };
    expect(placesOf(change).sort()).toEqual(["/host/name", "/resourceGroup/location", "/resourceGroup/name"]);
  });

  test("also where the shape of the same identity is wrong", () => {
    const change = { organization: "contoso.com", host: { type: "automationAccount", name: "x" }, roles: [{}] };
    expect(placesOf(change).sort()).toEqual(["/host/name", "/organization", "/roles/0/name"]);
  });
});
