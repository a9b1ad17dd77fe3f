import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { type TerraformStack, TerraformVariable } from "cdktf";
import {
  AutomationAccountHost,
  DirectoryRole,
  ExchangeConnection,
  ExchangeHost,
  ExchangeManagedIdentity,
  type ExchangeManagedIdentityProps,
  ExchangeRunbook,
  HostIdentity,
  HostResourceGroup,
  ManagedIdentity,
  UserAssignedIdentity,
  VirtualMachineNetwork,
  WindowsVirtualMachineHost,
} from "../../lib";
import { PRINCIPAL_ID } from "../helpers/ids";
import { newStack, only, synthesized } from "../helpers/stack";

const GROUP = HostResourceGroup.create({ name: "ContosoRG", location: "West US" });
const MINE = HostIdentity.userAssigned({ name: "ContosoMI1" });

function exchangeOn(carried: HostIdentity, named: HostIdentity, change: Partial<ExchangeManagedIdentityProps> = {}) {
  const stack = newStack();
  const host = new AutomationAccountHost(stack, "Host", {
    name: "ContosoAzAuto1",
    resourceGroup: GROUP,
    identity: carried,
  });
  const exchange = new ExchangeManagedIdentity(stack, "Exchange", {
    organization: "contoso.onmicrosoft.com",
    host: ExchangeHost.fromHost(host),
    identity: named,
    directoryRoles: [DirectoryRole.GLOBAL_READER],
    ...change,
  });
  return { stack, exchange };
}

describe("on a host that the program has already", () => {
  test.each<[string, HostIdentity, HostIdentity]>([
    ["new", HostIdentity.systemAssigned(), HostIdentity.userAssigned({ name: "ContosoMI2" })],
    ["existing", HostIdentity.systemAssigned(), HostIdentity.fromExistingUserAssigned({ name: "ContosoMI2" })],
    ["adopted", HostIdentity.systemAssigned(), HostIdentity.adoptUserAssigned({ name: "ContosoMI2" })],
    ["second new", MINE, HostIdentity.userAssigned({ name: "ContosoMI2" })],
    ["new beside its own", MINE.withSystemAssigned(), HostIdentity.userAssigned({ name: "B2" }).withSystemAssigned()],
  ])("a %s identity that the host does not carry is refused: no other one gets its rights", (_kind, carried, named) => {
    expect(() => exchangeOn(carried, named)).toThrow(
      /^stack\/Exchange: identity\n {2}given: {3}"a user-assigned identity that the host was not given"\n[^]*HostIdentity\.fromUserAssigned\(host\.userAssignedIdentity\)/,
    );
  });

  test.each<[string, HostIdentity, HostIdentity]>([
    ["its own", HostIdentity.systemAssigned(), HostIdentity.systemAssigned()],
    ["the user-assigned one that it was created with", MINE, MINE],
  ])("%s is taken", (_kind, carried, named) => {
    const { stack } = exchangeOn(carried, named);
    expect(String(only(synthesized(stack), "azuread_directory_role_assignment").principal_object_id)).toContain(
      carried === MINE ? "azurerm_user_assigned_identity" : "azurerm_automation_account",
    );
  });

  test("tags that nothing takes and a protection that comes too late are refused", () => {
    const own = HostIdentity.systemAssigned();
    expect(() => exchangeOn(own, own, { protect: true })).toThrow(
      /Exchange: protect\n[^]*where the host and its identity/,
    );
    expect(() => exchangeOn(own, own, { tags: { a: "b" } })).toThrow(/Exchange: tags\n[^]*nothing is created here/);
    const { stack } = exchangeOn(own, own, { tags: { a: "b" }, runbooks: [{ name: "R" }] });
    expect(only(synthesized(stack), "azurerm_automation_runbook").tags).toEqual({ a: "b" });
  });
});

describe("the connection of a runbook", () => {
  const stack = () => newStack();
  const account = (scope: ReturnType<typeof newStack>, name: string, identity?: HostIdentity) =>
    new AutomationAccountHost(scope, name, { name, resourceGroup: GROUP, identity });
  const runbook = (host: AutomationAccountHost, identity: ManagedIdentity) =>
    new ExchangeRunbook(host, "Runbook", {
      name: "R",
      account: host,
      module: host.addExchangeModule("Module"),
      connection: new ExchangeConnection({ organization: "contoso.onmicrosoft.com", identity }),
    });

  test("of another account's own identity, or of one that was not attached, is refused", () => {
    const scope = stack();
    const host = account(scope, "ContosoAzAuto1");
    const other = account(scope, "ContosoAzAuto2");
    expect(() => runbook(host, other.systemAssignedIdentity)).toThrow(
      /connection\n {2}given: {3}"the connection of an identity that the account ContosoAzAuto1 does not carry"/,
    );
    const identity = new UserAssignedIdentity(scope, "Identity", { name: "ContosoMI1", resourceGroup: GROUP });
    const third = account(scope, "ContosoAzAuto3");
    expect(() => runbook(third, identity.managedIdentity)).toThrow("does not carry");
  });

  test("of an identity that the account carries, or that may be attached, is taken", () => {
    const scope = stack();
    const host = account(scope, "ContosoAzAuto1");
    expect(() => runbook(host, host.systemAssignedIdentity)).not.toThrow();
    const identity = new UserAssignedIdentity(scope, "Identity", { name: "ContosoMI1", resourceGroup: GROUP });
    const second = account(scope, "ContosoAzAuto2", HostIdentity.fromUserAssigned(identity));
    expect(() => runbook(second, identity.managedIdentity)).not.toThrow();
    const third = account(scope, "ContosoAzAuto3");
    expect(() => runbook(third, ManagedIdentity.fromPrincipal({ principalId: PRINCIPAL_ID }))).not.toThrow();
  });
});

test.each<[string, HostIdentity]>([
  ["new", HostIdentity.userAssigned({ name: "ContosoMI1" })],
  [
    "existing",
    HostIdentity.fromExistingUserAssigned({
      name: "ContosoMI1",
      resourceGroup: HostResourceGroup.fromExisting("IdentityRG"),
    }),
  ],
])("the provider of a host of a program's own reaches its identity: %s", (_what, identity) => {
  const hosts = {
    account: (stack: TerraformStack, azurerm: AzurermProvider) =>
      new AutomationAccountHost(stack, "Host", {
        name: "ContosoAzAuto1",
        resourceGroup: HostResourceGroup.create({ name: "ContosoRG", location: "West US" }),
        identity,
        azurerm,
      }),
    machine: (stack: TerraformStack, azurerm: AzurermProvider) =>
      new WindowsVirtualMachineHost(stack, "Host", {
        name: "ContosoVM1",
        resourceGroup: HostResourceGroup.create({ name: "ContosoRG", location: "West US" }),
        network: VirtualMachineNetwork.create({ addressSpace: "10.20.0.0/24" }),
        adminPassword: new TerraformVariable(stack, "password", { type: "string", sensitive: true }).stringValue,
        identity,
        azurerm,
      }),
  };
  for (const create of Object.values(hosts)) {
    const stack = newStack();
    create(stack, new AzurermProvider(stack, "other", { features: [{}], alias: "other" }));
    const json = synthesized(stack);
    const blocks = [...Object.values(json.resource ?? {}), ...Object.values(json.data ?? {})].flatMap((named) =>
      Object.values(named),
    );
    expect(new Set(blocks.map(({ provider }) => provider))).toEqual(new Set(["azurerm.other"]));
    expect(Object.keys(json.resource?.azurerm_resource_group ?? {})).toHaveLength(1);
  }
});
