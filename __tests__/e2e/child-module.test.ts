import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { providerSets, Scenario, succeeded, withProviders } from "./scenario";

const ROOT = join(__dirname, "..", "..");
const EXAMPLE = join(ROOT, "examples", "child-module");

withProviders.each(providerSets())("child modules with azurerm $azurerm", (providers) => {
  test("several times in a root of its own, with provider aliases: apply, no change, destroy", async () => {
    const out = mkdtempSync(join(tmpdir(), "exchange-modules-"));
    execFileSync(process.execPath, ["--import", "tsx", "main.ts"], {
      cwd: ROOT,
      env: { ...process.env, EXCHANGE_CONFIG: join(EXAMPLE, "exchange.config.json"), CDKTF_OUTDIR: out },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const scenario = await Scenario.start(providers);
    const { azure, workspace } = scenario;
    cpSync(join(out, "modules"), join(workspace.folder, "modules"), { recursive: true });
    const root = readFileSync(join(EXAMPLE, "root", "main.tf"), "utf8");
    writeFileSync(join(workspace.folder, "main.tf"), root.replaceAll("../modules", "./modules"));
    rmSync(out, { recursive: true });
    const before = [...azure.directory.principals.keys()];

    succeeded(await workspace.init());
    succeeded(await workspace.validate());
    await scenario.applyAndSettle();
    expect(azure.directory.grants.size).toBe(3);
    const names = [...azure.manager.resources.keys()].flatMap(
      (id) => /automationAccounts\/(\w+)$/i.exec(id)?.[1] ?? [],
    );
    expect(names.sort()).toEqual(["contosoreaderberlin", "contosoreaderparis", "contosowriter1"]);
    expect((await workspace.outputs()).connect_commands).toEqual(
      Array(2).fill("Connect-ExchangeOnline -ManagedIdentity -Organization contoso.onmicrosoft.com"),
    );
    succeeded(await workspace.destroy());
    expect([...azure.manager.resources.keys()]).toEqual([]);
    expect([...azure.directory.principals.keys()]).toEqual(before);
    await scenario.stop();
  });
});
