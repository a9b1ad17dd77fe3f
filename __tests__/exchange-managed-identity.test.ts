import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import {
  DirectoryRole,
  ExchangeCloud,
  ExchangeHost,
  ExchangeManagedIdentity,
  type ExchangeManagedIdentityProps,
  HostIdentity,
  HostResourceGroup,
  ModuleVersion,
  PowerShellRuntime,
} from "../lib";
import { addressOf, newStack, only, outline, synthesized, warnings } from "./helpers/stack";
import { UNIT } from "./helpers/ids";

const HOSTS: { [provisioning: string]: { host: ExchangeHost } } = {
  new: {
    host: ExchangeHost.automationAccount({
      name: "ContosoAzAuto1",
      resourceGroup: HostResourceGroup.create({ name: "ContosoRG", location: "West US" }),
    }),
  },
  "new in an existing group": {
    host: ExchangeHost.automationAccount({
      name: "ContosoAzAuto1",
      resourceGroup: HostResourceGroup.fromExisting("ContosoRG"),
    }),
  },
  existing: {
    host: ExchangeHost.fromExistingAutomationAccount({
      name: "ContosoAzAuto1",
      resourceGroup: HostResourceGroup.fromExisting("ContosoRG"),
    }),
  },
  adopted: {
    host: ExchangeHost.adoptAutomationAccount({
      name: "ContosoAzAuto1",
      resourceGroup: HostResourceGroup.fromExisting("ContosoRG"),
    }),
  },
};

const NEW = HostIdentity.userAssigned({ name: "ContosoMI1" });
const EXISTING = HostIdentity.fromExistingUserAssigned({
  name: "ContosoMI1",
  resourceGroup: HostResourceGroup.fromExisting("IdentityRG"),
});
const IDENTITIES: { [kind: string]: { identity: HostIdentity } } = {
  system: { identity: HostIdentity.systemAssigned() },
  "user, new": { identity: NEW },
  "user, existing": { identity: EXISTING },
  "both, new": { identity: NEW.withSystemAssigned() },
  "both, existing": {
    identity: EXISTING.withSystemAssigned(),
  },
};

const { V5_1, V7_2, V7_4, V7_6 } = PowerShellRuntime;
const RUNTIMES = [[V5_1], [V7_2], [V7_4], [V7_6], [V5_1, V7_6]];

const COMBINATIONS = Object.keys(HOSTS).flatMap((provisioning) =>
  Object.keys(IDENTITIES)
    .filter((kind) => provisioning !== "existing" || !kind.endsWith("new"))
    .flatMap((kind) => RUNTIMES.map((runtimes) => ({ provisioning, kind, runtimes, title: runtimes.join(" and ") }))),
);

function exchange(change: Partial<ExchangeManagedIdentityProps> = {}) {
  const stack = newStack();
  const made = new ExchangeManagedIdentity(stack, "Exchange", {
    organization: "contoso.onmicrosoft.com",
    host: HOSTS.new.host,
    identity: HostIdentity.systemAssigned(),
    module: { version: ModuleVersion.V3_4_0 },
    directoryRoles: [DirectoryRole.EXCHANGE_ADMINISTRATOR],
    ...change,
  });
  return { stack, made };
}

/* What each combination consists of, written down. */
const OUTLINES = JSON.parse(readFileSync(join(__dirname, "fixtures", "outlines.json"), "utf8")) as {
  [combination: string]: string[];
};

/* Each type once, with its count. */
function counted(types: string[]): string[] {
  return [...new Set(types)].map((type) => {
    const count = types.filter((other) => other === type).length;
    return count > 1 ? `${count} ${type}` : type;
  });
}

describe("an Exchange managed identity names exactly what it needs", () => {
  test.each(COMBINATIONS)("host $provisioning, identity $kind, $title", ({ provisioning, kind, runtimes, title }) => {
    const host = HOSTS[provisioning];
    const identity = IDENTITIES[kind];
    const { stack } = exchange({
      host: host.host,
      identity: identity.identity,
      module: { version: ModuleVersion.V3_4_0, runtimes },
    });
    expect(counted(outline(synthesized(stack)))).toEqual(OUTLINES[`${provisioning}, ${kind}, ${title}`]);
  });

  test("a plain new system-assigned account with 5.1 is 7 resources, 5 without the prerequisites", () => {
    const resources = (prerequisites?: boolean) =>
      outline(synthesized(exchange({ module: { version: ModuleVersion.V3_9_2, prerequisites } }).stack)).filter(
        (type) => !type.startsWith("data."),
      );
    expect(resources()).toHaveLength(7);
    expect(resources(false)).toHaveLength(5);
  });
});

test("a group that is given to host and identity alike is made once", () => {
  const resourceGroup = HostResourceGroup.create({ name: "ContosoRG", location: "West US" });
  const host = ExchangeHost.automationAccount({ name: "ContosoAzAuto1", resourceGroup });
  const { stack } = exchange({ host, identity: HostIdentity.userAssigned({ name: "ContosoMI1", resourceGroup }) });
  only(synthesized(stack), "azurerm_resource_group");
});

describe("what the permission and the roles point to", () => {
  test("the host's own identity where it is the only one, and the user-assigned one elsewhere", () => {
    const system = synthesized(exchange().stack);
    const principal = String(only(system, "azuread_app_role_assignment").principal_object_id);
    expect(principal).toContain(`${addressOf(system, "azurerm_automation_account")}.identity[0].principal_id`);
    expect(only(system, "azuread_directory_role_assignment").principal_object_id).toBe(principal);
    for (const identity of [NEW, NEW.withSystemAssigned()]) {
      const user = synthesized(exchange({ identity }).stack);
      const expected = `\${${addressOf(user, "azurerm_user_assigned_identity")}.principal_id}`;
      expect(only(user, "azuread_app_role_assignment").principal_object_id).toBe(expected);
      expect(only(user, "azuread_directory_role_assignment").principal_object_id).toBe(expected);
    }
  });

  test("every role waits for the permission, and each has an address of its own that does not depend on the order", () => {
    const roles = [
      DirectoryRole.GLOBAL_READER,
      DirectoryRole.HELPDESK_ADMINISTRATOR,
      DirectoryRole.HELPDESK_ADMINISTRATOR.scopedTo(UNIT),
    ];
    const one = synthesized(exchange({ directoryRoles: roles }).stack);
    const other = synthesized(exchange({ directoryRoles: [...roles].reverse() }).stack);
    expect(other.resource?.azuread_directory_role_assignment).toEqual(one.resource?.azuread_directory_role_assignment);
    const assignments = Object.values(one.resource?.azuread_directory_role_assignment ?? {});
    expect(assignments).toHaveLength(3);
    expect(assignments.map(({ depends_on }) => depends_on)).toEqual(
      Array(3).fill([addressOf(one, "azuread_app_role_assignment")]),
    );
    expect(assignments.map(({ directory_scope_id }) => directory_scope_id).sort()).toEqual(["/", "/", UNIT]);
  });

  test("both identities of an existing host are checked before anything is written", () => {
    const { stack } = exchange({ host: HOSTS.existing.host, identity: EXISTING.withSystemAssigned() });
    const account = only(synthesized(stack), "data.azurerm_automation_account");
    expect((account.lifecycle as { postcondition: unknown[] }).postcondition).toHaveLength(2);
  });
});

describe("the pieces that a program goes on with", () => {
  test("the connect command, and dependables for what is to connect", () => {
    const { made, stack } = exchange();
    expect(made.connectCommand).toBe("Connect-ExchangeOnline -ManagedIdentity -Organization contoso.onmicrosoft.com");
    expect(made.dependables).toEqual([
      ...made.modules[0].dependables,
      made.grant?.resource,
      made.roleAssignments[0].resource,
    ]);
    if (made.grant) {
      made.grant.resource.lifecycle = { preventDestroy: true };
    }
    expect(only(synthesized(stack), "azuread_app_role_assignment").lifecycle).toEqual({ prevent_destroy: true });
  });

  test("tags reach everything that takes them, but runtime environments and what is adopted", () => {
    const tags = { owner: "messaging" };
    const made = synthesized(
      exchange({ tags, identity: NEW, module: { version: ModuleVersion.V3_10_1, runtimes: [V7_6] } }).stack,
    );
    for (const type of ["azurerm_resource_group", "azurerm_automation_account", "azurerm_user_assigned_identity"]) {
      expect(only(made, type).tags).toEqual(tags);
    }
    expect(only(made, "azurerm_automation_runtime_environment")).not.toHaveProperty("tags");
    const adopted = synthesized(
      exchange({ tags, host: HOSTS.adopted.host, identity: HostIdentity.adoptUserAssigned({ name: "ContosoMI1" }) })
        .stack,
    );
    expect(only(adopted, "azurerm_automation_account")).not.toHaveProperty("tags");
    expect(only(adopted, "azurerm_user_assigned_identity")).not.toHaveProperty("tags");
  });

  test.each([
    ["new", NEW, undefined, undefined],
    ["new", NEW, true, true],
    ["adopted", HostIdentity.adoptUserAssigned({ name: "ContosoMI1" }), undefined, true],
    ["adopted", HostIdentity.adoptUserAssigned({ name: "ContosoMI1" }), false, false],
  ])("host and identity that are %s", (provisioning, identity, protect, expected) => {
    const json = synthesized(exchange({ host: HOSTS[provisioning].host, identity, protect }).stack);
    for (const type of ["azurerm_automation_account", "azurerm_user_assigned_identity"]) {
      expect((only(json, type).lifecycle as { prevent_destroy?: boolean } | undefined)?.prevent_destroy).toBe(expected);
    }
  });

  const onHost = (host: ExchangeHost): [host: ExchangeHost, identity: HostIdentity][] => [
    [host, HostIdentity.systemAssigned()],
    [host, EXISTING.withSystemAssigned()],
  ];
  test.each([
    ...Object.values(HOSTS).flatMap(({ host }) => onHost(host)),
    [HOSTS.new.host, NEW],
    [HOSTS.adopted.host, HostIdentity.adoptUserAssigned({ name: "ContosoMI1" })],
  ])("a provider alias reaches every resource, data source and import block: %#", (host, identity) => {
    const stack = newStack();
    new ExchangeManagedIdentity(stack, "Exchange", {
      organization: "contoso.onmicrosoft.com",
      host,
      identity,
      directoryRoles: [DirectoryRole.EXCHANGE_ADMINISTRATOR],
      module: { version: ModuleVersion.V3_4_0, runtimes: [V5_1, V7_2, V7_6] },
      azurerm: new AzurermProvider(stack, "azurerm-other", { features: [{}], alias: "other" }),
      azuread: new AzureadProvider(stack, "azuread-other", { alias: "other" }),
    });
    const json = synthesized(stack);
    const blocks = [...Object.entries(json.resource ?? {}), ...Object.entries(json.data ?? {})].flatMap(
      ([type, named]) => Object.values(named).map((block) => [type, block.provider]),
    );
    expect(blocks.length).toBeGreaterThan(5);
    expect(blocks).toEqual(blocks.map(([type]) => [type, `${String(type).split("_")[0]}.other`]));
    expect(json.import?.map(({ provider }) => provider) ?? []).toEqual(
      Array(json.import?.length ?? 0).fill("azurerm.other"),
    );
  });
});

describe("bad input", () => {
  test("is told all at once, with construct path, property, what was given, what is allowed and what to do", () => {
    const wrong = () =>
      exchange({
        organization: "contoso.com",
        host: ExchangeHost.automationAccount({
          name: "x",
          resourceGroup: HostResourceGroup.create({ name: "a.", location: "" }),
        }),
        identity: HostIdentity.userAssigned({ name: "-", location: "?" }),
        module: { version: ModuleVersion.V3_9_2, runtimes: [V7_2, V7_2], contentUri: "http://feed.example/x" },
        directoryRoles: [DirectoryRole.GLOBAL_READER, DirectoryRole.GLOBAL_READER],
      });
    expect(wrong).toThrow(expect.objectContaining({ name: "ExchangeInputError" }));
    let message = "";
    try {
      wrong();
    } catch (error) {
      message = (error as Error).message;
    }
    for (const place of [
      "organization",
      "host.name",
      "host.resourceGroup.name",
      "host.resourceGroup.location",
      "identity.name",
      "identity.location",
      "module.runtimes",
      "module.version",
      "module.contentUri",
      "directoryRoles[1]",
    ]) {
      expect(message).toContain(`stack/Exchange: ${place}\n  given:   `);
    }
    expect(message.match(/ {2}to do: {3}\S/g)).toHaveLength(10);
  });

  test.each([
    ["no role", { directoryRoles: [] }, "directoryRoles"],
    ["no runtime", { module: { runtimes: [] } }, "module.runtimes"],
    ["the runtime of a Linux VM", { module: { runtimes: [PowerShellRuntime.V7] } }, "runtime"],
    ["a new identity on a host that is only read", { host: HOSTS.existing.host, identity: NEW }, "identity"],
  ])("%s is refused", (_what, change, place) => {
    expect(() => exchange(change)).toThrow(place);
  });
});

describe("warnings", () => {
  const warned = (change: Partial<ExchangeManagedIdentityProps>) => warnings(exchange(change).stack);

  test("nothing to warn of in the guide's own set-up", () => {
    expect(warned({ module: { version: ModuleVersion.V3_9_2 } })).toEqual([]);
  });

  test.each<[string, Partial<ExchangeManagedIdentityProps>, string[]]>([
    [
      "Global Administrator",
      { directoryRoles: [DirectoryRole.GLOBAL_ADMINISTRATOR] },
      ["Choose Exchange Administrator, or less."],
    ],
    [
      "Security Administrator alone",
      { directoryRoles: [DirectoryRole.SECURITY_ADMINISTRATOR] },
      ["Security Administrator is the only role"],
    ],
    [
      "Security Administrator beside another",
      { directoryRoles: [DirectoryRole.SECURITY_ADMINISTRATOR, DirectoryRole.GLOBAL_READER] },
      [],
    ],
    ["a prerelease", { module: { version: ModuleVersion.of("3.2.0-Preview4") } }, ["3.2.0-Preview4 is a prerelease"]],
    [
      "no version",
      { module: { runtimes: [V5_1, V7_2] } },
      [
        "ExchangeOnlineManagement 3.4.0 is installed, the newest that Windows PowerShell 5.1 and PowerShell 7.2 support",
        "PowerShell 7.2 has been out of support since 2024-11-08",
      ],
    ],
    [
      "7.4",
      { module: { version: ModuleVersion.V3_9_2, runtimes: [V7_4] } },
      ["PowerShell 7.4 has been out of support since 2026-11-10"],
    ],
    [
      "adopted and unprotected",
      { host: HOSTS.adopted.host, protect: false },
      ["`protect` is off on something that was adopted"],
    ],
    [
      "a scope",
      {
        directoryRoles: [DirectoryRole.HELPDESK_ADMINISTRATOR.scopedTo(UNIT)],
      },
      ["that Exchange Online honours the scope of a directory role is not verified"],
    ],
    [
      "GCC High",
      { cloud: ExchangeCloud.US_GOV_GCC_HIGH, organization: "contoso.onmicrosoft.us" },
      ["It is not verified that a managed identity reaches Exchange Online PowerShell in the cloud usGovGccHigh"],
    ],
    [
      "DoD",
      { cloud: ExchangeCloud.US_GOV_DOD, organization: "contoso.onmicrosoft.us" },
      ["It is not verified that a managed identity reaches Exchange Online PowerShell in the cloud usGovDod"],
    ],
    [
      "7.6 in China",
      {
        cloud: ExchangeCloud.CHINA,
        organization: "contoso.partner.onmschina.cn",
        module: { version: ModuleVersion.V3_10_1, runtimes: [V7_6] },
      },
      ["PowerShell 7.6 in the cloud china"],
    ],
  ])("%s", (_what, change, expected) => {
    const found = warned({ module: { version: ModuleVersion.V3_4_0 }, ...change });
    expect(found).toHaveLength(expected.length);
    expected.forEach((text) => expect(found.join("\n")).toContain(text));
  });
});
