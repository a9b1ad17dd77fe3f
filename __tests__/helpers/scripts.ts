import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { synthesize } from "../../cli/commands/synthesize";
import type { Built } from "../../cli/stack/build";
import { DirectoryRole, ModuleVersion, PowerShellRuntime, RunbookSchedule, RunbookScript } from "../../lib";
import { exchange } from "./exchange-in-code";
import { temporaryFolder, warnings } from "./stack";
import { identityConfiguration } from "./configuration";

/** What is said of a script in code: its warnings, but for those of every stack. */
export function warningsOf(
  script: string,
  { change = {}, runbook = {}, runtime = PowerShellRuntime.V5_1, additional = [] as object[] } = {},
): string[] {
  const { exchange: made } = exchange({
    module: {
      version: runtime === PowerShellRuntime.V7_2 ? ModuleVersion.V3_4_0 : ModuleVersion.V3_9_2,
      runtimes: [runtime],
      additional: additional.length ? additional : undefined,
    },
    directoryRoles: [DirectoryRole.EXCHANGE_ADMINISTRATOR],
    runbooks: [{ name: "Report", script: RunbookScript.inline(script), ...runbook }],
    ...change,
  });
  return warnings(made);
}

/** The message about a scheduled run with these parameters; undefined where nothing is wrong. */
export function refusalOf(script: string, parameters?: object): string | undefined {
  try {
    warningsOf(script, { runbook: { schedule: RunbookSchedule.hourly(), parameters } });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** What the command makes of a configuration whose runbook has this script. */
export function configured(script: string, runbook: object = {}, change: object = {}): Built {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "report.ps1"), script);
  writeFileSync(
    join(folder, "exchange.config.json"),
    JSON.stringify({
      identities: {
        one: identityConfiguration({ runbook: { name: "Report", script: "report.ps1", ...runbook }, ...change }),
      },
    }),
  );
  mkdirSync(join(folder, "out"));
  return synthesize(join(folder, "exchange.config.json"), join(folder, "out")).built;
}
