import { createHash } from "node:crypto";

/** The days of a week, in the order of the calendar. */
export const WEEK_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** The days of a weekly or a monthly schedule. */
export interface ScheduleDays {
  readonly weekDays?: string[];
  readonly monthDays?: number[];
}

/* With the longest name of a runbook in front, Azure takes 128 characters. */
const LONGEST_LABEL = 64;

/* The days of a schedule, in the order of the calendar, whichever order they were given in: `1-5 15 last`, `Mon Fri`. */
function daysLabel({ weekDays, monthDays }: ScheduleDays): string {
  const names = WEEK_DAYS.filter((day) => weekDays?.includes(day)).map((day) => day.slice(0, 3));
  const numbers = [...(monthDays ?? [])].filter((day) => day > 0).sort((one, other) => one - other);
  const ranges = numbers
    .filter((day) => !numbers.includes(day - 1))
    .map((first) => {
      const end = numbers.find((day) => day >= first && !numbers.includes(day + 1)) ?? first;
      return end === first ? String(first) : `${first}-${end}`;
    });
  return [...names, ...ranges, ...(monthDays?.includes(-1) ? ["last"] : [])].join(" ");
}

/** The part of a schedule's name that says all of its settings, such as `every week on Mon Fri at 02-00 in Etc-UTC`. */
export function scheduleLabel(
  frequency: string,
  timeZone: string,
  { at, interval = 1 }: { readonly at?: string; readonly interval?: number },
  given: ScheduleDays,
): string {
  const unit = frequency.toLowerCase();
  const every = ["every", ...(interval === 1 ? [unit] : [String(interval), `${unit}s`])];
  const days = daysLabel(given);
  const label = [
    ...every,
    ...(days === "" ? [] : ["on", days]),
    ...(at === undefined ? [] : ["at", at.replace(":", "-")]),
    "in",
    timeZone.replace(/[^A-Za-z0-9_-]+/g, "-"),
  ].join(" ");
  const digest = createHash("sha256").update(label).digest("hex").slice(0, 8);
  return label.length <= LONGEST_LABEL ? label : [...every, digest].join(" ");
}
