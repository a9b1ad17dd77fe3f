import { textReport } from "../../../cli/commands/doctor-text";
import { StepFindings } from "../../../cli/tenant/findings/finding";
import { MODULE_FINDINGS } from "../../../cli/tenant/findings/module-findings";
import { RIGHTS_FINDINGS } from "../../../cli/tenant/findings/rights-findings";

const findings = new StepFindings(false);
const REPORT = {
  stack: "contoso",
  host: "the host",
  findings: [
    findings.inOrder("host", "the host"),
    findings.of(MODULE_FINDINGS.moduleTooOld, { version: "2.0.5", runtime: "Windows PowerShell 5.1", newest: "3.9.2" }),
    findings.of(RIGHTS_FINDINGS.permissionMissing, { identity: "the identity", principal: "1234" }),
  ],
};

test("what was seen stands with its reason, and what to do on a line of its own", () => {
  const [, , , , , , command] = textReport(REPORT).split("\n");
  expect(textReport(REPORT).split("\n").slice(0, 4)).toEqual([
    "contoso",
    "  ok      host: the host",
    "  wrong   Exchange Online module: ExchangeOnlineManagement 2.0.5 is in Windows PowerShell 5.1. Managed identities need 3.0.0 or later.",
    "          to do: import 3.9.2",
  ]);
  expect(command).toBeUndefined();
});

test("in a terminal lines break at blanks, and a command does not break", () => {
  const lines = textReport(REPORT, 80).split("\n");
  const commands = lines.filter((line) => /New-Mg/.test(line));
  expect(commands).toEqual([
    `          to do: Connect-MgGraph -Scopes "AppRoleAssignment.ReadWrite.All", "Application.Read.All"; New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId 1234 -PrincipalId 1234 -ResourceId (Get-MgServicePrincipal -Filter "appId eq '00000002-0000-0ff1-ce00-000000000000'").Id -AppRoleId dc50a0fb-09a3-484d-be87-e023b12c6440`,
  ]);
  expect(lines.filter((line) => line.length > 80)).toEqual(commands);
  expect(lines.slice(2, 5)).toEqual([
    "  wrong   Exchange Online module: ExchangeOnlineManagement 2.0.5 is in Windows",
    "          PowerShell 5.1. Managed identities need 3.0.0 or later.",
    "          to do: import 3.9.2",
  ]);
});

test("no remedy has a command and a sentence in one line", () => {
  for (const kind of Object.values({ ...MODULE_FINDINGS, ...RIGHTS_FINDINGS })) {
    for (const hasConfiguration of [true, false]) {
      const { remedy } = new StepFindings(hasConfiguration).of(kind);
      for (const line of remedy.split("\n")) {
        expect(line).not.toMatch(/.(?:New-Mg|az ad )\w*.*(?:, if| or |; remove)/);
        expect(/(?:New|Update)-Mg/.test(line)).toBe(/^Connect-MgGraph -Scopes/.test(line));
      }
    }
  }
});
