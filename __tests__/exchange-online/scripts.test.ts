import fc from "fast-check";
import type { Node } from "web-tree-sitter";
import {
  DirectoryRole,
  ExchangeConnection,
  ExchangeOnline,
  ExchangeRoleGroup,
  ExchangeRoleGroupScript,
  GrantScript,
  ManagedIdentity,
} from "../../lib";
import { commandsOf, hasTerraform, literalsOf, powerShellParser, readByTerraform } from "../helpers/powershell";
import { addressOf, newStack, synthesized } from "../helpers/stack";
import { CLIENT_ID, PRINCIPAL_ID, UNIT } from "../helpers/ids";

const identity = ManagedIdentity.fromPrincipal({ principalId: PRINCIPAL_ID, clientId: CLIENT_ID });

const connection = new ExchangeConnection({ organization: "contoso.onmicrosoft.com", identity });

let parse: (script: string) => Node;
beforeAll(async () => {
  parse = await powerShellParser();
});

const roleGroupScript = (displayName: string, roleGroups: ExchangeRoleGroup[], of = identity) =>
  new ExchangeRoleGroupScript(newStack(), "RoleGroups", { identity: of, connection, displayName, roleGroups }).script;

describe("the script for role groups", () => {
  const groups = [
    ExchangeRoleGroup.fromExisting("View-Only Organization Management"),
    ExchangeRoleGroup.create({
      name: "Automation",
      roles: ["View-Only Recipients", "Message Tracking"],
      recipientScope: "Germany",
    }),
  ];

  test("registers the identity, makes what is to be made, adds it to each group, and ends by listing what it may do", () => {
    const script = roleGroupScript("ContosoMI1", groups);
    const root = parse(script);
    expect(root.hasError).toBe(false);
    expect(commandsOf(root).filter((name) => name.includes("-"))).toEqual([
      "Add-RoleGroupMember",
      "ForEach-Object",
      "Format-Table",
      "Get-AcceptedDomain",
      "Get-ConnectionInformation",
      "Get-ManagementRoleAssignment",
      "Get-RoleGroup",
      "Get-RoleGroupMember",
      "Get-ServicePrincipal",
      "New-RoleGroup",
      "New-ServicePrincipal",
      "Test-Member",
      "Where-Object",
      "Write-Output",
    ]);
    expect(script).toContain(
      "New-ServicePrincipal -AppId $applicationId -ObjectId $principalId -DisplayName $displayName",
    );
    expect(script).toContain(
      "New-RoleGroup -Name 'Automation' -Roles $wanted -CustomRecipientWriteScope 'Germany' -ManagedBy 'Organization Management'",
    );
    expect(script.match(/New-RoleGroup /g)).toHaveLength(1);
    expect(script.match(/Add-RoleGroupMember /g)).toHaveLength(2);
    expect(literalsOf(root)).toEqual(
      expect.arrayContaining([PRINCIPAL_ID, CLIENT_ID, "ContosoMI1", "Automation", "Germany"]),
    );
    expect(script.trimEnd().endsWith("}")).toBe(true);
    expect(script.lastIndexOf("Get-ManagementRoleAssignment")).toBeGreaterThan(
      script.lastIndexOf("Add-RoleGroupMember"),
    );
  });

  test("reads the client id of a system-assigned identity from the directory, after the grant of its permission", () => {
    const stack = newStack();
    const system = ManagedIdentity.fromPrincipal({ principalId: PRINCIPAL_ID });
    ExchangeOnline.fromTenant(stack, "ExchangeOnline").grantManageAsApp(system);
    new ExchangeRoleGroupScript(stack, "RoleGroups", {
      identity: system,
      connection,
      displayName: "x",
      roleGroups: groups,
    });
    const json = synthesized(stack);
    const principals = Object.values(json.data?.azuread_service_principals ?? {});
    expect(principals.filter(({ object_ids }) => object_ids !== undefined)).toEqual([
      expect.objectContaining({
        object_ids: [PRINCIPAL_ID],
        ignore_missing: true,
        depends_on: [addressOf(json, "azuread_app_role_assignment")],
      }),
    ]);
  });

  test("is refused without a group, and with one that is there twice", () => {
    expect(() => roleGroupScript("x", [])).toThrow("one role group or more, each once");
    expect(() =>
      roleGroupScript("x", [ExchangeRoleGroup.fromExisting("A"), ExchangeRoleGroup.fromExisting("a")]),
    ).toThrow("each once");
    expect(() => ExchangeRoleGroup.fromExisting("a\nb")).toThrow("no line ends");
    expect(() => ExchangeRoleGroup.create({ name: "A", roles: [] })).toThrow("one management role or more");
  });
});

describe("the script that grants", () => {
  test("grants the one app role and the chosen roles to the one principal, and ends by showing both", () => {
    const { script } = new GrantScript({
      identity,
      connection,
      directoryRoles: [DirectoryRole.GLOBAL_READER, DirectoryRole.HELPDESK_ADMINISTRATOR.scopedTo(UNIT)],
    });
    const root = parse(script);
    expect(root.hasError).toBe(false);
    expect(commandsOf(root).filter((name) => name.startsWith("New-") || name.startsWith("Connect-"))).toEqual([
      "Connect-MgGraph",
      "New-MgRoleManagementDirectoryRoleAssignment",
      "New-MgServicePrincipalAppRoleAssignment",
    ]);
    expect(script).toContain(
      "Connect-MgGraph -Scopes @('AppRoleAssignment.ReadWrite.All', 'Application.Read.All', 'RoleManagement.ReadWrite.Directory') -TenantId 'contoso.onmicrosoft.com' -ContextScope Process -NoWelcome",
    );
    expect(literalsOf(root)).toEqual(
      expect.arrayContaining([
        PRINCIPAL_ID,
        "dc50a0fb-09a3-484d-be87-e023b12c6440",
        DirectoryRole.GLOBAL_READER.templateId,
        "/",
        DirectoryRole.HELPDESK_ADMINISTRATOR.templateId,
        UNIT,
      ]),
    );
    expect(script.match(/New-MgRoleManagementDirectoryRoleAssignment/g)).toHaveLength(2);
    expect(script.trimEnd()).toMatch(
      /Get-Permission \| Format-Table .*\n *Get-Role \| Format-Table .*\n\}\nfinally \{\n.*\n.*Disconnect-MgGraph\n\}$/,
    );
  });

  test("asks for no right on roles where it assigns none", () => {
    const { script } = new GrantScript({ identity, connection, directoryRoles: [] });
    expect(script).not.toContain("RoleManagement.ReadWrite.Directory");
    expect(parse(script).hasError).toBe(false);
  });
});

(hasTerraform() ? test : test.skip)("nothing that a person writes reaches a script unquoted", () => {
  const hostile = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          "'",
          "''",
          "\u2019",
          "\u201b",
          '"',
          "$(Remove-Mailbox)",
          "${x}",
          "%{x}",
          "`",
          ";",
          "|",
          "&",
          "#",
          "<#",
          "#>",
          "@'",
          "'@",
          "${TfToken[TOKEN.99999]}",
          ")",
          "}",
          "Any Map Token Value",
        ),
        fc.string({ maxLength: 4 }),
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) =>
      parts
        .join("")
        .replace(/\p{Cc}/gu, "")
        .trim()
        .slice(0, 60)
        .normalize("NFC")
        .trim(),
    )
    .filter((name) => name !== "");
  const displayName = hostile;
  const cases = fc.sample(fc.tuple(displayName, hostile, hostile, hostile), 300);
  const scripts = cases.map(([shown, name, role, scope]) =>
    roleGroupScript(shown, [ExchangeRoleGroup.create({ name, roles: [role], recipientScope: scope })]),
  );
  const expected = commandsOf(
    parse(roleGroupScript("a", [ExchangeRoleGroup.create({ name: "b", roles: ["c"], recipientScope: "d" })])),
  );
  for (const [index, script] of (readByTerraform(scripts) as string[]).entries()) {
    // The grammar does not know typographic quotes; PowerShell reads a doubled one as one.
    const plain = script.replace(/[\u2018\u2019\u201a\u201b]{2}/g, "''");
    const root = parse(plain);
    expect([script, root.hasError]).toEqual([script, false]);
    expect([script, commandsOf(root)]).toEqual([script, expected]);
    const straight = (text: string) => text.replace(/[\u2018\u2019\u201a\u201b]/g, "'");
    expect(literalsOf(root).map(straight)).toEqual(expect.arrayContaining(cases[index].map(straight)));
  }
});
