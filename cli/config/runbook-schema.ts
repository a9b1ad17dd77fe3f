import { ExchangeRunbook, RunbookAlert, RunbookDiagnostics } from "cdktf-exchange-managed-identity";
import * as z from "zod";
import { anyText, trueOrFalse, key, list, MAP, object, text, wordsOf } from "./fields";
import { runtime, RUNTIMES } from "./module-schema";
import { schedule } from "./schedule-schema";

const PARAMETER_WORDS = wordsOf("a text, a number, true or false, or a list of these", "write one of these");

const single = z.union([z.string(), z.number(), z.boolean()]).meta({ words: PARAMETER_WORDS });

/** A runbook. */
export const runbook = object(
  {
    name: text(ExchangeRunbook._NAME, "The name of the runbook."),
    runtime: runtime
      .meta({
        description: "The runtime, one of the module's.",
        default_: "the first of the module's",
        explanations: RUNTIMES,
      })
      .optional(),
    script: anyText(
      "The path of a PowerShell file in UTF-8, relative to this configuration. The connection is inserted at its line `# connect: exchange`, or in front of its first statement.",
      "the path of a file, relative to this configuration",
      "name the script's file",
    ).optional(),
    schedule: schedule.optional(),
    parameters: z
      .record(
        key(ExchangeRunbook._PARAMETER_NAME),
        z.union([single, z.array(single)]).meta({
          description: "A text, a number, true or false; or a list of these, for an array parameter.",
          words: PARAMETER_WORDS,
        }),
      )
      .meta({
        words: MAP,
        description: "The parameters of the scheduled runs, by name. They need a script and a schedule.",
      })
      .optional(),
    description: text(ExchangeRunbook._DESCRIPTION, "What the runbook does, for people.").optional(),
    connect: trueOrFalse(
      "Whether the connection is inserted into the script. false for a script that does not need Exchange, or that connects by itself.",
      "true",
    ).optional(),
  },
  "A published runbook that connects. Without a script it lists the accepted domains, and disconnects. Automation only.",
);

/** Runbooks. */
export const runbooks = list(runbook, "Runbooks, each name once; runbook is the short form of one. Automation only.");

/** The logs of the jobs. */
export const diagnostics = object(
  {
    logAnalyticsWorkspaceId: text(
      RunbookDiagnostics._WORKSPACE_ID,
      "The resource id of an existing Log Analytics workspace.",
    ),
    jobStreams: trueOrFalse(
      "Whether what the scripts print is logged too. It may contain mailbox data.",
      "false",
    ).optional(),
  },
  "Sends job logs and audit events of the account to a workspace. Automation only.",
);

/** The alert on the jobs. */
export const alert = object(
  {
    actionGroupId: text(RunbookAlert._ACTION_GROUP_ID, "The resource id of an existing action group of Azure Monitor."),
  },
  "Alerts on jobs of the stack's runbooks that failed, were stopped or were suspended; on all jobs of the account where the stack has no runbook. Automation only.",
);
