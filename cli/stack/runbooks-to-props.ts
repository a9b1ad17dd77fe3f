import { resolve } from "node:path";
import {
  type ExchangeRunbookChoice,
  PowerShellRuntime,
  RunbookSchedule,
  RunbookScript,
} from "cdktf-exchange-managed-identity";
import type { Conversion } from "./conversion";
import type { IdentityConfiguration } from "../config/identity-schema";
import { checkScriptPath, checkScriptPlace, slashed } from "../config/script-path";

type Path = (string | number)[];
type RunbookConfiguration = NonNullable<IdentityConfiguration["runbook"]>;
type ScheduleConfiguration = NonNullable<RunbookConfiguration["schedule"]>;

/** A runbook; `folder` is where the path of its script starts. */
export function runbookOf(
  runbook: RunbookConfiguration,
  path: Path,
  folder: string,
  conversion: Conversion,
): ExchangeRunbookChoice {
  const { name, runtime, script, schedule, parameters, description, connect } = runbook;
  return {
    name,
    runtime: runtime === undefined ? undefined : PowerShellRuntime.of(runtime),
    script: script === undefined ? undefined : scriptOf(script, [...path, "script"], folder, conversion),
    schedule: schedule && conversion.attemptNamed([...path, "schedule"], () => scheduleOf(schedule)),
    parameters,
    description,
    connect,
  };
}

function scriptOf(path: string, place: Path, folder: string, conversion: Conversion): RunbookScript | undefined {
  const finding = checkScriptPath(path) ?? checkScriptPlace(path, folder);
  if (finding) {
    conversion.problems.push({ ...finding, path: place });
    return undefined;
  }
  const file = resolve(folder, slashed(path));
  const before = conversion.problems.length;
  const script = conversion.attempt(place, () => RunbookScript.fromFile(file));
  // The path as the person wrote it, and where it leads.
  for (const [index, problem] of conversion.problems.entries()) {
    if (index >= before && problem.given === file) {
      conversion.problems[index] = {
        ...problem,
        given: path,
        remedy: `${problem.remedy}; the path starts in the folder of this configuration`,
      };
    }
  }
  return script;
}

function scheduleOf(schedule: ScheduleConfiguration): RunbookSchedule {
  const { every, at, timeZone, interval } = schedule;
  const timing = { at, timeZone, interval };
  switch (every) {
    case "hour":
      return RunbookSchedule.hourly(timing);
    case "day":
      return RunbookSchedule.daily(timing);
    case "week":
      return RunbookSchedule.weekly({ ...timing, weekDays: schedule.weekDays });
    case "month":
      return RunbookSchedule.monthly({ ...timing, monthDays: schedule.monthDays });
  }
}
