import { TerraformDataSource } from "cdktf";
import {
  AutomationAccountHost,
  DirectoryRole,
  DirectoryRoleAssignment,
  ExchangeOnline,
  HostResourceGroup,
  ManagedIdentity,
} from "../../lib";
import { addressOf, newStack, only, outline, synthesized } from "../helpers/stack";
import { CLIENT_ID, PRINCIPAL_ID } from "../helpers/ids";

const FUNCTION_APP = ManagedIdentity.fromPrincipal({
  principalId: PRINCIPAL_ID,
  clientId: CLIENT_ID,
});

test("the tenant's Exchange Online is read by its application id, and never owned", () => {
  const stack = newStack();
  const exchangeOnline = ExchangeOnline.fromTenant(stack, "ExchangeOnline");
  exchangeOnline.grantManageAsApp(FUNCTION_APP);
  const json = synthesized(stack);
  expect(TerraformDataSource.isTerraformDataSource(exchangeOnline.resource)).toBe(true);
  expect(outline(json)).toEqual(["azuread_app_role_assignment", "data.azuread_service_principals"]);
  expect(only(json, "data.azuread_service_principals").client_ids).toEqual(["00000002-0000-0ff1-ce00-000000000000"]);
  expect(only(json, "azuread_app_role_assignment")).toMatchObject({
    app_role_id: "dc50a0fb-09a3-484d-be87-e023b12c6440",
    principal_object_id: PRINCIPAL_ID,
    resource_object_id: `\${${addressOf(json, "data.azuread_service_principals")}.service_principals[0].object_id}`,
  });
});

test("where a tenant has no Exchange Online, Terraform says how to add it", () => {
  const stack = newStack();
  ExchangeOnline.fromTenant(stack, "ExchangeOnline");
  const { lifecycle } = only(synthesized(stack), "data.azuread_service_principals") as {
    lifecycle: { postcondition: { condition: string; error_message: string }[] };
  };
  expect(lifecycle.postcondition).toEqual([
    {
      condition: "${length(self.service_principals) == 1}",
      error_message: expect.stringContaining("az ad sp create --id 00000002-0000-0ff1-ce00-000000000000") as string,
    },
  ]);
});

describe("a role waits for the permission of its principal", () => {
  const role = (stack: ReturnType<typeof newStack>, principal: ManagedIdentity) =>
    new DirectoryRoleAssignment(stack, "Reader", { identity: principal, role: DirectoryRole.GLOBAL_READER });

  test.each([
    ["before", true],
    ["after", false],
  ])("that is granted %s it", (_when, grantFirst) => {
    const stack = newStack();
    const exchangeOnline = ExchangeOnline.fromTenant(stack, "ExchangeOnline");
    const account = AutomationAccountHost.fromExisting(stack, "Automation", {
      name: "ContosoAzAuto2",
      resourceGroup: HostResourceGroup.fromExisting("ContosoRG2"),
    });
    const steps = [
      () => exchangeOnline.grantManageAsApp(account.systemAssignedIdentity),
      () => role(stack, account.systemAssignedIdentity),
    ];
    (grantFirst ? steps : steps.reverse()).forEach((step) => step());
    const json = synthesized(stack);
    expect(only(json, "azuread_directory_role_assignment").depends_on).toEqual([
      addressOf(json, "azuread_app_role_assignment"),
    ]);
  });

  test("also where the program names the principal twice", () => {
    const stack = newStack();
    role(stack, ManagedIdentity.fromPrincipal({ principalId: PRINCIPAL_ID }));
    ExchangeOnline.fromTenant(stack, "ExchangeOnline").grantManageAsApp(
      ManagedIdentity.fromPrincipal({ principalId: PRINCIPAL_ID.toUpperCase() }),
    );
    const json = synthesized(stack);
    expect(only(json, "azuread_directory_role_assignment").depends_on).toEqual([
      addressOf(json, "azuread_app_role_assignment"),
    ]);
  });

  test("and for no other principal's", () => {
    const stack = newStack();
    role(stack, FUNCTION_APP);
    ExchangeOnline.fromTenant(stack, "ExchangeOnline").grantManageAsApp(
      ManagedIdentity.fromPrincipal({ principalId: "eeeeeeee-0000-1111-2222-bbbbbbbbbbbb" }),
    );
    expect(only(synthesized(stack), "azuread_directory_role_assignment")).not.toHaveProperty("depends_on");
  });
});

test("several identities get addresses that do not depend on their order", () => {
  const identities = [
    FUNCTION_APP,
    ManagedIdentity.fromPrincipal({ principalId: "eeeeeeee-0000-1111-2222-bbbbbbbbbbbb" }),
  ];
  const grants = (order: ManagedIdentity[]) => {
    const stack = newStack();
    const exchangeOnline = ExchangeOnline.fromTenant(stack, "ExchangeOnline");
    order.forEach((identity) => exchangeOnline.grantManageAsApp(identity));
    return synthesized(stack).resource;
  };
  expect(grants([...identities].reverse())).toEqual(grants(identities));
});

test("ids that are no GUIDs are refused", () => {
  expect(() => ManagedIdentity.fromPrincipal({ principalId: "ContosoAzAuto1" })).toThrow(
    "give the object (principal) id",
  );
  expect(() => ManagedIdentity.fromPrincipal({ principalId: PRINCIPAL_ID, clientId: "x" })).toThrow(
    "give the application (client) id",
  );
});
