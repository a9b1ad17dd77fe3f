import { RunbookSchedule } from "cdktf-exchange-managed-identity";
import * as z from "zod";
import { anyText, choice, list, object, constant, text, wordsOf } from "./fields";
import { variants } from "./variants";

const timing = {
  at: text(
    RunbookSchedule._TIME_OF_DAY,
    "The time of day on the clock of the time zone, in winter and in summer, such as 02:00.",
    "two hours after the first apply",
  ).optional(),
  timeZone: anyText(
    "The IANA name of the time zone.",
    "an IANA time zone, such as Europe/Berlin or Etc/UTC",
    "give the IANA name of the zone",
  )
    .meta({ examples: RunbookSchedule.timeZones(), default_: "Etc/UTC" })
    .optional(),
  interval: z
    .int()
    .min(1)
    .max(100)
    .meta({
      description: "How many hours, days, weeks or months lie between two starts.",
      default_: "1",
      words: wordsOf("a whole number from 1 to 100", "give the interval, or leave it out"),
    })
    .optional(),
};

const EVERY = {
  hour: "Every hour, from the time of day on.",
  day: "Every day.",
  week: "On days of the week.",
  month: "On days of the month.",
} as const;

const every = <const T extends keyof typeof EVERY>(value: T) =>
  constant(value, EVERY[value], "How often the runbook starts.");

const WEEK_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const WEEK_DAYS_WORDS = [`one or more of ${WEEK_DAYS.join(", ")}, each once`, "name the days"] as const;
const MONTH_DAYS_WORDS = ["one or more of 1 to 31 and -1, the last day, each once", "name the days"] as const;
const ONLY_WEEKLY = wordsOf(
  'days of the week only with "every": "week"',
  'remove "weekDays", or write "every": "week"',
);
const ONLY_MONTHLY = wordsOf(
  'days of the month only with "every": "month"',
  'remove "monthDays", or write "every": "month"',
);

/** When a runbook starts by itself. */
export const schedule = variants(
  [
    {
      when: { every: "week" },
      schema: object(
        {
          every: every("week"),
          weekDays: list(
            choice(Object.fromEntries(WEEK_DAYS.map((day) => [day, `Every ${day}.`])), "A day of the week."),
            "The days of the week.",
            { allowed: WEEK_DAYS_WORDS[0], remedy: WEEK_DAYS_WORDS[1] },
          ),
          ...timing,
        },
        "A weekly schedule.",
        { hints: { monthDays: ONLY_MONTHLY } },
      ),
    },
    {
      when: { every: "month" },
      schema: object(
        {
          every: every("month"),
          monthDays: list(
            z
              .int()
              .min(-1)
              .max(31)
              .meta({
                description: "A day of the month, or -1 for the last one.",
                words: wordsOf(...MONTH_DAYS_WORDS),
              }),
            "The days of the month; -1 is the last day.",
            { allowed: MONTH_DAYS_WORDS[0], remedy: MONTH_DAYS_WORDS[1] },
          ),
          ...timing,
        },
        "A monthly schedule.",
        { hints: { weekDays: ONLY_WEEKLY } },
      ),
    },
    ...(["hour", "day"] as const).map((unit) => ({
      when: { every: unit },
      schema: object({ every: every(unit), ...timing }, `A schedule for every ${unit}.`, {
        hints: { weekDays: ONLY_WEEKLY, monthDays: ONLY_MONTHLY },
      }),
    })),
  ],
  z.looseObject({
    every: choice(EVERY, "How often the runbook starts.", { remedy: "say how often the runbook starts" }),
  }),
  "When the runbook starts by itself, for the first time at least an hour after the apply.",
  { allowed: '{"every": "day", "at": "02:00"}', remedy: "write it as an object" },
);
