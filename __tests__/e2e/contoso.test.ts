import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { asObject } from "../../tools/loopback/answer";
import { Workspace } from "../../tools/terraform-workspace";
import { bundle, runCommand } from "../helpers/command";
import { temporaryFolder } from "../helpers/stack";
import { signInTo } from "../helpers/tenant";
import { providersFound } from "./find-providers";
import { identityOf, providerSets, rights, Scenario, succeeded, withProviders } from "./scenario";

const ROOT = join(__dirname, "..", "..");
const CONTOSO = JSON.parse(readFileSync(join(ROOT, "exchange.config.json"), "utf8")) as {
  identities: { [name: string]: object };
};
const EXCHANGE_ADMINISTRATOR = "29232cdf-9323-42fd-ade2-1d097af3e4de";

const CASES = providerSets().flatMap((providers) =>
  [
    { stack: "contoso-system", group: "ContosoRG", account: "ContosoAzAuto1", userAssigned: undefined },
    { stack: "contoso-user", group: "ContosoRG2", account: "ContosoAzAuto2", userAssigned: "ContosoMI1" },
  ].map((example) => ({ ...example, ...providers })),
);

withProviders("the guide's Contoso", () => {
  beforeAll(bundle);

  test.each(CASES)(
    "$stack with azurerm $azurerm: apply, no change, destroy",
    async ({ stack, group, account, userAssigned, ...providers }) => {
      const scenario = await Scenario.start(providers);
      const { azure, workspace } = scenario;
      const before = [...azure.directory.principals.keys()];
      await scenario.use(CONTOSO.identities[stack]);
      await scenario.applyAndSettle();

      const host = scenario.resource(group, "providers/Microsoft.Automation/automationAccounts", account);
      expect(asObject(host.properties)).toMatchObject({ disableLocalAuth: true, publicNetworkAccess: true });
      const principalId = userAssigned
        ? asObject(
            scenario.resource(group, "providers/Microsoft.ManagedIdentity/userAssignedIdentities", userAssigned)
              .properties,
          ).principalId
        : identityOf(host).principalId;
      expect(rights(scenario)).toEqual({
        permission: [principalId],
        roles: [[principalId, EXCHANGE_ADMINISTRATOR, "/"]],
      });
      const module = scenario.resource(
        group,
        "providers/Microsoft.Automation/automationAccounts",
        account,
        "modules/ExchangeOnlineManagement",
      );
      expect(asObject(module.properties).contentLink).toEqual({
        uri: "https://www.powershellgallery.com/api/v2/package/ExchangeOnlineManagement/3.9.2",
      });
      expect((await workspace.outputs()).principal_id).toBe(principalId);

      succeeded(await workspace.destroy());
      expect([...azure.manager.resources.keys()]).toEqual([]);
      expect([...azure.directory.principals.keys()]).toEqual(before);
      expect([azure.directory.grants.size, azure.directory.roleAssignments.size]).toEqual([0, 0]);
      await scenario.stop();
    },
  );

  test("after an apply the README's line tests both stacks, and leaves the accounts as they were", async () => {
    const page = readFileSync(join(ROOT, "docs", "test.md"), "utf8");
    // Without a name it tests every stack.
    const options = /npx --no-install exchange-managed-identity test contoso-system ([^\n`]*)/.exec(page)?.[1] ?? "";
    expect(options).toBe("--with-runbook");
    const scenario = await Scenario.start();
    const environment = signInTo(scenario.azure);
    const folder = temporaryFolder();
    cpSync(join(ROOT, "exchange.config.json"), join(folder, "exchange.config.json"));
    const stacks = Object.keys(CONTOSO.identities);
    expect(await runCommand(folder, environment, "synth")).toMatchObject({ status: 0 });
    for (const stack of stacks) {
      const one =
        stack === stacks[0] ? scenario : scenario.withWorkspace(new Workspace(scenario.azure, providersFound().newest));
      await one.useFolder(join(folder, "cdktf.out", "stacks", stack));
      await one.applyAndSettle();
    }
    const from = scenario.azure.transcript.length;
    const before = structuredClone([...scenario.azure.manager.resources]);
    const { status, stdout, stderr } = await runCommand(
      folder,
      { ...environment, ARM_SUBSCRIPTION_ID: scenario.azure.subscriptionId },
      "test",
      options,
      // Nobody can be asked here.
      "--yes",
    );
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout.match(/connected to Exchange Online/g)).toHaveLength(2);
    const writes = scenario.changes(from).map((write) => write.replace(/[0-9a-f]{8}(?:-[0-9a-f-]{27})?/g, "ID"));
    const account = (name: string) => `Microsoft.Automation/automationAccounts/${name}`;
    expect(writes).toEqual(
      ["ContosoAzAuto1", "ContosoAzAuto2"].flatMap((name) => [
        `PUT ${account(name)}/runbooks/Test-ExchangeConnection-ID`,
        `PUT ${account(name)}/runbooks/Test-ExchangeConnection-ID/draft/content`,
        `POST ${account(name)}/runbooks/Test-ExchangeConnection-ID/publish`,
        `PUT ${account(name)}/jobs/ID`,
        `DELETE ${account(name)}/runbooks/Test-ExchangeConnection-ID`,
      ]),
    );
    const jobs = /\/jobs\//;
    expect([...scenario.azure.manager.resources].filter(([id]) => !jobs.test(id))).toEqual(before);
    await scenario.stop();
  });

  test("cdktf deploy applies a stack, and its state is in the folder of the configuration", async () => {
    const scenario = await Scenario.start();
    // A copy: in the repository itself may be a person's state.
    const copy = join(ROOT, "e2e.tmp", `deploy-${process.pid}`);
    mkdirSync(copy, { recursive: true });
    for (const name of [
      "cli",
      "lib",
      "main.ts",
      "package.json",
      "tsconfig.json",
      "exchange.config.json",
      "cdktf.json",
    ]) {
      cpSync(join(ROOT, name), join(copy, name), { recursive: true });
    }
    // By the line of the README: npx fetches the cdktf CLI.
    const cli = /npx (cdktf-cli@[\d.]+) deploy/.exec(readFileSync(join(ROOT, "README.md"), "utf8"))?.[1] ?? "nothing";
    const run = await new Promise<{ ok: boolean; output: string }>((resolve) => {
      execFile(
        "npx",
        ["--yes", cli, "deploy", "contoso-user", "--auto-approve", "--skip-provider-lock"],
        {
          cwd: copy,
          maxBuffer: 1 << 26,
          env: { ...process.env, ...scenario.azure.environment, CHECKPOINT_DISABLE: "1", CI: "1" },
        },
        (error, stdout, stderr) => resolve({ ok: !error, output: `${stdout}\n${stderr}` }),
      );
    });
    succeeded(run);
    expect(rights(scenario).permission).toHaveLength(1);
    expect(readFileSync(join(copy, "terraform.contoso-user.tfstate"), "utf8")).toContain("azurerm_automation_account");
    rmSync(copy, { recursive: true, force: true });
    await scenario.stop();
  });
});
