import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { providersFound } from "./find-providers";
import { rights, Scenario, succeeded, withProviders } from "./scenario";

const ROOT = join(__dirname, "..", "..");

/* A program as a platform engineer writes it, without this repository's app and without the raised constraint. */
const PROGRAM = `
import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, TerraformStack } from "cdktf";
import * as exchange from "../lib";

const app = new App({ outdir: process.env.CDKTF_OUTDIR });
const stack = new TerraformStack(app, "stack");
new AzurermProvider(stack, "azurerm", { features: [{}], resourceProviderRegistrations: "none" });
new AzureadProvider(stack, "azuread", {});
new exchange.ExchangeManagedIdentity(stack, "Exchange", {
  organization: "contoso.onmicrosoft.com",
  host: exchange.ExchangeHost.automationAccount({
    name: "ContosoAzAuto1",
    resourceGroup: exchange.HostResourceGroup.fromExisting("ContosoRG"),
  }),
  identity: exchange.HostIdentity.systemAssigned(),
  module: { version: exchange.ModuleVersion.V3_4_0, runtimes: [exchange.PowerShellRuntime.V5_1, exchange.PowerShellRuntime.V7_2] },
  directoryRoles: [exchange.DirectoryRole.GLOBAL_READER],
  runbook: { name: "Test-ExchangeConnection" },
});
app.synth();
`;

const { pinned, newest } = providersFound();
const withPinned = pinned === undefined ? describe.skip : withProviders;

withPinned("the version that the bindings pin", () => {
  test("a program of constructs is applied, re-planned unchanged and destroyed by azurerm 4.55.0", async () => {
    const scenario = await Scenario.start({ azurerm: pinned ?? "", azuread: newest.azuread });
    scenario.azure.manager.put(scenario.azure.group("ContosoRG"), { location: "westus" });
    const folder = join(ROOT, "e2e.tmp");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "program.ts"), PROGRAM);
    execFileSync(process.execPath, ["--import", "tsx", "e2e.tmp/program.ts"], {
      cwd: ROOT,
      env: { ...process.env, CDKTF_OUTDIR: join(folder, "out") },
    });
    await scenario.useFolder(join(folder, "out", "stacks", "stack"));
    rmSync(folder, { recursive: true });
    await scenario.applyAndSettle();
    expect(rights(scenario).permission).toHaveLength(1);
    succeeded(await scenario.workspace.destroy());
    expect([...scenario.azure.manager.resources.keys()]).toEqual([scenario.azure.group("ContosoRG").toLowerCase()]);
    await scenario.stop();
  });
});
