import type { Node } from "web-tree-sitter";
import {
  DirectoryRole,
  ExchangeCloud,
  ExchangeConnection,
  ExchangeManagementRole,
  ExchangeRoleGroup,
  ExchangeRoleGroupScript,
  GrantScript,
  GraphPermission,
  ManagedIdentity,
} from "../../lib";
import {
  INSTALL_ADDITIONAL_MODULE_SCRIPT,
  INSTALL_MODULE_SCRIPT,
} from "../../lib/exchange-module/scripts/install-module-script";
import {
  PREPARE_WINDOWS_POWERSHELL_SCRIPT,
  windowsModuleScript,
} from "../../lib/exchange-module/scripts/windows-module-script";
import { connectionScript, verificationScript } from "../../lib/runbook/connection-script";
import { CMDLETS, type Parameter } from "../helpers/cmdlets";
import { powerShellParser } from "../helpers/powershell";
import { newStack } from "../helpers/stack";
import { CLIENT_ID, PRINCIPAL_ID, UNIT_ID } from "../helpers/ids";

/* Cmdlets that are in Windows PowerShell 5.1 and in PowerShell 7 alike. */
const BUILT_IN = new Set(
  "ForEach-Object Format-Table Get-ChildItem Get-Module Get-PackageProvider Get-PSRepository Install-Module Install-PackageProvider Join-Path Register-PSRepository Remove-Item Set-Content Sort-Object Split-Path Start-Sleep Test-Path Where-Object Write-Output".split(
    " ",
  ),
);

let parse: (script: string) => Node;
beforeAll(async () => {
  parse = await powerShellParser();
});

const identity = ManagedIdentity.fromPrincipal({ principalId: PRINCIPAL_ID, clientId: CLIENT_ID });
const connectionIn = (cloud: ExchangeCloud) =>
  new ExchangeConnection({ organization: `contoso.${cloud.domain}`, identity, cloud });

const grantScript = (cloud: ExchangeCloud) =>
  new GrantScript({
    identity,
    directoryRoles: [DirectoryRole.GLOBAL_READER],
    graphPermissions: [GraphPermission.USER_READ_ALL, GraphPermission.of("Group.Read.All")],
    connection: connectionIn(cloud),
  }).script;
const roleGroupScript = (cloud: ExchangeCloud) =>
  new ExchangeRoleGroupScript(newStack(), "RoleGroups", {
    identity,
    connection: connectionIn(cloud),
    displayName: "ContosoMI1",
    roleGroups: [
      ExchangeRoleGroup.fromExisting("A"),
      ExchangeRoleGroup.create({ name: "B", roles: ["Mail Recipients"], recipientScope: "Germany" }),
    ],
    managementRoles: [
      ExchangeManagementRole.VIEW_ONLY_CONFIGURATION,
      ExchangeManagementRole.APPLICATION_MAIL_SEND.scopedTo("Sales"),
      ExchangeManagementRole.MAIL_RECIPIENTS.inAdministrativeUnit(UNIT_ID),
    ],
  }).script;
const runbook = (cloud: ExchangeCloud) => connectionScript(connectionIn(cloud)) + verificationScript();

const SCRIPTS: [string, string][] = [
  ...ExchangeCloud.all().flatMap((cloud): [string, string][] => [
    [`the grant script in ${cloud.name}`, grantScript(cloud)],
    [`the role group script in ${cloud.name}`, roleGroupScript(cloud)],
    [`the runbook in ${cloud.name}`, runbook(cloud)],
  ]),
  ["the script that installs the module", INSTALL_MODULE_SCRIPT],
  ["the script that installs another module", INSTALL_ADDITIONAL_MODULE_SCRIPT],
  ["the script that prepares Windows PowerShell", PREPARE_WINDOWS_POWERSHELL_SCRIPT],
  ["the script of a Windows machine", windowsModuleScript("3.9.2")],
  [
    "the script of a Windows machine with another module",
    windowsModuleScript("3.9.2", [{ name: "Microsoft.Graph.Users", version: "2.30.0" }]),
  ],
];

interface Call {
  readonly name: string;
  readonly parameters: string[];
  readonly positional: number;
  readonly splatted: boolean;
}

/* The calls of cmdlets in a script, with their parameters. */
function callsOf(root: Node): Call[] {
  return root.descendantsOfType("command").flatMap((command) => {
    const name = command?.descendantsOfType("command_name")[0]?.text ?? "";
    if (!command || !/^[A-Z][a-z]+-\w+$/.test(name)) {
      return [];
    }
    const elements = command.namedChildren.flatMap((child) =>
      child?.type === "command_elements" ? child.namedChildren : [child],
    );
    const rest = elements.filter((child) => child && !["command_name", "command_argument_sep"].includes(child.type));
    const parameters: string[] = [];
    let positional = 0;
    let splatted = false;
    let isValue = false;
    for (const element of rest) {
      const text = element?.text ?? "";
      if (element?.type === "command_parameter") {
        const [, parameter, colon] = /^-(\w+)(:?)/.exec(text) ?? [];
        parameters.push(parameter ?? "");
        isValue = colon === "" && CMDLETS[name]?.parameters[parameter ?? ""]?.type !== "switch";
      } else if (text.startsWith("@") && /^@\w/.test(text)) {
        splatted = true;
      } else if (isValue) {
        isValue = false;
      } else if (element?.type !== "redirection") {
        positional++;
      }
    }
    return [{ name, parameters, positional, splatted }];
  });
}

const functionsOf = (root: Node) =>
  root.descendantsOfType("function_statement").map((node) => /^function\s+([\w-]+)/i.exec(node?.text ?? "")?.[1] ?? "");

test.each(SCRIPTS)("%s calls only what is documented, and every call binds", (_name, script) => {
  const root = parse(script);
  expect(root.hasError).toBe(false);
  const own = new Set(functionsOf(root));
  const calls = callsOf(root).filter(({ name }) => !own.has(name));
  expect(calls.length).toBeGreaterThan(0);
  for (const { name, parameters, splatted } of calls) {
    const documented = CMDLETS[name]?.parameters;
    if (!documented) {
      expect([name, BUILT_IN.has(name)]).toEqual([name, true]);
      continue;
    }
    expect([name, parameters.filter((parameter) => !(parameter in documented))]).toEqual([name, []]);
    const given = parameters.map((parameter) => documented[parameter]);
    const sets = new Set(Object.values(documented).flatMap(({ sets: named }) => named ?? []));
    const { defaultSet } = CMDLETS[name];
    if (defaultSet !== undefined) {
      sets.add(defaultSet);
    }
    const candidates = sets.size === 0 ? [undefined] : [...sets];
    const fits = candidates.filter((set) => {
      const isIn = ({ sets: named }: Parameter) => named === undefined || set === undefined || named.includes(set);
      const needed = Object.entries(documented).filter(([, parameter]) => parameter.required && isIn(parameter));
      return given.every(isIn) && (splatted || needed.every(([parameter]) => parameters.includes(parameter)));
    });
    expect([name, parameters, fits.length > 0]).toEqual([name, parameters, true]);
  }
});

test.each([
  [ExchangeCloud.US_GOV_GCC_HIGH, "USGov"],
  [ExchangeCloud.US_GOV_DOD, "USGovDoD"],
  [ExchangeCloud.CHINA, "China"],
])("the grant script of the cloud %s signs in to %s, and to the organization", (cloud, environment) => {
  const script = grantScript(cloud);
  const connect = callsOf(parse(script)).find(({ name }) => name === "Connect-MgGraph");
  expect(connect?.parameters).toEqual(["Scopes", "TenantId", "Environment", "ContextScope", "NoWelcome"]);
  expect(script).toContain(`-TenantId 'contoso.${cloud.domain}' -Environment ${environment} `);
});

test("the role group script checks the organization before it changes anything, and says how to connect", () => {
  const script = roleGroupScript(ExchangeCloud.CHINA);
  expect(script.indexOf("Get-ConnectionInformation")).toBeLessThan(script.indexOf("New-ServicePrincipal"));
  expect(script).toContain("Connect-ExchangeOnline -ExchangeEnvironmentName O365China");
  expect(script).toContain("$domains -notcontains $organization");
});
