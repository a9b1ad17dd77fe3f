import { TerraformLocal, Token } from "cdktf";
import type { Construct } from "constructs";
import type { Finding } from "../validation/finding";
import { assertValid } from "../validation/input-validation";
import { NEEDED_AT_SYNTH, TextRule } from "../validation/text-rule";
import { type ScheduleDays, scheduleLabel, WEEK_DAYS } from "./schedule-label";
import { isTimeZone, timeZoneLocal, timeZoneNames } from "./time-zones";
import { plainText } from "../text/terraform-text";
import { copyOf } from "../validation/type-check";

/** When a schedule starts its runbook. */
export interface RunbookScheduleProps {
  /**
   * The time of day on the clock of the time zone, in winter and in summer, such as `02:00`.
   *
   * @default - the time of the first apply, two hours later
   */
  readonly at?: string;

  /**
   * The time zone, by its IANA name, such as `Europe/Berlin`.
   *
   * @default "Etc/UTC"
   */
  readonly timeZone?: string;

  /**
   * How many hours, days, weeks or months lie between two starts, from 1 to 100.
   *
   * @default 1
   */
  readonly interval?: number;
}

/** The days of a weekly schedule. */
export interface WeeklyRunbookScheduleProps extends RunbookScheduleProps {
  /** The English names of the days; at least one. */
  readonly weekDays: string[];
}

/** The days of a monthly schedule. */
export interface MonthlyRunbookScheduleProps extends RunbookScheduleProps {
  /** The days of the month, from 1 to 31, or -1 for the last day; at least one. */
  readonly monthDays: number[];
}

/** What is wrong with a time zone, if anything. */
function checkTimeZone(timeZone: string): Finding | undefined {
  const isText = typeof timeZone === "string";
  const isReference = isText && plainText(timeZone) === undefined;
  return isText && isTimeZone(timeZone)
    ? undefined
    : {
        given: isReference ? "a reference, which only Terraform knows" : timeZone,
        allowed: "an IANA time zone, such as Europe/Berlin or Etc/UTC",
        remedy: isReference ? NEEDED_AT_SYNTH : "give the IANA name of the zone, as Azure Automation writes it",
      };
}

function checkDays(days: unknown, isAllowed: (day: unknown) => boolean, allowed: string): Finding | undefined {
  if (Token.isUnresolved(days)) {
    return { given: "a reference, which only Terraform knows", allowed, remedy: NEEDED_AT_SYNTH };
  }
  const list: unknown[] = Array.isArray(days) ? days : [];
  const invalid = list.find((day, index) => !isAllowed(day) || list.indexOf(day) !== index);
  return list.length > 0 && invalid === undefined
    ? undefined
    : { given: invalid ?? days, allowed: `one or more of ${allowed}, each once`, remedy: "name the days" };
}

function checkInterval(interval: number | undefined): Finding | undefined {
  if (interval === undefined || (Number.isInteger(interval) && interval >= 1 && interval <= 100)) {
    return undefined;
  }
  const allowed = "a whole number from 1 to 100";
  return Token.isUnresolved(interval)
    ? { given: "a reference, which only Terraform knows", allowed, remedy: NEEDED_AT_SYNTH }
    : { given: interval, allowed, remedy: "give the interval, or leave it out" };
}

/** When a runbook starts by itself: for the first time at least an hour after the apply. */
export class RunbookSchedule {
  /** @internal The rule for the time of day. */
  public static readonly _TIME_OF_DAY: TextRule = TextRule.of({
    pattern: "^(?:[01]\\d|2[0-3]):[0-5]\\d$",
    allowed: "a time of day on the clock of the time zone, such as 02:00",
    remedy:
      'write hours and minutes without an offset, and name the zone in "timeZone": its clock counts, in winter and in summer',
    takesReference: false,
  });

  /** The names of all time zones of Azure Automation. */
  public static timeZones(): string[] {
    return timeZoneNames();
  }

  /** Every hour, from a time of day on. */
  public static hourly(props: RunbookScheduleProps = {}): RunbookSchedule {
    return new RunbookSchedule("Hour", props);
  }

  /** Every day at a time of day. */
  public static daily(props: RunbookScheduleProps = {}): RunbookSchedule {
    return new RunbookSchedule("Day", props);
  }

  /** On days of the week, at a time of day. */
  public static weekly(props: WeeklyRunbookScheduleProps): RunbookSchedule {
    const { weekDays } = copyOf("RunbookSchedule.weekly", props);
    const finding = checkDays(weekDays, (day) => WEEK_DAYS.includes(day as string), WEEK_DAYS.join(", "));
    assertValid(["RunbookSchedule", "weekDays"], finding);
    return new RunbookSchedule("Week", props, { weekDays: [...weekDays] });
  }

  /** On days of the month, at a time of day. */
  public static monthly(props: MonthlyRunbookScheduleProps): RunbookSchedule {
    const { monthDays } = copyOf("RunbookSchedule.monthly", props);
    const isDay = (day: unknown) => Number.isInteger(day) && (day === -1 || (Number(day) >= 1 && Number(day) <= 31));
    assertValid(["RunbookSchedule", "monthDays"], checkDays(monthDays, isDay, "1 to 31 and -1, the last day"));
    return new RunbookSchedule("Month", props, { monthDays: [...monthDays] });
  }

  /** The time zone. */
  public readonly timeZone: string;

  private readonly props: RunbookScheduleProps;

  private constructor(
    private readonly frequency: string,
    props: RunbookScheduleProps,
    private readonly days: ScheduleDays = {},
  ) {
    this.props = copyOf("RunbookSchedule", props);
    this.timeZone = props.timeZone ?? "Etc/UTC";
    assertValid(["RunbookSchedule", "at"], RunbookSchedule._TIME_OF_DAY._checkOptional(props.at));
    assertValid(["RunbookSchedule", "timeZone"], checkTimeZone(this.timeZone));
    assertValid(["RunbookSchedule", "interval"], checkInterval(props.interval));
  }

  /**
   * @internal The part of the schedule's name. All of its settings are in it: Azure refuses a schedule that is written again
   * with the start of long ago, so another setting is another schedule.
   */
  public get _label(): string {
    return scheduleLabel(this.frequency, this.timeZone, this.props, this.days);
  }

  /** @internal The arguments of an `azurerm_automation_schedule`. */
  public _arguments(scope: Construct) {
    return {
      frequency: this.frequency,
      interval: this.props.interval ?? 1,
      timezone: this.timeZone,
      ...this.days,
      startTime: this.startTime(scope),
    };
  }

  /*
   * Terraform knows the day of the apply, and synth must not. The candidates are the time of day on each of the next days
   * with each offset that the zone ever has; the first start is the first candidate whose offset holds at that moment.
   * Two hours after the plan is an hour after its apply.
   */
  private startTime(scope: Construct): string {
    const earliest = 'timeadd(plantimestamp(), "2h")';
    if (this.props.at === undefined) {
      return `\${${earliest}}`;
    }
    const day = 'formatdate("YYYY-MM-DD", timeadd(plantimestamp(), day))';
    const candidate = `merge(period, { start = format("%sT${this.props.at}:00%s", ${day}, period.offset) })`;
    const periods = timeZoneLocal(scope, this.timeZone);
    const candidates = new TerraformLocal(
      scope,
      "Starts",
      `\${flatten([for day in ["-24h", "0h", "24h", "48h", "72h"] : [for period in ${periods} : ${candidate}]])}`,
    );
    const conditions = [
      "timecmp(candidate.start, candidate.from) >= 0",
      "timecmp(candidate.start, candidate.until) < 0",
      `timecmp(candidate.start, ${earliest}) >= 0`,
    ];
    return `\${[for candidate in ${candidates.fqn} : candidate.start if ${conditions.join(" && ")}][0]}`;
  }
}
