import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import {
  AutomationAccountHost,
  ExchangeConnection,
  ExchangeHost,
  ExchangeOnline,
  HostIdentity,
  ManagedIdentity,
  RunbookSchedule,
} from "../../lib";
import { exchange, GROUP } from "../helpers/exchange-in-code";
import { newStack } from "../helpers/stack";
import { PRINCIPAL_ID } from "../helpers/ids";

test.each<[string, { [property: string]: unknown }, string, string]>([
  ["a version as text", { module: { version: "3.9.2" } }, "module.version", 'ModuleVersion.of("3.9.2")'],
  ["runtimes as texts", { module: { runtimes: ["5.1"] } }, "module.runtimes[0]", "PowerShellRuntime.V5_1"],
  ["runtimes as one text", { module: { runtimes: "5.1" } }, "module.runtimes", "a list"],
  [
    "roles as texts",
    { directoryRoles: ["Global Reader"] },
    "directoryRoles[0]",
    "DirectoryRole.EXCHANGE_ADMINISTRATOR",
  ],
  ["grants by nobody", { grants: "nobody" }, "grants", "GrantsBy.TERRAFORM, GrantsBy.SCRIPT, GrantsBy.ELSEWHERE"],
  ["protect as text", { protect: "false" }, "protect", "true or false"],
  ["tags that are no texts", { tags: { a: 1 } }, "tags", "a map of strings"],
  ["no host", { host: null }, "host", "ExchangeHost.automationAccount"],
  [
    "a host construct",
    { host: new AutomationAccountHost(newStack(), "Host", { name: "ContosoAzAuto1", resourceGroup: GROUP }) },
    "host",
    "ExchangeHost.fromHost(host)",
  ],
  ["an identity as text", { identity: "systemAssigned" }, "identity", "HostIdentity.systemAssigned()"],
  ["a cloud as text", { cloud: "public" }, "cloud", "ExchangeCloud.PUBLIC"],
  ["no organization", { organization: undefined }, "organization", "initial domain"],
  ["a management role as text", { exchangeRoles: ["A"] }, "exchangeRoles[0]", "ExchangeManagementRole.of"],
  ["a permission as text", { graphPermissions: ["User.Read.All"] }, "graphPermissions[0]", "GraphPermission.of"],
  ["one permission", { graphPermissions: "User.Read.All" }, "graphPermissions", "a list"],
  ["a lock as text", { lock: "false" }, "lock", "true or false"],
  ["one runbook as runbooks", { runbooks: { name: "A" } }, "runbooks", "a list"],
  [
    "a runtime of a runbook as text",
    { runbooks: [{ name: "A", runtime: "5.1" }] },
    "runbooks[0].runtime",
    "PowerShellRuntime",
  ],
  [
    "parameters as text",
    { runbooks: [{ name: "A", parameters: "days" }] },
    "runbooks[0].parameters",
    "values by their names",
  ],
  ["other modules as text", { module: { additional: "Az" } }, "module.additional", "a list"],
  ["no management role", { exchangeRoles: [] }, "exchangeRoles", "one management role or more"],
  ["a role group as text", { exchangeRoleGroups: ["A"] }, "exchangeRoleGroups[0]", "ExchangeRoleGroup.fromExisting"],
])("%s is refused with the usual message", (_what, change, property, words) => {
  let message = "";
  try {
    exchange(change);
  } catch (error) {
    expect((error as Error).name).toBe("ExchangeInputError");
    message = (error as Error).message;
  }
  expect(message.split("\n")[0]).toBe(`stack/Exchange: ${property}`);
  expect(message.match(/^ {2}(?:given|allowed|to do): /gm)).toHaveLength(3);
  expect(message).toContain(words);
});

test("an azurerm provider is not taken where an azuread one is meant, nor the reverse", () => {
  const stack = newStack();
  const azurerm = stack.node.findAll().find((child) => child instanceof AzurermProvider);
  const azuread = stack.node.findAll().find((child) => child instanceof AzureadProvider);
  expect(() => exchange({ azuread: azurerm })).toThrow(/azuread\n {2}given: {3}"the provider azurerm"/);
  expect(() => exchange({ azurerm: azuread })).toThrow(/azurerm\n {2}given: {3}"the provider azuread"/);
  expect(() => ExchangeOnline.fromTenant(stack, "E", { azuread: azurerm as never })).toThrow("a provider azuread");
});

test("a command in a client id reaches no script", () => {
  expect(() => ManagedIdentity.fromPrincipal({ principalId: PRINCIPAL_ID, clientId: "'; rm" })).toThrow(
    "ManagedIdentity.clientId",
  );
  expect(
    () => new ExchangeConnection({ organization: "contoso.onmicrosoft.com", identity: { clientId: "'; rm" } as never }),
  ).toThrow("ExchangeConnection.identity");
});

test("the client id in place of the principal id is refused", () => {
  expect(() => ManagedIdentity.fromPrincipal({ principalId: PRINCIPAL_ID, clientId: PRINCIPAL_ID })).toThrow(
    "give the object (principal) id",
  );
});

test("an id may be an expression, as cdktf users write it", () => {
  const principalId = "${azurerm_linux_function_app.f.identity[0].principal_id}";
  expect(ManagedIdentity.fromPrincipal({ principalId }).principalId).toBe(principalId);
  expect(() => ManagedIdentity.fromPrincipal({ principalId: "${a} and ${b}" })).toThrow("a GUID");
});

test("a weekly schedule without days is refused", () => {
  expect(() => RunbookSchedule.weekly({} as never)).toThrow("RunbookSchedule.weekDays");
});

test("the usual errors carry their problems", () => {
  expect(() => HostIdentity.fromUserAssigned({} as never)).toThrow("a user-assigned identity of this library");
  expect(() => ExchangeHost.fromHost({} as never)).toThrow("one that implements IExchangeHost");
});
