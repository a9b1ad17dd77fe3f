import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformVariable } from "cdktf";
import { AutomationAccountHost, HostIdentity, HostResourceGroup, UserAssignedIdentity } from "../../lib";
import { addressOf, newStack, only, outline, synthesized } from "../helpers/stack";

const PLACE = { name: "ContosoAzAuto2", resourceGroup: HostResourceGroup.fromExisting("ContosoRG2") };

test("an existing account is only read, and Terraform checks its identity", () => {
  const stack = newStack();
  const account = AutomationAccountHost.fromExisting(stack, "Automation", PLACE);
  expect(account.systemAssignedIdentity.principalId).toBe(account.systemAssignedIdentity.principalId);
  const { lifecycle } = only(synthesized(stack), "data.azurerm_automation_account") as {
    lifecycle: { postcondition: { condition: string; error_message: string }[] };
  };
  expect(lifecycle.postcondition).toEqual([
    {
      condition: "${try(length(self.identity[0].principal_id), 0) > 0}",
      error_message: expect.stringContaining("has no system-assigned managed identity. Switch it on") as string,
    },
  ]);
});

test("a user-assigned identity of an existing account is compared without regard to case", () => {
  const stack = newStack();
  const identity = UserAssignedIdentity.fromExisting(stack, "Identity", {
    name: "ContosoMI1",
    resourceGroup: HostResourceGroup.fromExisting("ContosoRG2"),
  });
  AutomationAccountHost.fromExisting(stack, "Automation", {
    ...PLACE,
    identity: HostIdentity.fromUserAssigned(identity),
  });
  const json = synthesized(stack);
  const { lifecycle } = only(json, "data.azurerm_automation_account") as {
    lifecycle: { postcondition: { condition: string }[] };
  };
  expect(lifecycle.postcondition).toHaveLength(1);
  expect(lifecycle.postcondition[0].condition).toBe(
    `\${contains([for id in try(self.identity[0].identity_ids, []) : lower(id)], lower(${addressOf(json, "data.azurerm_user_assigned_identity")}.id))}`,
  );
});

test("a new account of a program's own group and identity", () => {
  const stack = newStack();
  const group = new ResourceGroup(stack, "Group", { name: "ContosoRG", location: "West US" });
  const resourceGroup = HostResourceGroup.fromAttributes({ name: group.name, location: group.location });
  const identity = new UserAssignedIdentity(stack, "Identity", { name: "ContosoMI1", resourceGroup });
  const account = new AutomationAccountHost(stack, "Host", {
    name: "ContosoAzAuto1",
    resourceGroup,
    identity: HostIdentity.fromUserAssigned(identity),
  });
  const json = synthesized(stack);
  expect(outline(json)).toEqual([
    "azurerm_automation_account",
    "azurerm_resource_group",
    "azurerm_user_assigned_identity",
  ]);
  expect(only(json, "azurerm_automation_account")).toMatchObject({
    location: `\${${addressOf(json, "azurerm_resource_group")}.location}`,
    identity: { type: "UserAssigned", identity_ids: [`\${${addressOf(json, "azurerm_user_assigned_identity")}.id}`] },
  });
  expect(account.dependables).toEqual([account.resource]);
});

test("an adopted account ignores everything but its identity, and is imported by its group's id", () => {
  const stack = newStack();
  AutomationAccountHost.adopt(stack, "Host", PLACE);
  const json = synthesized(stack);
  expect(only(json, "azurerm_automation_account").lifecycle).toEqual({
    prevent_destroy: true,
    ignore_changes: [
      "location",
      "sku_name",
      "local_authentication_enabled",
      "public_network_access_enabled",
      "encryption",
      "tags",
    ],
  });
  expect(json.import).toEqual([
    {
      to: addressOf(json, "azurerm_automation_account"),
      id: `\${${addressOf(json, "data.azurerm_resource_group")}.id}/providers/Microsoft.Automation/automationAccounts/ContosoAzAuto2`,
    },
  ]);
});

test("names that only Terraform knows pass every check", () => {
  const stack = newStack();
  const name = new TerraformVariable(stack, "name", {}).stringValue;
  const resourceGroup = HostResourceGroup.create({ name, location: name });
  new AutomationAccountHost(stack, "Host", {
    name,
    resourceGroup,
    location: name,
    identity: HostIdentity.userAssigned({ name, location: name }),
  });
  const other = new TerraformVariable(stack, "other", {}).stringValue;
  AutomationAccountHost.fromExisting(stack, "Existing", { name, resourceGroup: HostResourceGroup.fromExisting(name) });
  AutomationAccountHost.adopt(stack, "Adopted", {
    name: other,
    resourceGroup: HostResourceGroup.fromExisting(name),
    identity: HostIdentity.fromExistingUserAssigned({ name, resourceGroup: HostResourceGroup.fromExisting(name) }),
  });
  expect(synthesized(stack).import?.[0].id).toMatch(/automationAccounts\/\$\{var\.other\}$/);
});

test("what Azure would refuse is told for the whole account at once", () => {
  expect(
    () =>
      new AutomationAccountHost(newStack(), "Host", {
        name: "x",
        resourceGroup: HostResourceGroup.create({ name: "", location: "1" }),
        location: "!",
      }),
  ).toThrow(/stack\/Host: location\n[^]*stack\/Host: name\n/);
  expect(() =>
    AutomationAccountHost.fromExisting(newStack(), "Host", {
      name: "x",
      resourceGroup: HostResourceGroup.fromExisting("ContosoRG"),
    }),
  ).toThrow(/^stack\/Host: name\n/);
  expect(() =>
    AutomationAccountHost.fromExisting(newStack(), "Host", {
      ...PLACE,
      resourceGroup: HostResourceGroup.fromExisting("."),
    }),
  ).toThrow(/^stack\/Host: resourceGroup\.name\n/);
});
