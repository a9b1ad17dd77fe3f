import { readFileSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { checkRunbookRuntime, NO_RUNBOOK_HERE } from "../lib/exchange-managed-identity-checks";
import type { ExchangeRunbookChoice } from "../lib/exchange-managed-identity-props";
import type { PowerShellRuntime } from "../lib/exchange-module/powershell-runtime";
import type { Finding } from "../lib/problem/finding";
import { checkRunbookName } from "../lib/runbook/exchange-runbook";
import { checkTimeOfDay, checkTimeZone, checkWeekDays, RunbookSchedule } from "../lib/runbook/runbook-schedule";
import { checkRunbookScript } from "../lib/runbook/runbook-script";
import { isReference } from "../lib/terraform/literal-text";
import type { HostType } from "./configuration";
import type { Section } from "./section";

interface RunbookContext {
  readonly type?: HostType;
  readonly runtimes: PowerShellRuntime[];
  readonly folder: string;
}

/** Reads the runbook; undefined where there is none, or it cannot be read. */
export function readRunbook(parent: Section, context: RunbookContext): ExchangeRunbookChoice | undefined {
  const section = parent.section("runbook");
  if (!section) {
    return undefined;
  }
  if (context.type && context.type !== "automationAccount") {
    parent.note("runbook", NO_RUNBOOK_HERE);
    return undefined;
  }
  const name = section.requiredText(
    "name",
    { allowed: "the name of the runbook", remedy: "name the runbook" },
    checkRunbookName,
  );
  // Where the module's runtimes cannot be read, what is wrong with them is told already.
  const runtime = section.text("runtime", (version) =>
    context.runtimes.length > 0 ? checkRunbookRuntime(version, context.runtimes) : undefined,
  );
  const script = readScript(section, context.folder);
  const schedule = readSchedule(section);
  section.close();
  return name === undefined
    ? undefined
    : { name, runtime: context.runtimes.find(({ version }) => version === runtime), script, schedule };
}

function readScript(section: Section, folder: string): string | undefined {
  const path = section.text("script", (value) =>
    value === "" || isAbsolute(value)
      ? {
          given: value,
          allowed: "the path of a file, relative to this configuration",
          remedy: "name the script's file",
        }
      : undefined,
  );
  if (path === undefined) {
    return undefined;
  }
  let script: string;
  try {
    script = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(resolve(folder, path)));
  } catch {
    section.note("script", {
      given: path,
      allowed: "a PowerShell file in UTF-8 that can be read",
      remedy: "mend the path, which starts where this configuration lies, or save the file as UTF-8",
    });
    return undefined;
  }
  const finding = isReference(script) ? NO_SCRIPT : checkRunbookScript(script);
  section.note("script", finding);
  return finding ? undefined : script;
}

function readSchedule(parent: Section): RunbookSchedule | undefined {
  const section = parent.section("schedule");
  if (!section) {
    return undefined;
  }
  if (!section.has("every")) {
    section.note("every", {
      given: undefined,
      allowed: '"hour", "day", "week"',
      remedy: "say how often the runbook starts",
    });
  }
  const every = section.choice("every", ["hour", "day", "week"]);
  const at = section.text("at", checkTimeOfDay);
  const timeZone = section.text("timeZone", checkZone);
  const weekDays = every === "week" || section.has("weekDays") ? section.texts("weekDays") : undefined;
  const daysFinding = every === "week" ? checkWeekDays(weekDays ?? []) : undefined;
  section.note("weekDays", section.has("weekDays") && every !== "week" ? ONLY_WEEKLY : daysFinding);
  section.close();
  const isBroken = (section.has("at") && at === undefined) || (section.has("timeZone") && timeZone === undefined);
  if (!every || isBroken || daysFinding) {
    return undefined;
  }
  switch (every) {
    case "hour":
      return RunbookSchedule.hourly({ at, timeZone });
    case "day":
      return RunbookSchedule.daily({ at, timeZone });
    case "week":
      return RunbookSchedule.weekly({ at, timeZone, weekDays: weekDays ?? [] });
  }
}

const NO_SCRIPT: Finding = {
  given: "a marker of cdktf",
  allowed: "a PowerShell script",
  remedy: "write the script",
};

const ONLY_WEEKLY: Finding = {
  given: "days of the week",
  allowed: 'days of the week only with "every": "week"',
  remedy: 'take "weekDays" out, or write "every": "week"',
};

function checkZone(timeZone: string): Finding | undefined {
  const finding = checkTimeZone(timeZone);
  const iana = finding ? ianaNamesOf(timeZone).find((name) => checkTimeZone(name) === undefined) : undefined;
  return finding && iana !== undefined
    ? { ...finding, remedy: `write "${iana}", the IANA name of this Windows time zone` }
    : finding;
}

/* Only needed where a Windows name is given, and as slow to load as a small provider binding. */
function ianaNamesOf(windowsName: string): string[] {
  const { findIana } = require("windows-iana") as typeof import("windows-iana");
  return findIana(windowsName);
}
