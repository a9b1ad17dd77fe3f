import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { providerSets, Scenario, withProviders } from "./scenario";

const ROOT = join(__dirname, "..", "..");

withProviders.each(providerSets())("with azurerm $azurerm", (providers) => {
  // Python has a test of its own. The child modules have a test of their own.
  const EXAMPLES = readdirSync(join(ROOT, "examples")).filter((name) =>
    ["exchange.config.json", "main.ts"].some((file) => existsSync(join(ROOT, "examples", name, file))),
  );
  test.each(EXAMPLES.filter((name) => name !== "child-module"))(
    "the example %s is valid for the providers",
    async (example) => {
      const outdir = mkdtempSync(join(tmpdir(), "exchange-example-"));
      const folder = join(ROOT, "examples", example);
      const configuration = join(folder, "exchange.config.json");
      const program = existsSync(configuration) ? "main.ts" : join(folder, "main.ts");
      execFileSync(process.execPath, ["--import", "tsx", program], {
        cwd: ROOT,
        env: { ...process.env, EXCHANGE_CONFIG: configuration, CDKTF_OUTDIR: outdir },
        stdio: ["ignore", "pipe", "pipe"],
      });
      const scenario = await Scenario.start(providers);
      try {
        // It initializes and validates.
        await scenario.useFolder(join(outdir, "stacks", readdirSync(join(outdir, "stacks"))[0]));
      } finally {
        await scenario.stop();
        rmSync(outdir, { recursive: true, force: true });
      }
    },
  );
});
