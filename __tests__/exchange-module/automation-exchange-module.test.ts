import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import {
  AutomationAccountHost,
  HostResourceGroup,
  ModuleVersion,
  PowerShellRuntime,
  ProviderVersions,
  WindowsVirtualMachineHost,
} from "../../lib";
import { resolvedText } from "../../lib/text/terraform-text";
import { newStack, only, outline, synthesized, temporaryFolder, warnings } from "../helpers/stack";

const PLACE = { name: "ContosoAzAuto2", resourceGroup: HostResourceGroup.fromExisting("ContosoRG2") };

function existingAccount() {
  const stack = newStack();
  return { stack, account: AutomationAccountHost.fromExisting(stack, "Automation", PLACE) };
}

test.each([
  [PowerShellRuntime.V5_1, "azurerm_automation_module"],
  [PowerShellRuntime.V7_2, "azurerm_automation_powershell72_module"],
])("the prerequisites of %s come in their order, before the module", (runtime, type) => {
  const { stack, account } = existingAccount();
  account.addExchangeModule("Module", { version: ModuleVersion.V3_4_0, runtime, prerequisites: true });
  const modules = Object.entries(synthesized(stack).resource?.[type] ?? {}) as [
    string,
    { name: string; depends_on?: string[]; module_link: { uri: string } },
  ][];
  const byName = Object.fromEntries(modules.map(([id, module]) => [module.name, { id: `${type}.${id}`, ...module }]));
  expect(byName.PackageManagement.depends_on).toBeUndefined();
  expect(byName.PowerShellGet.depends_on).toEqual([byName.PackageManagement.id]);
  expect(byName.ExchangeOnlineManagement.depends_on).toEqual([byName.PowerShellGet.id]);
  expect(modules.map(([, { module_link }]) => module_link.uri).sort()).toEqual([
    "https://www.powershellgallery.com/api/v2/package/ExchangeOnlineManagement/3.4.0",
    "https://www.powershellgallery.com/api/v2/package/PackageManagement/1.4.8.1",
    "https://www.powershellgallery.com/api/v2/package/PowerShellGet/2.2.5",
  ]);
});

test("an environment names its PowerShell, and lies where the account lies", () => {
  const { stack, account } = existingAccount();
  const module = account.addExchangeModule("Module", {
    version: ModuleVersion.V3_9_2,
    runtime: PowerShellRuntime.V7_4,
  });
  const json = synthesized(stack);
  expect(only(json, "azurerm_automation_runtime_environment")).toMatchObject({
    name: "ExchangeOnline-PowerShell-7-4",
    runtime_language: "PowerShell",
    runtime_version: "7.4",
    location: expect.stringMatching(/^\$\{data\.azurerm_resources\.\w+\.resources\[0\]\.location\}$/) as string,
    automation_account_id: expect.stringMatching(/^\$\{data\.azurerm_automation_account\.\w+\.id\}$/) as string,
  });
  expect(outline(json)).toContain("data.azurerm_resources");
  expect(resolvedText(stack, module.runtimeEnvironmentName ?? "")).toContain("azurerm_automation_runtime_environment.");
  const packages = Object.values(json.resource?.azurerm_automation_runtime_environment_package ?? {});
  expect(packages.map(({ name, content_version }) => [name, content_version]).sort()).toEqual([
    ["ExchangeOnlineManagement", "3.9.2"],
    ["PackageManagement", "1.4.8.1"],
    ["PowerShellGet", "2.2.5"],
  ]);
});

test.each([
  [true, 1],
  [false, 0],
])("a module on an existing account with adopt %s has %i import blocks", (adopt, count) => {
  const { stack, account } = existingAccount();
  account.addExchangeModule("Module", { version: ModuleVersion.V3_4_0, adopt });
  expect(synthesized(stack).import ?? []).toHaveLength(count);
});

test("a module on a machine without a version is the newest, with a warning", () => {
  const stack = newStack();
  const machine = WindowsVirtualMachineHost.fromExisting(stack, "VM", PLACE);
  const module = machine.addExchangeModule("Module");
  expect(module.version).toBe(PowerShellRuntime.newestModuleFor([PowerShellRuntime.V5_1]));
  expect(module.dependables).toHaveLength(1);
  expect(warnings(stack)).toEqual([expect.stringContaining("No module version is given")]);
});

test("what is no boolean is refused by the module itself", () => {
  const { account } = existingAccount();
  expect(() => account.addExchangeModule("M", { prerequisites: "yes" } as never)).toThrow("true or false");
});

test("a prerelease goes without a content version, which the provider would refuse", () => {
  const { stack, account } = existingAccount();
  account.addExchangeModule("Module", {
    version: ModuleVersion.of("3.5.0-Preview1"),
    runtime: PowerShellRuntime.V7_6,
    prerequisites: false,
  });
  expect(only(synthesized(stack), "azurerm_automation_runtime_environment_package")).not.toHaveProperty(
    "content_version",
  );
});

test("without a version the newest that the runtime holds is installed, and said", () => {
  const { stack, account } = existingAccount();
  const module = account.addExchangeModule("Module", { runtime: PowerShellRuntime.V7_2 });
  expect(module.version).toBe(ModuleVersion.V3_4_0);
  expect(warnings(stack)[0]).toContain("ExchangeOnlineManagement 3.4.0 is installed in PowerShell 7.2");
});

test("a module that the runtime cannot hold is refused, with the place and the way out", () => {
  const { account } = existingAccount();
  expect(() =>
    account.addExchangeModule("Module", { version: ModuleVersion.V3_5_0, runtime: PowerShellRuntime.V7_2 }),
  ).toThrow(
    /^stack\/Automation\/Module: version\n {2}given: {3}"3\.5\.0"\n {2}allowed: at most 3\.4\.0 in PowerShell 7\.2\n {2}to do: {3}choose 3\.4\.0, or a runtime that supports 3\.5\.0/,
  );
});

test("an address that only Terraform knows passes", () => {
  const { stack, account } = existingAccount();
  const uri = new TerraformVariable(stack, "module_content_uri", { sensitive: true });
  account.addExchangeModule("Module", { version: ModuleVersion.V3_9_2, contentUri: uri.stringValue });
  expect(only(synthesized(stack), "azurerm_automation_module").module_link).toEqual({
    uri: "${var.module_content_uri}",
  });
});

describe("the provider versions that a stack asks for", () => {
  const azurerm = (stack: ReturnType<typeof newStack>) =>
    synthesized(stack).terraform.required_providers.azurerm.version;

  test("stay those of the bindings, until a runtime environment needs more", () => {
    const { stack, account } = existingAccount();
    account.addExchangeModule("Module", { version: ModuleVersion.V3_4_0 });
    expect(azurerm(stack)).toBe("4.55.0");
    account.addExchangeModule("Module7.6", { version: ModuleVersion.V3_4_0, runtime: PowerShellRuntime.V7_6 });
    expect(azurerm(stack)).toBe(">= 4.69.0, < 6.0.0");
  });

  test.each([[">= 4.69.0, < 6.0.0"], ["~> 4.70"], ["= 4.81.0"], ["> 4.69"], [">= 5"]])(
    "a program's own choice %s stays",
    (choice) => {
      const { stack, account } = existingAccount();
      account.addExchangeModule("Module", { version: ModuleVersion.V3_4_0, runtime: PowerShellRuntime.V7_6 });
      ProviderVersions.of({ azurerm: choice }).applyTo(stack);
      expect(azurerm(stack)).toBe(choice);
    },
  );

  test.each([["4.55.0"], [">= 4.0"], ["< 6.0.0"], ["~> 4.68"]])(
    "a program's own choice %s is refused beside a runtime environment",
    (choice) => {
      const { stack, account } = existingAccount();
      const add = () =>
        account.addExchangeModule("Module", { version: ModuleVersion.V3_9_2, runtime: PowerShellRuntime.V7_6 });
      ProviderVersions.of({ azurerm: choice }).applyTo(stack);
      expect(add).toThrow("4.69.0");
      const later = existingAccount();
      later.account.addExchangeModule("Module", { version: ModuleVersion.V3_9_2, runtime: PowerShellRuntime.V7_6 });
      ProviderVersions.of({ azurerm: choice }).applyTo(later.stack);
      expect(() => synthesized(later.stack)).toThrow("4.69.0");
    },
  );

  test("ask for no provider that the stack does not have, and refuse what is no constraint", () => {
    const { stack } = existingAccount();
    ProviderVersions.tested().applyTo(stack);
    expect(Object.keys(synthesized(stack).terraform.required_providers).sort()).toEqual(["azuread", "azurerm"]);
    const alone = new TerraformStack(new App({ outdir: temporaryFolder(), stackTraces: false }), "alone");
    new AzurermProvider(alone, "azurerm", { features: [{}] });
    ProviderVersions.tested().applyTo(alone);
    expect(Object.keys(synthesized(alone).terraform.required_providers)).toEqual(["azurerm"]);
    expect(() => ProviderVersions.of({ azurerm: "newest" })).toThrow("a Terraform version constraint");
  });
});
