import { EXISTING, identityConfiguration, run, runOne } from "../helpers/configuration";
import { addressOf, only } from "../helpers/stack";
import { UNIT, UNIT_ID } from "../helpers/ids";

const values = (output: object | undefined) =>
  Object.fromEntries(Object.entries(output ?? {}).map(([name, { value }]) => [name, value as unknown]));

describe("a stack of the configuration file", () => {
  test("puts out what the contract names, for a system-assigned identity", () => {
    const json = runOne({ roles: ["Global Reader", { name: "Helpdesk Administrator", scope: UNIT }] }).stack();
    const grant = addressOf(json, "azuread_app_role_assignment");
    const roles = Object.keys(json.resource?.azuread_directory_role_assignment ?? {});
    const role = (part: string) =>
      `\${azuread_directory_role_assignment.${roles.find((name) => name.includes(part)) ?? ""}.id}`;
    expect(values(json.output)).toEqual({
      principal_id: only(json, "azuread_app_role_assignment").principal_object_id,
      host_id: `\${${addressOf(json, "azurerm_automation_account")}.id}`,
      connect_command: "Connect-ExchangeOnline -ManagedIdentity -Organization contoso.onmicrosoft.com",
      manage_as_app_assignment_id: `\${${grant}.id}`,
      role_assignment_ids: {
        "Global Reader": role("GlobalReader"),
        [`Helpdesk Administrator ${UNIT}`]: role("Helpdesk"),
      },
    });
  });

  test("puts out the client id too for a user-assigned one, and the names of runtime environments", () => {
    const json = runOne({
      identity: { type: "userAssigned", name: "ContosoMI1" },
      module: { version: "3.9.2", runtimes: ["7.4", "5.1", "7.6"] },
    }).stack();
    const identity = addressOf(json, "azurerm_user_assigned_identity");
    expect(values(json.output)).toMatchObject({
      principal_id: `\${${identity}.principal_id}`,
      client_id: `\${${identity}.client_id}`,
      connect_command: `Connect-ExchangeOnline -ManagedIdentity -Organization contoso.onmicrosoft.com -ManagedIdentityAccountId \${${identity}.client_id}`,
      runtime_environment_names: {
        "7.4": expect.stringMatching(/^\$\{azurerm_automation_runtime_environment\..*74.*\.name\}$/) as string,
        "7.6": expect.stringMatching(/^\$\{azurerm_automation_runtime_environment\..*76.*\.name\}$/) as string,
      },
    });
  });

  test.each([
    ["public", "contoso.onmicrosoft.com", "public", "global", ""],
    [
      "usGovGccHigh",
      "contoso.onmicrosoft.us",
      "usgovernment",
      "usgovernmentl4",
      " -ExchangeEnvironmentName O365USGovGCCHigh",
    ],
    ["usGovDod", "contoso.onmicrosoft.us", "usgovernment", "usgovernmentl5", " -ExchangeEnvironmentName O365USGovDoD"],
    ["china", "contoso.partner.onmschina.cn", "china", "china", " -ExchangeEnvironmentName O365China"],
  ])("in the cloud %s", (cloud, organization, azurerm, azuread, option) => {
    const json = runOne({ organization }, { provider: { cloud } }).stack() as ReturnType<
      ReturnType<typeof run>["stack"]
    > & {
      provider: { azurerm: object[]; azuread: object[] };
    };
    expect(json.provider).toEqual({
      azurerm: [
        {
          features: [{}],
          environment: azurerm,
          resource_provider_registrations: "none",
          resource_providers_to_register: ["Microsoft.Automation"],
        },
      ],
      azuread: [{ environment: azuread }],
    });
    expect(values(json.output).connect_command).toBe(
      `Connect-ExchangeOnline -ManagedIdentity -Organization ${organization}${option}`,
    );
  });

  test("asks for the tested provider ranges and a Terraform that knows computed import ids, or for what the file says", () => {
    const { terraform } = runOne().stack();
    expect(terraform.required_version).toBe(">= 1.6.0");
    expect(terraform.required_providers.azurerm.version).toBe(">= 4.69.0, < 6.0.0");
    expect(terraform.required_providers.azuread.version).toBe(">= 3.7.0, < 4.0.0");
    const other = runOne({}, { providerVersions: { azurerm: "4.81.0", azuread: "~> 3.8" } }).stack().terraform
      .required_providers;
    expect([other.azurerm.version, other.azuread.version]).toEqual(["4.81.0", "~> 3.8"]);
  });

  test("has the providers' settings of the file", () => {
    const id = UNIT_ID;
    const json = runOne(
      {},
      { provider: { subscriptionId: id, tenantId: id, resourceProviderRegistrations: "none" } },
    ).stack();
    expect(json).toMatchObject({
      provider: {
        azurerm: [{ subscription_id: id, tenant_id: id, resource_provider_registrations: "none" }],
        azuread: [{ tenant_id: id }],
      },
    });
  });

  test("keeps its state in the repository's root without a backend, and where the file says with one", () => {
    expect(runOne().stack().terraform.backend).toEqual({ local: { path: "../../../terraform.one.tfstate" } });
    const backend = {
      type: "azurerm",
      config: { key: "exchange/{stack}.tfstate", use_oidc: true, nested: [{ x: "{stack}-${y}" }] },
    };
    expect(runOne({}, { backend }).stack().terraform.backend).toEqual({
      azurerm: { key: "exchange/one.tfstate", use_oidc: true, nested: [{ x: "one-$${y}" }] },
    });
  });

  test("holds a signed address only as a sensitive variable", () => {
    const json = runOne({
      module: { version: "3.9.2", contentUri: { variable: "module_content_uri" }, prerequisites: false },
    }).stack();
    expect(json.variable).toMatchObject({ module_content_uri: { type: "string", sensitive: true } });
    expect(only(json, "azurerm_automation_module").module_link).toEqual({ uri: "${var.module_content_uri}" });
  });

  test("passes a private feed and a hash on to every runtime", () => {
    const hash = { algorithm: "sha256", value: "a".repeat(64) };
    const json = runOne({
      module: {
        version: "3.4.0",
        runtimes: ["5.1", "7.2", "7.6"],
        prerequisites: false,
        contentUri: "https://feed.example/exo",
        contentHash: hash,
      },
    }).stack();
    for (const type of ["azurerm_automation_module", "azurerm_automation_powershell72_module"]) {
      expect(only(json, type).module_link).toEqual({ uri: "https://feed.example/exo", hash });
    }
    expect(only(json, "azurerm_automation_runtime_environment_package")).toMatchObject({
      content_uri: "https://feed.example/exo",
      content_version: "3.4.0",
      hash_algorithm: "sha256",
      hash_value: hash.value,
    });
  });

  test("text is text: templates in what a person writes are escaped", () => {
    const json = runOne({ tags: { "${a}": "%{b} ${TfToken[TOKEN.0]}" } }).stack();
    expect(only(json, "azurerm_automation_account").tags).toEqual({ "$${a}": '%%{b} ${"$"}{TfToken[TOKEN.0]}' });
  });

  test("turns the account's settings on and off as the file says", () => {
    const host = {
      type: "automationAccount",
      name: "ContosoAzAuto1",
      location: "North Europe",
      localAuthentication: true,
      publicNetworkAccess: false,
    };
    expect(only(runOne({ host }).stack(), "azurerm_automation_account")).toMatchObject({
      location: "North Europe",
      local_authentication_enabled: true,
      public_network_access_enabled: false,
    });
    expect(only(runOne().stack(), "azurerm_automation_account")).toMatchObject({
      local_authentication_enabled: false,
      public_network_access_enabled: true,
    });
  });

  test("makes a user-assigned identity in a group of its own", () => {
    const json = runOne({
      identity: { type: "userAssigned", name: "ContosoMI1", resourceGroup: { name: "Identities", location: "westus" } },
    }).stack();
    expect(
      Object.values(json.resource?.azurerm_resource_group ?? {})
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["ContosoRG", "Identities"]);
  });

  test("imports exactly what it adopts, by ids that need no subscription", () => {
    const adopt = { ...EXISTING, host: { type: "automationAccount", name: "ContosoAzAuto1", adopt: true } };
    const json = runOne({
      ...adopt,
      identity: {
        type: "userAssigned",
        name: "ContosoMI1",
        adopt: true,
        resourceGroup: { name: "Other", existing: true },
      },
    }).stack();
    expect(json.import).toEqual([
      {
        to: addressOf(json, "azurerm_user_assigned_identity"),
        id: expect.stringMatching(
          /^\$\{data\.azurerm_resource_group\.\w+\.id\}\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/ContosoMI1$/,
        ) as string,
      },
      {
        to: addressOf(json, "azurerm_automation_account"),
        id: expect.stringMatching(
          /^\$\{data\.azurerm_resource_group\.\w+\.id\}\/providers\/Microsoft\.Automation\/automationAccounts\/ContosoAzAuto1$/,
        ) as string,
      },
    ]);
    expect(runOne().stack().import).toBeUndefined();
  });

  test("stands alone, one for each identity", () => {
    const other = { ...identityConfiguration(), ...EXISTING, host: { ...EXISTING.host, name: "ContosoAzAuto3" } };
    const { stack, errors } = run({ identities: { one: identityConfiguration(), two: other } });
    expect(errors).toEqual([]);
    expect(stack("one")).not.toHaveProperty("data.terraform_remote_state");
    expect(stack("two")).toMatchObject({
      terraform: { backend: { local: { path: "../../../terraform.two.tfstate" } } },
    });
  });
});
