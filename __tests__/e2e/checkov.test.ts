import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "../../cli/config/load";
import { seed } from "../../tools/seed";
import { KEY } from "./machine";
import { Scenario, succeeded, withProviders } from "./scenario";

const ROOT = join(__dirname, "..", "..");
const EXAMPLES = readdirSync(join(ROOT, "examples")).filter(
  (name) => name !== "child-module" && existsSync(join(ROOT, "examples", name, "exchange.config.json")),
);

/* What stays, and why, is on the page about security. */
const PAGE = readFileSync(join(ROOT, "docs", "security.md"), "utf8");
const EXPLAINED = [...PAGE.matchAll(/^\| (CKV\w+):/gm)].map(([, id]) => id);

const hasCheckov = spawnSync("checkov", ["--version"]).status === 0;
if (!hasCheckov) {
  console.log("Skipped: checkov is not on this machine to judge the plans of the examples.");
}

(hasCheckov ? withProviders : describe.skip)("Checkov", () => {
  test("finds nothing in the plan of any example but what the page about security explains", async () => {
    const plans = mkdtempSync(join(tmpdir(), "exchange-checkov-"));
    for (const example of EXAMPLES) {
      const outdir = mkdtempSync(join(tmpdir(), "exchange-example-"));
      const configuration = join(ROOT, "examples", example, "exchange.config.json");
      execFileSync(process.execPath, ["--import", "tsx", "main.ts"], {
        cwd: ROOT,
        env: { ...process.env, EXCHANGE_CONFIG: configuration, CDKTF_OUTDIR: outdir },
        stdio: ["ignore", "pipe", "pipe"],
      });
      for (const { name, configuration: identity } of load(configuration).identities) {
        const variables = { TF_VAR_admin_ssh_public_key: KEY, TF_VAR_admin_password: "Stand-in-1" };
        const scenario = await Scenario.start(undefined, variables);
        scenario.azure.manager.put(scenario.azure.group("Monitoring"), { location: "westus" });
        seed(scenario.azure, identity);
        await scenario.useFolder(join(outdir, "stacks", name));
        succeeded((await scenario.workspace.plan()).run);
        writeFileSync(join(plans, `${name}.json`), (await scenario.workspace.shown()).output);
        await scenario.stop();
      }
      rmSync(outdir, { recursive: true, force: true });
    }
    const args = ["--directory", plans, "--framework", "terraform_plan", "--compact", "--quiet", "--output", "json"];
    const { stdout } = spawnSync("checkov", args, { encoding: "utf8", maxBuffer: 1 << 28 });
    const { results } = JSON.parse(stdout) as { results: { failed_checks: { check_id: string }[] } };
    const found = [...new Set(results.failed_checks.map(({ check_id: id }) => id))].sort();
    expect(found).toEqual([...EXPLAINED].sort());
    rmSync(plans, { recursive: true, force: true });
  });
});
