import * as prompts from "@clack/prompts";
import { answerOf } from "./answer-of";
import { type Answers, DEFAULTS, problemAt } from "./answers";
import { parameterValue } from "./script-proposals";

/** Keeps answers. */
export type SetAnswers = (more: Partial<Answers>) => void;

const WEEK_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** Asks for the runbook of an Automation account: its script and its schedule. */
export async function askRunbook(given: Partial<Answers>, set: SetAnswers): Promise<void> {
  const kind = answerOf(
    await prompts.select({
      message: "A runbook?",
      options: [
        { value: "verification", label: "One that verifies the connection" },
        { value: "script", label: "One with a script of your own" },
        { value: "none", label: "None" },
      ],
    }),
  );
  if (kind === "none") {
    return;
  }
  set({ runbook: kind === "verification" ? "Test-ExchangeConnection" : "Exchange-Script" });
  if (kind === "script" && given.script === undefined) {
    const script = answerOf(
      await prompts.text({
        message: "The path of the script?",
        defaultValue: "scripts/exchange.ps1",
        placeholder: "scripts/exchange.ps1",
      }),
    );
    set({ script });
  }
  if (given.schedule === undefined) {
    const schedule = answerOf(
      await prompts.select({
        message: "When does it run?",
        options: [
          { value: "never", label: "Only by hand" },
          { value: "hour", label: "Every hour" },
          { value: "day", label: "Every day" },
          { value: "week", label: "On days of the week" },
          { value: "month", label: "On days of the month" },
        ],
      }),
    );
    set({ schedule: schedule === "never" ? undefined : schedule });
    if (schedule !== "never" && schedule !== "hour") {
      await askTime(given, schedule, set);
    }
  }
}

/* When on such a day. */
async function askTime(given: Partial<Answers>, schedule: string, set: SetAnswers): Promise<void> {
  const check = (key: string, more: (value: string) => Partial<Answers>) => (value: string | undefined) =>
    problemAt({ ...DEFAULTS, runbook: "Any", schedule, ...more(value ?? "") }, ["runbook", "schedule", key]);
  if (schedule === "week" && given.weekDay === undefined) {
    const options = WEEK_DAYS.map((value) => ({ value }));
    const weekDay = answerOf(
      await prompts.multiselect({ message: "On which days?", options, initialValues: ["Monday"], required: true }),
    );
    set({ weekDay });
  }
  if (schedule === "month" && given.monthDay === undefined) {
    const days = answerOf(
      await prompts.text({
        message: "On which days of the month? (1 to 31, -1 for the last, commas between them)",
        placeholder: "1",
        defaultValue: "1",
        validate: check("monthDays", (value) => ({ monthDay: daysOf(value || "1") })),
      }),
    );
    set({ monthDay: daysOf(days) });
  }
  if (given.at === undefined) {
    const at = answerOf(
      await prompts.text({
        message: "At what time of day?",
        placeholder: "02:00",
        defaultValue: "02:00",
        validate: check("at", (value) => ({ at: value || "02:00" })),
      }),
    );
    set({ at });
  }
  if (given.timeZone === undefined) {
    const timeZone = answerOf(
      await prompts.text({
        message: "In which time zone? (its IANA name, such as Europe/Berlin)",
        placeholder: "Etc/UTC",
        defaultValue: "Etc/UTC",
        validate: check("timeZone", (value) => ({ timeZone: value || "Etc/UTC" })),
      }),
    );
    set({ timeZone });
  }
}

function daysOf(text: string): number[] {
  return text.split(",").map((day) => Number(day.trim()));
}

/** Asks for the parameters that a scheduled run of the script needs. */
export async function askParameters(names: readonly string[], given: Partial<Answers>, set: SetAnswers): Promise<void> {
  let parameter = { ...given.parameter };
  const isGiven = (name: string) => Object.keys(parameter).some((key) => key.toLowerCase() === name.toLowerCase());
  for (const name of names.filter((candidate) => !isGiven(candidate))) {
    const message = `The script needs the parameter ${name}, and nobody is asked in a scheduled run. Its value?`;
    parameter = { ...parameter, [name]: parameterValue(answerOf(await prompts.text({ message }))) };
  }
  set({ parameter: Object.keys(parameter).length > 0 ? parameter : undefined });
}
