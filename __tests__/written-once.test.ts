import { UserAssignedIdentity as AzurermUserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import type { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import {
  AutomationAccountHost,
  DirectoryRole,
  ExchangeConnection,
  ExchangeHost,
  ExchangeManagedIdentity,
  type ExchangeManagedIdentityProps,
  ExchangeOnline,
  ExchangeRunbook,
  GrantsBy,
  HostIdentity,
  HostResourceGroup,
  type IExchangeHost,
  type IExchangeModule,
  LinuxVirtualMachineHost,
  ManagedIdentity,
  ModuleVersion,
  PowerShellRuntime,
  UserAssignedIdentity,
} from "../lib";
import { resolvedText } from "../lib/text/terraform-text";
import { newStack, outline, synthesized } from "./helpers/stack";
import { PRINCIPAL_ID } from "./helpers/ids";

const newGroup = (name = "ContosoRG") => HostResourceGroup.create({ name, location: "West US" });
const newAccount = (name: string, resourceGroup = newGroup()) =>
  ExchangeHost.automationAccount({ name, resourceGroup });

function add(stack: TerraformStack, id: string, change: Partial<ExchangeManagedIdentityProps> = {}) {
  return new ExchangeManagedIdentity(stack, id, {
    organization: "contoso.onmicrosoft.com",
    host: newAccount("ContosoAzAuto1"),
    identity: HostIdentity.systemAssigned(),
    module: { version: ModuleVersion.V3_4_0 },
    directoryRoles: change.grants === GrantsBy.ELSEWHERE ? undefined : [DirectoryRole.GLOBAL_READER],
    ...change,
  });
}

describe("a recipe object that is used twice", () => {
  test("creates its group once", () => {
    const stack = newStack();
    const group = newGroup();
    add(stack, "One", { host: newAccount("ContosoAzAuto1", group) });
    add(stack, "Two", { host: newAccount("ContosoAzAuto2", group) });
    expect(outline(synthesized(stack)).filter((type) => type === "azurerm_resource_group")).toHaveLength(1);
  });

  test.each<[string, (stack: TerraformStack) => void, RegExp]>([
    [
      "a host object",
      (stack) => {
        const host = newAccount("ContosoAzAuto1");
        add(stack, "One", { host });
        add(stack, "Two", { host });
      },
      /stack\/Two\/Host\n {2}given: {3}"the host ContosoAzAuto1 in ContosoRG, which stack\/One\/Host writes too"/,
    ],
    [
      "a host of the same names",
      (stack) => {
        const group = newGroup();
        add(stack, "One", { host: newAccount("ContosoAzAuto1", group) });
        add(stack, "Two", { host: newAccount("contosoazauto1", group) });
      },
      /stack\/Two\/Host\n[^]*stack\/One\/Host writes too/,
    ],
    [
      "a group of the same name",
      (stack) => {
        add(stack, "One", { host: newAccount("ContosoAzAuto1") });
        add(stack, "Two", { host: newAccount("ContosoAzAuto2", newGroup("CONTOSORG")) });
      },
      /stack\/Two\/ResourceGroup\n[^]*the resource group CONTOSORG, which stack\/One\/ResourceGroup writes too/,
    ],
    [
      "one identity, granted twice",
      (stack) => {
        const identity = HostIdentity.fromUserAssigned(
          new UserAssignedIdentity(stack, "Shared", { name: "ContosoMI1", resourceGroup: newGroup("Shared") }),
        );
        const group = newGroup();
        add(stack, "One", { host: newAccount("ContosoAzAuto1", group), identity });
        add(stack, "Two", { host: newAccount("ContosoAzAuto2", group), identity });
      },
      /stack\/Two\/ManageAsApp\n[^]*stack\/One\/ManageAsApp writes too[^]*GrantsBy\.ELSEWHERE/,
    ],
    [
      "two versions of the module in one runtime",
      (stack) => {
        const account = AutomationAccountHost.fromExisting(stack, "Account", {
          name: "ContosoAzAuto1",
          resourceGroup: HostResourceGroup.fromExisting("RG"),
        });
        account.addExchangeModule("One", { version: ModuleVersion.V3_4_0 });
        account.addExchangeModule("Two", { version: ModuleVersion.V3_9_2 });
      },
      /stack\/Account\/Two\n[^]*the module in Windows PowerShell 5\.1 on ContosoAzAuto1, which stack\/Account\/One writes too/,
    ],
  ])("%s is refused at synth, with both paths", (_what, build, words) => {
    const stack = newStack();
    build(stack);
    expect(() => synthesized(stack)).toThrow(words);
  });

  test("things of the same names in two stacks are no conflict", () => {
    for (const stack of [newStack(), newStack()]) {
      add(stack, "One");
      expect(() => synthesized(stack)).not.toThrow();
    }
  });
});

describe("an identity that several hosts share", () => {
  test.each(["of the library", "of azurerm"])("%s is granted once, and connects from both hosts", (kind) => {
    const stack = newStack();
    const shared =
      kind === "of azurerm"
        ? new AzurermUserAssignedIdentity(stack, "Shared", {
            name: "ContosoMI1",
            resourceGroupName: "RG",
            location: "westus",
          })
        : new UserAssignedIdentity(stack, "Shared", {
            name: "ContosoMI1",
            resourceGroup: HostResourceGroup.fromExisting("RG"),
          });
    const group = newGroup();
    const one = add(stack, "One", {
      host: newAccount("ContosoAzAuto1", group),
      identity: HostIdentity.fromUserAssigned(shared),
    });
    const two = add(stack, "Two", {
      host: newAccount("ContosoAzAuto2", group),
      identity: HostIdentity.fromUserAssigned(shared),
      grants: GrantsBy.ELSEWHERE,
    });
    const json = synthesized(stack);
    expect(Object.keys(json.resource?.azuread_app_role_assignment ?? {})).toHaveLength(1);
    expect([two.grant, two.grantScript, two.roleAssignments]).toEqual([undefined, undefined, []]);
    expect(resolvedText(stack, two.connectCommand)).toBe(resolvedText(stack, one.connectCommand));
    expect(two.requiredDeploymentPermissions.directory).toEqual([]);
  });

  test("with roles that are assigned elsewhere is refused", () => {
    expect(() =>
      add(newStack(), "One", { grants: GrantsBy.ELSEWHERE, directoryRoles: [DirectoryRole.GLOBAL_READER] }),
    ).toThrow(/directoryRoles\n {2}given: {3}\["Global Reader"\]\n {2}allowed: no roles/);
  });
});

/* A host of a program's own: a function app that a script runs in. */
class FunctionApp extends Construct implements IExchangeHost {
  public readonly hostId = "/subscriptions/s/functionApp";
  public readonly hostName = "app";
  public readonly resourceGroupName = "RG";
  public readonly location = "westus";
  public readonly systemAssignedIdentity = ManagedIdentity.fromPrincipal({ principalId: PRINCIPAL_ID });
  public readonly supportedRuntimes = [PowerShellRuntime.V7_4];
  public readonly dependables = [];
  public readonly added: string[] = [];

  public addExchangeModule(id: string): IExchangeModule {
    this.added.push(id);
    return Object.assign(new Construct(this, id), {
      version: ModuleVersion.V3_9_2,
      runtime: PowerShellRuntime.V7_4,
      dependables: [],
    });
  }
}

describe("a host that the program has", () => {
  test("of the library is used as it is", () => {
    const stack = newStack();
    const host = new AutomationAccountHost(stack, "Account", { name: "ContosoAzAuto1", resourceGroup: newGroup() });
    const exchange = add(stack, "Exchange", { host: ExchangeHost.fromHost(host), runbooks: [{ name: "Verify" }] });
    expect(exchange.host).toBe(host);
    expect(Object.keys(synthesized(stack).resource?.azurerm_automation_account ?? {})).toHaveLength(1);
    expect(exchange.runbooks).toHaveLength(1);
  });

  test("of a class of its own needs no more than the interface", () => {
    const stack = newStack();
    const host = new FunctionApp(stack, "App");
    const exchange = add(stack, "Exchange", { host: ExchangeHost.fromHost(host) });
    expect(host.added).toEqual(["Module7.4"]);
    expect(synthesized(stack).resource?.azuread_app_role_assignment).toEqual({
      [`${Object.keys(synthesized(stack).resource?.azuread_app_role_assignment ?? {})[0]}`]: expect.objectContaining({
        principal_object_id: PRINCIPAL_ID,
      }) as unknown,
    });
    expect(exchange.connectCommand).toContain("-ManagedIdentity");
    expect(() =>
      add(newStack(), "E", {
        host: ExchangeHost.fromHost(new FunctionApp(newStack(), "App")),
        runbooks: [{ name: "x" }],
      }),
    ).toThrow("a runbook on an Automation account");
  });

  test("is refused an identity that it was not given, and its own where it has none", () => {
    const stack = newStack();
    const other = UserAssignedIdentity.fromExisting(stack, "Other", {
      name: "Other",
      resourceGroup: HostResourceGroup.fromExisting("RG"),
    });
    const host = new AutomationAccountHost(stack, "Account", { name: "ContosoAzAuto1", resourceGroup: newGroup() });
    expect(() =>
      add(stack, "Exchange", { host: ExchangeHost.fromHost(host), identity: HostIdentity.fromUserAssigned(other) }),
    ).toThrow("an identity that the host carries");
    const user = new AutomationAccountHost(stack, "User", {
      name: "ContosoAzAuto2",
      resourceGroup: newGroup(),
      identity: HostIdentity.fromUserAssigned(other),
    });
    expect(() => user.systemAssignedIdentity).toThrow("add withSystemAssigned() to its identity");
  });

  test("an existing Automation account is the account of a runbook", () => {
    const stack = newStack();
    const account = AutomationAccountHost.fromExisting(stack, "Account", {
      name: "ContosoAzAuto1",
      resourceGroup: HostResourceGroup.fromExisting("RG"),
    });
    expect(account.automationAccount.hostId).toBe(account.hostId);
    const other = AutomationAccountHost.fromExisting(stack, "Other", {
      name: "ContosoAzAuto2",
      resourceGroup: HostResourceGroup.fromExisting("RG"),
    });
    const connection = new ExchangeConnection({
      organization: "contoso.onmicrosoft.com",
      identity: account.systemAssignedIdentity,
    });
    expect(
      () =>
        new ExchangeRunbook(stack, "Runbook", {
          account: account.automationAccount,
          module: other.addExchangeModule("Module", { version: ModuleVersion.V3_9_2 }),
          connection,
          name: "Verify",
        }),
    ).toThrow(/module\n {2}given: {3}"the module of ContosoAzAuto2, and the account ContosoAzAuto1"/);
  });
});

describe("addresses", () => {
  const grantAddress = (hostId: string, ...more: string[]) => {
    const stack = newStack();
    const exchangeOnline = ExchangeOnline.fromTenant(stack, "ExchangeOnline");
    const hosts = [hostId, ...more].map((id, index) =>
      LinuxVirtualMachineHost.fromExisting(stack, id, {
        name: `vm${index}`,
        resourceGroup: HostResourceGroup.fromExisting("RG"),
      }),
    );
    hosts.forEach((host) => exchangeOnline.grantManageAsApp(host.systemAssignedIdentity));
    const again = exchangeOnline.grantManageAsApp(hosts[0].systemAssignedIdentity);
    expect(again).toBe(exchangeOnline.grantManageAsApp(hosts[0].systemAssignedIdentity));
    return Object.keys(synthesized(stack).resource?.azuread_app_role_assignment ?? {});
  };

  test("of grants consist of construct ids, are short, and do not depend on their order", () => {
    const addresses = grantAddress("One", "Two");
    expect(addresses).toHaveLength(2);
    addresses.forEach((address) => expect(address).toMatch(/^ExchangeOnline_ManageAsApp-(?:One|Two)_[0-9A-F]{8}$/));
    expect(grantAddress("Two", "One").sort()).toEqual([...addresses].sort());
  });
});
