import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { UserAssignedIdentity as AzurermIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { TerraformStack, TerraformVariable } from "cdktf";
import {
  AutomationAccountHost,
  DirectoryRole,
  ExchangeConnection,
  ExchangeHost,
  ExchangeManagedIdentity,
  ExchangeRoleGroup,
  ExchangeRunbook,
  GraphPermission,
  HostIdentity,
  HostResourceGroup,
  type ExistingResourceProps,
  IdentityLock,
  ManagedIdentity,
  ModuleVersion,
  PowerShellRuntime,
  ProviderVersions,
  RunbookSchedule,
  type RunbookScript,
  UserAssignedIdentity,
  VirtualMachineImage,
} from "../../lib";
import { InputValidation } from "../../lib/internal";
import { exchange, GROUP } from "../helpers/exchange-in-code";
import { newStack, only, synthesized, warnings } from "../helpers/stack";
import { UNIT_ID } from "../helpers/ids";

/* The message of an error, which has the library's own name and no stack trace in it. */
function refusalOf(create: () => unknown): string {
  try {
    create();
  } catch (error) {
    expect((error as Error).name).toBe("ExchangeInputError");
    return (error as Error).message;
  }
  throw new Error("It was taken.");
}

const reference = () => new TerraformVariable(newStack(), "known_later", {}).stringValue;

describe("a reference where none can work is refused with the reason", () => {
  test.each<[string, () => unknown]>([
    ["a time of day", () => RunbookSchedule.daily({ at: reference() })],
    ["a time zone", () => RunbookSchedule.daily({ timeZone: reference() })],
    [
      "an interval",
      () => RunbookSchedule.daily({ interval: new TerraformVariable(newStack(), "count", {}).numberValue }),
    ],
    ["an image", () => VirtualMachineImage.of(reference())],
    ["a part of an image", () => VirtualMachineImage.of(`Canonical:${reference()}:server:latest`)],
    ["the name of a role", () => DirectoryRole.of({ name: reference(), templateId: UNIT_ID })],
  ])("%s", (_what, create) => {
    expect(refusalOf(create)).toMatch(/given: {3}"a reference[^]*it is needed when the stack is synthesized$/);
  });

  test("a permission made of text and a reference", () => {
    expect(() => GraphPermission.of(reference())).not.toThrow();
    expect(refusalOf(() => GraphPermission.of(`${reference()}.Read.All`))).toContain("a reference with text beside it");
  });

  test("a runbook in another stack than its module", () => {
    const { stack, exchange: first } = exchange();
    const other = new TerraformStack(stack.node.root, "other");
    new AzurermProvider(other, "azurerm", { features: [{}] });
    const create = () =>
      new ExchangeRunbook(other, "Runbook", {
        name: "R",
        account: first.host,
        module: first.modules[0],
        connection: first.connection,
      });
    expect(refusalOf(create)).toMatch(
      /^other\/Runbook: module\n {2}given: {3}"the module in the stack stack"\n {2}allowed: the module in the same stack, other/,
    );
  });
});

test("text beside a reference is never an expression of its own", () => {
  const name = `${reference()}-\${path.module}`;
  expect(refusalOf(() => exchange({ host: ExchangeHost.automationAccount({ name, resourceGroup: GROUP }) }))).toContain(
    "host.name",
  );
  const stack = newStack();
  const value = new TerraformVariable(stack, "known_later", {}).stringValue;
  exchange(
    {
      tags: { [`${value}-\${path.module}`]: `${value}-\${path.module}` },
      module: { contentUri: `https://feed.example/${value}?\${path.module}`, version: ModuleVersion.V3_9_2 },
    },
    stack,
  );
  const text = JSON.stringify(synthesized(stack));
  expect(text).toContain("${var.known_later}");
  expect(text).not.toMatch(/(?<!\$)\$\{path\.module/);
});

describe("what the file refuses is refused in code too", () => {
  const both = (name: string) => ExchangeHost.automationAccount({ name, resourceGroup: GROUP });

  test.each<[string, HostIdentity, string]>([
    ["existing", HostIdentity.fromExistingUserAssigned({ name: "ContosoMI1" }), "identity.existing"],
    ["adopted", HostIdentity.adoptUserAssigned({ name: "ContosoMI1" }), "identity.adopt"],
    [
      "existing in the same group by its name",
      HostIdentity.fromExistingUserAssigned({
        name: "ContosoMI1",
        resourceGroup: HostResourceGroup.fromExisting("contosorg"),
      }),
      "identity.existing",
    ],
    [
      "new in the same group, read as existing",
      HostIdentity.userAssigned({ name: "ContosoMI1", resourceGroup: HostResourceGroup.fromExisting("ContosoRG") }),
      "identity.resourceGroup",
    ],
  ])("an identity in a group that is being created: %s", (_what, identity, place) => {
    expect(refusalOf(() => exchange({ identity, host: both("ContosoAzAuto1") }))).toContain(`Exchange: ${place}\n`);
  });

  test.each<[string, (props: ExistingResourceProps) => ExchangeHost]>([
    ["an existing account", (props) => ExchangeHost.fromExistingAutomationAccount(props)],
    ["an adopted account", (props) => ExchangeHost.adoptAutomationAccount(props)],
    ["an existing machine", (props) => ExchangeHost.fromExistingWindowsVirtualMachine(props)],
    ["an adopted machine", (props) => ExchangeHost.adoptLinuxVirtualMachine(props)],
  ])("a group that is being created, for %s", (_what, hostFor) => {
    const host = hostFor({ name: "Contoso1", resourceGroup: GROUP });
    const message = refusalOf(() => exchange({ host, module: {} }));
    expect(message).toContain("Exchange: host.resourceGroup\n");
    expect(message.match(/which this stack creates/g)).toHaveLength(1);
  });

  test("the name of a group in the place of the group of an identity", () => {
    expect(() => HostIdentity.userAssigned({ name: "ContosoMI1", resourceGroup: "RG" as never })).toThrow(
      "HostIdentity.userAssigned.resourceGroup\n",
    );
  });

  test.each<[string, { [name: string]: string }, string]>([
    ["sixty", Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`t${index}`, ""])), "at most 50"],
    ["names that differ in case only", { Owner: "a", owner: "b" }, "each tag once"],
    ["a name that Azure refuses", { "a/b": "c" }, "rename the tag"],
    ["a name of more bytes than azurerm takes", { ["\u00fc".repeat(300)]: "c" }, "512 bytes"],
    ["a value of more bytes than azurerm takes", { owner: "\u00fc".repeat(200) }, "400 bytes"],
    ["a name with a direction", { "own\u202eer": "a" }, "rename the tag"],
  ])("tags: %s", (_what, tags, words) => {
    const message = refusalOf(() => exchange({ tags }));
    expect(message).toContain("stack/Exchange: tags");
    expect(message).toContain(words);
    // Once, and not again for everything that would take them.
    expect(message.match(/^stack/gm)).toHaveLength(1);
    expect(
      refusalOf(() => new UserAssignedIdentity(newStack(), "I", { name: "ContosoMI1", resourceGroup: GROUP, tags })),
    ).toContain(words);
  });

  test("two locks on one identity", () => {
    const stack = newStack();
    const identity = new UserAssignedIdentity(stack, "Identity", { name: "ContosoMI1", resourceGroup: GROUP });
    new IdentityLock(stack, "One", { identity });
    new IdentityLock(stack, "Two", { identity });
    expect(() => synthesized(stack)).toThrow(/stack\/Two[^]*which stack\/One writes too[^]*lock the identity once/);
  });

  test.each(["7.3", "7.5", "7.7", "8.0"])("PowerShell %s, which is no runtime of Automation", (version) => {
    expect(refusalOf(() => PowerShellRuntime.of(version))).toContain('"5.1", "7.2", "7.4", "7.6"');
  });

  test("lists and objects that are changed after they were passed change nothing", () => {
    const weekDays = ["Monday"];
    const schedule = RunbookSchedule.weekly({ weekDays });
    weekDays.push("Someday");
    expect(schedule._label).toBe("every week on Mon in Etc-UTC");
    const roles = ["View-Only Recipients"];
    const group = ExchangeRoleGroup.create({ name: "A", roles });
    roles.push("");
    expect(group.roles).toEqual(["View-Only Recipients"]);
    const props = { name: "ContosoAzAuto1", resourceGroup: GROUP };
    const host = ExchangeHost.automationAccount(props);
    const own = { name: "ContosoMI1" };
    const identity = HostIdentity.userAssigned(own);
    Object.assign(props, { name: "x" });
    Object.assign(own, { name: "y" });
    const { stack } = exchange({ host, identity });
    const json = synthesized(stack);
    expect(only(json, "azurerm_automation_account").name).toBe("ContosoAzAuto1");
    expect(only(json, "azurerm_user_assigned_identity").name).toBe("ContosoMI1");
  });

  test.each<[string, (props: ExistingResourceProps) => ExchangeHost]>([
    ["an existing account", (props) => ExchangeHost.fromExistingAutomationAccount(props)],
    ["an adopted account", (props) => ExchangeHost.adoptAutomationAccount(props)],
    ["an existing machine", (props) => ExchangeHost.fromExistingLinuxVirtualMachine(props)],
    ["an adopted machine", (props) => ExchangeHost.adoptWindowsVirtualMachine(props)],
  ])("the properties of %s that are changed after they were passed change nothing", (_what, create) => {
    const props = { name: "Contoso1", resourceGroup: HostResourceGroup.fromExisting("ContosoRG") };
    const own = { name: "ContosoMI1", resourceGroup: HostResourceGroup.fromExisting("ContosoRG") };
    const host = create(props);
    const identity = HostIdentity.fromExistingUserAssigned(own);
    Object.assign(props, { name: "changed" });
    Object.assign(own, { name: "changed" });
    const json = JSON.stringify(synthesized(exchange({ host, identity, module: {} }).stack));
    expect(json).toContain("Contoso1");
    expect(json).not.toContain("changed");
  });
});

describe("what comes from another copy of a package is known by what it is", () => {
  /* The class and everything that a module of its own has, in a registry of its own. */
  function otherCopy<T>(load: () => T): T {
    let copy: T | undefined;
    jest.isolateModules(() => (copy = load()));
    return copy as T;
  }

  test("a provider", () => {
    const stack = newStack();
    const { AzurermProvider: Other } = otherCopy(() =>
      jest.requireActual<typeof import("@cdktf/provider-azurerm/lib/provider")>("@cdktf/provider-azurerm/lib/provider"),
    );
    const provider = new Other(stack, "other", { features: [{}], alias: "other" });
    expect(provider).not.toBeInstanceOf(AzurermProvider);
    exchange({ azurerm: provider }, stack);
    expect(only(synthesized(stack), "azurerm_automation_account").provider).toBe("azurerm.other");
  });

  test("a user-assigned identity of azurerm", () => {
    const stack = newStack();
    const { UserAssignedIdentity: Other } = otherCopy(() =>
      jest.requireActual<typeof import("@cdktf/provider-azurerm/lib/user-assigned-identity")>(
        "@cdktf/provider-azurerm/lib/user-assigned-identity",
      ),
    );
    const identity = new Other(stack, "Identity", { name: "mi", resourceGroupName: "rg", location: "westus" });
    expect(identity).not.toBeInstanceOf(AzurermIdentity);
    exchange({ identity: HostIdentity.fromUserAssigned(identity) }, stack);
    expect(JSON.stringify(synthesized(stack))).toContain("${azurerm_user_assigned_identity.Identity.principal_id}");
  });
});

describe("a stack that is pinned to an azurerm below 4.69", () => {
  const warned = (prepare: (stack: TerraformStack) => void, after?: (stack: TerraformStack) => void) => {
    const stack = newStack();
    prepare(stack);
    exchange({}, stack);
    after?.(stack);
    synthesized(stack);
    return warnings(stack).filter((warning) => warning.includes("ProviderVersions.tested().applyTo(stack)"));
  };

  test("gets a warning that names what to call", () => {
    expect(warned(() => undefined)).toEqual([expect.stringContaining("requires azurerm 4.55.0")]);
    expect(warned((stack) => ProviderVersions.of({ azurerm: "~> 4.60.0" }).applyTo(stack))).toHaveLength(1);
  });

  test.each<[string, (stack: TerraformStack) => void]>([
    ["by the tested range", (stack) => ProviderVersions.tested().applyTo(stack)],
    ["by a range of its own", (stack) => ProviderVersions.of({ azurerm: ">= 4.0.0" }).applyTo(stack)],
    ["by an override", (stack) => stack.addOverride("terraform.required_providers.azurerm.version", "5.2.0")],
  ])("is no longer pinned %s, before or after the construct", (_how, choose) => {
    expect(warned(choose)).toEqual([]);
    expect(warned(() => undefined, choose)).toEqual([]);
  });
});

describe("plain JavaScript", () => {
  test.each<[string, { [property: string]: unknown }, string]>([
    ["no module", { module: null }, "module"],
    ["a module as a string", { module: "x" }, "module"],
    ["a runbook without a name", { runbooks: [{}] }, "runbooks[0].name"],
    ["a script as a string", { runbooks: [{ name: "R", script: "Get-Mailbox" }] }, "runbooks[0].script"],
    ["a schedule as a string", { runbooks: [{ name: "R", schedule: "daily" }] }, "runbooks[0].schedule"],
    ["logs without a workspace", { diagnostics: {} }, "diagnostics.logAnalyticsWorkspaceId"],
    ["an alert without an action group", { alert: {} }, "alert.actionGroupId"],
    ["no tags", { tags: null }, "tags"],
    ["adoption as a string", { adopt: "all" }, "adopt"],
    ["an organization as a number", { organization: 1 }, "organization"],
    ["a hash without a value", { module: { contentHash: {} } }, "module.contentHash.value"],
    ["no hash", { module: { contentHash: null } }, "module.contentHash"],
    ["an address as a number", { module: { contentUri: 5 } }, "module.contentUri"],
    [
      "a host without a group",
      { host: ExchangeHost.automationAccount({ name: "ContosoAzAuto1" } as never) },
      "host.resourceGroup",
    ],
    [
      "the name of a group as a group",
      { host: ExchangeHost.linuxVirtualMachine({ name: "ContosoVM1", resourceGroup: "RG" } as never) },
      "host.resourceGroup",
    ],
  ])("%s is reported in the library's words", (_what, change, place) => {
    expect(refusalOf(() => exchange(change))).toMatch(
      new RegExp(
        `^stack/Exchange: ${place.replace(/[.[\]]/g, "\\$&")}\n {2}given: .+\n {2}allowed: .+\n {2}to do: {3}`,
        "m",
      ),
    );
  });

  test.each<[string, () => unknown]>([
    ["ExchangeManagedIdentity", () => new ExchangeManagedIdentity(newStack(), "Exchange", null as never)],
    ["automationAccount", () => ExchangeHost.automationAccount(null as never)],
    ["fromExistingAutomationAccount", () => ExchangeHost.fromExistingAutomationAccount(null as never)],
    ["windowsVirtualMachine", () => ExchangeHost.windowsVirtualMachine(undefined as never)],
    ["adoptLinuxVirtualMachine", () => ExchangeHost.adoptLinuxVirtualMachine(null as never)],
    ["HostResourceGroup.create", () => HostResourceGroup.create(null as never)],
    ["userAssigned", () => HostIdentity.userAssigned(null as never)],
    ["fromUserAssigned", () => HostIdentity.fromUserAssigned(null as never)],
    ["weekly", () => RunbookSchedule.weekly(null as never)],
    ["daily", () => RunbookSchedule.daily(null as never)],
    ["fromPrincipal", () => ManagedIdentity.fromPrincipal(null as never)],
  ])("no properties at all are refused by %s in the library's words", (_what, create) => {
    expect(refusalOf(create)).toMatch(/\n {2}given: {3}.+\n {2}allowed: .+\n {2}to do: {3}\S/);
  });

  test("wrong types end a program that collects problems, too", () => {
    const stack = newStack();
    const validation = InputValidation.collect(stack);
    expect(refusalOf(() => exchange({ module: null, host: null }, stack))).toContain("stack/Exchange: host\n");
    validation.close();
  });

  test("every wrong type is reported at once", () => {
    const message = refusalOf(() =>
      exchange({ module: null, runbooks: [{}], lock: "x", directoryRoles: "Global Reader", diagnostics: "x" }),
    );
    for (const place of ["module", "runbooks[0].name", "lock", "directoryRoles", "diagnostics"]) {
      expect(message).toContain(`stack/Exchange: ${place}\n`);
    }
  });

  test("a runbook of its own reports its script too", () => {
    const stack = newStack();
    const host = new AutomationAccountHost(stack, "Host", { name: "ContosoAzAuto1", resourceGroup: GROUP });
    const create = () =>
      new ExchangeRunbook(stack, "Runbook", {
        name: "R",
        account: host,
        module: host.addExchangeModule("Module"),
        connection: new ExchangeConnection({
          organization: "contoso.onmicrosoft.com",
          identity: host.systemAssignedIdentity,
        }),
        script: "Get-Mailbox" as unknown as RunbookScript,
      });
    expect(refusalOf(create)).toContain("RunbookScript.fromFile");
  });
});

test.each(["module", "account", "connection"])("a runbook of its own without %s is refused in words", (property) => {
  const stack = newStack();
  const host = new AutomationAccountHost(stack, "Host", { name: "ContosoAzAuto1", resourceGroup: GROUP });
  const props = {
    name: "R",
    account: host,
    module: host.addExchangeModule("Module"),
    connection: new ExchangeConnection({
      organization: "contoso.onmicrosoft.com",
      identity: host.systemAssignedIdentity,
    }),
    [property]: null,
  };
  expect(refusalOf(() => new ExchangeRunbook(stack, "Runbook", props as never))).toContain(
    `stack/Runbook: ${property}\n`,
  );
});

test("a prerequisite is installed after what it names", () => {
  const { stack } = exchange({
    module: {
      version: ModuleVersion.V3_9_2,
      prerequisites: false,
      additional: [
        { name: "PowerShellGet", version: "2.2.5", after: ["PackageManagement", "Helper"] },
        { name: "Helper", version: "1.0.0" },
        { name: "PackageManagement", version: "1.4.8.1" },
      ],
    },
  });
  const modules = Object.entries(synthesized(stack).resource?.azurerm_automation_module ?? {});
  const named = (name: string) => modules.find(([, block]) => block.name === name) ?? ["", {}];
  expect(named("PowerShellGet")[1].depends_on).toEqual(
    expect.arrayContaining([
      `azurerm_automation_module.${named("Helper")[0]}`,
      `azurerm_automation_module.${named("PackageManagement")[0]}`,
    ]),
  );
  expect(named("ExchangeOnlineManagement")[1].depends_on).toHaveLength(3);
});
