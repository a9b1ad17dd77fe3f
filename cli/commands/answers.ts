import { PowerShellRuntime } from "cdktf-exchange-managed-identity";
import { HOST_KINDS, hostKindOf } from "../hosts/host-kinds";
import { identitySchema } from "../config/identity-schema";
import { answerProblem } from "../config/problem";
import { slashed } from "../config/script-path";
import { problemOfValue } from "../config/schema-problems";
import type { StateAnswers } from "./state-answers";

/** The answers that `init` and `add` need, by the names of their options. */
export interface Answers extends StateAnswers {
  readonly stack: string;
  readonly organization: string;
  readonly cloud: string;
  readonly resourceGroup: string;
  readonly location?: string;
  readonly host: string;
  readonly hostName: string;
  readonly existing?: boolean;
  readonly adopt?: boolean;
  readonly identity: string;
  readonly identityName?: string;
  readonly runtime?: string[];
  readonly role: string[];
  /** Management roles of Exchange Online. */
  readonly exchangeRole?: string[];
  readonly runbook?: string;
  readonly script?: string;
  readonly schedule?: string;
  /** The time of day of the schedule. */
  readonly at?: string;
  readonly timeZone?: string;
  readonly weekDay?: string[];
  readonly monthDay?: number[];
  /** The parameters of the scheduled runs. */
  readonly parameter?: { readonly [name: string]: ParameterValue };
  /** Modules beside the Exchange Online module. */
  readonly modules?: readonly { readonly name: string; readonly version: string }[];
  readonly pipeline: string;
  /** The path of the command as a file of `npm pack`. */
  readonly package?: string;
}

/** The value of a parameter, as the configuration has it. */
export type ParameterValue = string | number | boolean | (string | number | boolean)[];

/** The defaults of the answers that were not given, on the host that was. */
export function defaultsFor({ host = DEFAULTS.host }: Partial<Answers>): Answers {
  return { ...DEFAULTS, host, hostName: hostKindOf(host).resource.sampleName };
}

/** The defaults of all answers: the guide's Contoso, with the least role. */
export const DEFAULTS: Answers = {
  stack: "contoso-system",
  organization: "contoso.onmicrosoft.com",
  cloud: "public",
  resourceGroup: "ContosoRG",
  location: "West US",
  host: HOST_KINDS[0].type,
  hostName: HOST_KINDS[0].resource.sampleName,
  identity: "systemAssigned",
  role: ["Global Reader"],
  pipeline: "none",
};

/*
 * The module is named, so that an update of this command does not change it: the newest that these runtimes can have, and
 * 7.4 beside them, so that any runtime but 7.2 can be added.
 */
function moduleVersionFor(runtimes: readonly string[]): string {
  const known = runtimes.flatMap(
    (runtime) => PowerShellRuntime.automation().find(({ version }) => version === runtime) ?? [],
  );
  const isOld = known.includes(PowerShellRuntime.V7_2);
  return PowerShellRuntime.newestModuleFor(isOld ? known : [...known, PowerShellRuntime.V7_4]).value;
}

/** The entry of the configuration for these answers. */
export function entryOf(answers: Answers): { [key: string]: unknown } {
  const exists = answers.existing === true || answers.adopt === true;
  const keyword = answers.existing ? { existing: true } : answers.adopt ? { adopt: true } : {};
  const runtimes = answers.runtime ?? [];
  return {
    organization: answers.organization,
    resourceGroup: exists
      ? { name: answers.resourceGroup, existing: true }
      : { name: answers.resourceGroup, location: answers.location },
    host: {
      type: answers.host,
      name: answers.hostName,
      ...keyword,
      ...(exists ? {} : hostKindOf(answers.host).settings.example),
    },
    identity:
      answers.identity === "systemAssigned"
        ? { type: "systemAssigned" }
        : { type: answers.identity, name: answers.identityName, ...(answers.existing ? { existing: true } : {}) },
    module: {
      version: moduleVersionFor(runtimes),
      ...(runtimes.length > 0 ? { runtimes } : {}),
      ...(answers.modules?.length ? { additional: answers.modules } : {}),
    },
    ...(answers.role.length > 0 ? { roles: answers.role } : {}),
    ...(answers.exchangeRole?.length ? { exchangeRoles: answers.exchangeRole.map((role) => ({ role })) } : {}),
    ...(answers.runbook === undefined
      ? {}
      : {
          runbook: {
            name: answers.runbook,
            ...(answers.script === undefined ? {} : { script: slashed(answers.script) }),
            ...(answers.schedule === undefined ? {} : { schedule: scheduleOf(answers.schedule, answers) }),
            ...(answers.parameter === undefined ? {} : { parameters: answers.parameter }),
          },
        }),
  };
}

function scheduleOf(every: string, { at, timeZone, weekDay, monthDay }: Answers): object {
  return {
    every,
    ...(every === "hour" && at === undefined ? {} : { at: at ?? "02:00" }),
    ...(every === "hour" && timeZone === undefined ? {} : { timeZone: timeZone ?? "Etc/UTC" }),
    // A day that does not fit is refused by the configuration's own rules.
    ...(every === "week" || weekDay ? { weekDays: weekDay ?? ["Monday"] } : {}),
    ...(every === "month" || monthDay ? { monthDays: monthDay ?? [1] } : {}),
  };
}

/** What is wrong with one answer by the rules of the configuration, if anything. `path` is its place in the entry. */
export function problemAt(answers: Answers, path: readonly (string | number)[]): string | undefined {
  return answerProblem(problemOfValue(entryOf(answers), path, identitySchema));
}
