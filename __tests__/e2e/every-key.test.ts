import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { identitySchema } from "../../cli/config/identity-schema";
import { Scenario, succeeded, withProviders } from "./scenario";
import { KEY } from "./machine";

const GROUP = "ContosoRG";
const MONITORING = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/Monitoring/providers";

/* In a group that exists: azurerm waits long for a new one. */
const ACCOUNT = {
  organization: "contoso.onmicrosoft.com",
  resourceGroup: { name: GROUP, existing: true },
  host: { type: "automationAccount", name: "ContosoAzAuto1", location: "West US" },
  identity: { type: "userAssigned", name: "ContosoMI1", location: "West US" },
  module: { version: "3.9.2" },
  roles: ["Global Reader"],
  tags: { owner: "messaging" },
};
const MACHINE = {
  ...ACCOUNT,
  host: { type: "linuxVirtualMachine", name: "vm1", location: "West US", network: { addressSpace: "10.20.0.0/24" } },
};
const SCRIPT = "param([string] $mailbox)\nGet-Mailbox $mailbox\n";
const REPORT = { name: "Report", script: "report.ps1" };
const DAILY = { every: "day", at: "02:00" };

/* What a key is changed to, from the set-up before it, one after the other: each step is applied. */
type Step = [key: string, identity: object];

const STEPS: { readonly [chain: string]: readonly Step[] } = {
  "rights and the account": [
    ["", ACCOUNT],
    ["tags", { ...ACCOUNT, tags: { owner: "other", more: "x" } }],
    ["roles", { ...ACCOUNT, roles: ["Security Reader", "Exchange Administrator"] }],
    ["graphPermissions", { ...ACCOUNT, graphPermissions: ["User.Read.All"] }],
    ["exchangeRoles", { ...ACCOUNT, exchangeRoles: [{ role: "View-Only Configuration" }] }],
    ["exchangeRoleGroups", { ...ACCOUNT, exchangeRoleGroups: [{ name: "Group", roles: ["View-Only Recipients"] }] }],
    ["grants", { ...ACCOUNT, grants: "script" }],
    ["protect", { ...ACCOUNT, protect: true }],
    ["protect", { ...ACCOUNT, protect: false }],
    ["organization", { ...ACCOUNT, organization: "fabrikam.onmicrosoft.com" }],
    ["provider", { ...ACCOUNT, provider: { subscriptionId: "11111111-2222-3333-4444-555555555555" } }],
    ["host", { ...ACCOUNT, host: { ...ACCOUNT.host, localAuthentication: true, publicNetworkAccess: false } }],
    ["identity", { ...ACCOUNT, identity: { ...ACCOUNT.identity, type: "systemAndUserAssigned" } }],
    ["lock", { ...ACCOUNT, lock: true }],
    [
      "diagnostics",
      {
        ...ACCOUNT,
        diagnostics: { logAnalyticsWorkspaceId: `${MONITORING}/Microsoft.OperationalInsights/workspaces/Logs` },
      },
    ],
    ["alert", { ...ACCOUNT, alert: { actionGroupId: `${MONITORING}/Microsoft.Insights/actionGroups/Messaging` } }],
    ["resourceGroup", { ...ACCOUNT, resourceGroup: { name: "OtherRG", existing: true } }],
  ],
  "modules and runbooks": [
    ["", { ...ACCOUNT, runbook: REPORT }],
    ["module.version", { ...ACCOUNT, module: { version: "3.9.0" }, runbook: REPORT }],
    ["module.prerequisites", { ...ACCOUNT, module: { version: "3.9.0", prerequisites: false }, runbook: REPORT }],
    [
      "module.contentUri",
      { ...ACCOUNT, module: { version: "3.9.0", contentUri: "https://feed.example/exo" }, runbook: REPORT },
    ],
    [
      "module.contentHash",
      {
        ...ACCOUNT,
        module: { version: "3.9.0", contentHash: { algorithm: "sha256", value: "0".repeat(64) } },
        runbook: REPORT,
      },
    ],
    [
      "module.additional",
      { ...ACCOUNT, module: { version: "3.9.0", additional: [{ name: "Pester", version: "5.0.0" }] }, runbook: REPORT },
    ],
    ["module.runtimes", { ...ACCOUNT, module: { version: "3.9.0", runtimes: ["7.6", "5.1"] }, runbook: REPORT }],
    ["runbook", { ...ACCOUNT, runbook: { name: "Report" } }],
    ["runbook.description", { ...ACCOUNT, runbook: { ...REPORT, description: "Reports" } }],
    ["runbook.connect", { ...ACCOUNT, runbook: { ...REPORT, connect: false } }],
    ["runbook.schedule", { ...ACCOUNT, runbook: { ...REPORT, schedule: DAILY } }],
    [
      "runbook.parameters",
      { ...ACCOUNT, runbook: { ...REPORT, schedule: DAILY, parameters: { mailbox: "a@contoso.com" } } },
    ],
    [
      "runbooks",
      {
        ...ACCOUNT,
        runbooks: [{ ...REPORT, schedule: DAILY, parameters: { mailbox: "b@contoso.com" } }, { name: "B" }],
      },
    ],
    ["runbook.name", { ...ACCOUNT, runbook: { name: "Other" } }],
    ["host.name", { ...ACCOUNT, host: { ...ACCOUNT.host, name: "ContosoAzAuto9" }, runbook: { name: "Other" } }],
    [
      "identity.name",
      {
        ...ACCOUNT,
        host: { ...ACCOUNT.host, name: "ContosoAzAuto9" },
        identity: { ...ACCOUNT.identity, name: "ContosoMI9" },
        runbook: { name: "Other" },
      },
    ],
  ],
  "a machine": [
    ["", MACHINE],
    ["tags", { ...MACHINE, tags: { owner: "other" } }],
    ["module.version", { ...MACHINE, module: { version: "3.9.0" } }],
    [
      "module.additional",
      { ...MACHINE, module: { version: "3.9.0", additional: [{ name: "Pester", version: "5.0.0" }] } },
    ],
    ["host.size", { ...MACHINE, host: { ...MACHINE.host, size: "Standard_B4ms" } }],
    ["host.encryptionAtHost", { ...MACHINE, host: { ...MACHINE.host, encryptionAtHost: true } }],
    ["host.type", ACCOUNT],
  ],
};

/* Keys that change nothing in Azure by themselves, or that another suite is about. */
const ELSEWHERE: { readonly [key: string]: string } = {
  shape: "child-module.test.ts",
  adopt: "adoption.test.ts",
  verify: "contoso.test.ts",
};

describe("the steps of the file's keys", () => {
  // Needs no provider, so that a machine without one notices a new key too.
  test("every key has a step, or a suite of its own", () => {
    const changed = Object.values(STEPS).flatMap((chain) => chain.map(([key]) => key.split(".")[0]));
    const { shape } = identitySchema as unknown as { shape: { [key: string]: unknown } };
    const keys = Object.keys(shape).filter((key) => !(key in ELSEWHERE));
    expect(keys.filter((key) => !changed.includes(key))).toEqual([]);
    expect(Object.values(ELSEWHERE).filter((suite) => !existsSync(join(__dirname, suite)))).toEqual([]);
  });
});

withProviders("each key of the file is changed once, and applied", () => {
  test.concurrent.each(Object.entries(STEPS))(
    "%s",
    async (_chain, steps) => {
      const scripts = mkdtempSync(join(tmpdir(), "exchange-e2e-scripts-"));
      writeFileSync(join(scripts, "report.ps1"), SCRIPT);
      const scenario = await Scenario.start(undefined, { TF_VAR_admin_ssh_public_key: KEY });
      for (const group of [GROUP, "OtherRG", "Monitoring"]) {
        scenario.azure.manager.put(scenario.azure.group(group), { location: "westus" });
      }
      for (const [key, identity] of steps) {
        try {
          await scenario.use(identity, {}, scripts);
          succeeded(await scenario.workspace.apply());
          succeeded(await scenario.workspace.unchanged());
        } catch (error) {
          throw new Error(`${key}: ${(error as Error).message}`, { cause: error });
        }
      }
      succeeded(await scenario.workspace.destroy());
      rmSync(scripts, { recursive: true, force: true });
      await scenario.stop();
    },
    1_500_000,
  );
});
