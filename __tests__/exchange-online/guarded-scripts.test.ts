import { TerraformVariable } from "cdktf";
import {
  DirectoryRole,
  ExchangeConnection,
  ExchangeManagementRole,
  ExchangeRoleGroupScript,
  GrantScript,
  ManagedIdentity,
  RunbookScript,
} from "../../lib";
import { resolvedText } from "../../lib/text/terraform-text";
import { CLIENT_ID, PRINCIPAL_ID, UNIT, UNIT_ID } from "../helpers/ids";
import { hasTerraform, readByTerraform } from "../helpers/powershell";
import { newStack } from "../helpers/stack";

const SAFE: { readonly [name: string]: string } = {
  principal: PRINCIPAL_ID,
  client: CLIENT_ID,
  unit: UNIT_ID,
  scope: UNIT,
  role: PRINCIPAL_ID,
  organization: "contoso.onmicrosoft.com",
};
const HOSTILE = "x'; Remove-Mailbox -Identity boss; '";

/* The texts that contain what only Terraform knows: by cdktf's references, or by expressions that a program writes. */
function scripts(valueOf: (variable: TerraformVariable) => string): { [name: string]: string } {
  const stack = newStack();
  const value = (name: string) => valueOf(new TerraformVariable(stack, name, {}));
  const identity = ManagedIdentity.fromPrincipal({ principalId: value("principal"), clientId: value("client") });
  const organization = new TerraformVariable(stack, "organization", {}).stringValue;
  const connection = new ExchangeConnection({ organization, identity });
  const role = DirectoryRole.of({ name: "Own role", templateId: value("role") });
  const texts = {
    "the script for the directory": new GrantScript({
      identity,
      connection,
      directoryRoles: [role, DirectoryRole.HELPDESK_ADMINISTRATOR.scopedTo(value("scope"))],
    }).script,
    "the script for Exchange": new ExchangeRoleGroupScript(stack, "Roles", {
      identity,
      connection,
      displayName: "x",
      managementRoles: [ExchangeManagementRole.MAIL_RECIPIENTS.inAdministrativeUnit(value("unit"))],
    }).script,
    "the connect command": connection.command,
  };
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, resolvedText(stack, text).replaceAll("var.", "local.")]),
  );
}

/* Which variables a text contains. */
const namesIn = (text: string) => Object.keys(SAFE).filter((name) => new RegExp(`local\\.${name}\\b`).test(text));

const WAYS: [string, (variable: TerraformVariable) => string][] = [
  ["a reference of cdktf", (variable) => variable.stringValue],
  ["an expression that is written as text", ({ node }) => `\${var.${node.id}}`],
];

(hasTerraform() ? describe : describe.skip).each(WAYS)("what only Terraform knows, as %s,", (_way, valueOf) => {
  const texts = scripts(valueOf);

  test("is in the scripts where an id stands", () => {
    expect(namesIn(texts["the script for the directory"])).toEqual(["principal", "scope", "role", "organization"]);
    expect(namesIn(texts["the script for Exchange"])).toEqual(["principal", "client", "unit", "organization"]);
    expect(namesIn(texts["the connect command"])).toEqual(["client", "organization"]);
    for (const text of readByTerraform(Object.values(texts), SAFE)) {
      expect(String(text)).not.toContain("${");
    }
  });

  test.each(Object.entries(texts).flatMap(([title, text]) => namesIn(text).map((name) => [title, name, text])))(
    "reaches %s as nothing else than the value of %s",
    (_title, name, text) => {
      const values = { ...SAFE, [name]: HOSTILE };
      let script = "";
      try {
        script = String(readByTerraform([text], values)[0]);
      } catch (error) {
        expect(String((error as { stderr?: unknown }).stderr)).toMatch(
          /Invalid function argument|pattern did not match/,
        );
        return;
      }
      // A name is not an id: in quotes nothing of it is a command.
      expect(name).toBe("organization");
      expect(script).toContain("'x''; Remove-Mailbox -Identity boss; '''");
      expect(script.replaceAll("'x''; Remove-Mailbox -Identity boss; '''", "")).not.toContain("Remove-Mailbox");
    },
  );
});

test("a runbook connects with the guarded command", () => {
  const stack = newStack();
  const clientId = new TerraformVariable(stack, "client", {}).stringValue;
  const identity = ManagedIdentity.fromPrincipal({ principalId: PRINCIPAL_ID, clientId });
  const { command } = new ExchangeConnection({ organization: "contoso.onmicrosoft.com", identity });
  const content = RunbookScript.inline("Get-Mailbox")._withConnection(command);
  expect(resolvedText(stack, content)).toMatch(/-ManagedIdentityAccountId \$\{regex\("\^\[0-9a-fA-F\]\{8\}/);
});
