import { Token } from "cdktf";
import { checkText } from "../problem/checked-text";
import type { Finding } from "../problem/finding";
import { refuse } from "../problem/problems";
import { isTimeZone } from "./time-zones";

const WEEK_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** At what time a schedule starts its runbook. */
export interface RunbookScheduleProps {
  /**
   * The time of day with its offset, such as `02:00+01:00` or `14:30Z`.
   *
   * @default - the time of the first apply, two hours later
   */
  readonly at?: string;

  /**
   * The time zone whose clock the schedule follows, by its IANA name, such as `Europe/Berlin`.
   *
   * @default "Etc/UTC"
   */
  readonly timeZone?: string;
}

/** The days of a weekly schedule. */
export interface WeeklyRunbookScheduleProps extends RunbookScheduleProps {
  /** The English names of the days; at least one. */
  readonly weekDays: string[];
}

/** What is wrong with a text as a time of day, if anything. */
export function checkTimeOfDay(at: string): Finding | undefined {
  return checkText(at, {
    pattern: /^([01]\d|2[0-3]):[0-5]\d(Z|[+-](0\d|1[0-4]):[0-5]\d)$/,
    allowed: "a time of day with its offset, such as 02:00+01:00 or 14:30Z",
    remedy: "write hours and minutes, then the offset from UTC",
  });
}

/** What is wrong with a text as a time zone, if anything. */
export function checkTimeZone(timeZone: string): Finding | undefined {
  return Token.isUnresolved(timeZone) || isTimeZone(timeZone)
    ? undefined
    : {
        given: timeZone,
        allowed: "an IANA time zone, such as Europe/Berlin or Etc/UTC",
        remedy: "give the IANA name of the zone, as Azure Automation writes it",
      };
}

/** What is wrong with a list of days, if anything. */
export function checkWeekDays(days: string[]): Finding | undefined {
  const wrong = days.find((day, index) => !WEEK_DAYS.includes(day) || days.indexOf(day) !== index);
  return days.length > 0 && wrong === undefined
    ? undefined
    : { given: wrong ?? days, allowed: `one or more of ${WEEK_DAYS.join(", ")}, each once`, remedy: "name the days" };
}

/** When a runbook is started by itself: the first time at least an hour after the apply. */
export class RunbookSchedule {
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
    refuse("RunbookSchedule.weekDays", checkWeekDays(props.weekDays));
    return new RunbookSchedule("Week", props, props.weekDays);
  }

  /** @internal */
  public readonly _timeZone: string;

  private constructor(
    private readonly frequency: string,
    private readonly props: RunbookScheduleProps,
    private readonly weekDays?: string[],
  ) {
    this._timeZone = props.timeZone ?? "Etc/UTC";
    refuse("RunbookSchedule.at", props.at === undefined ? undefined : checkTimeOfDay(props.at));
    refuse("RunbookSchedule.timeZone", checkTimeZone(this._timeZone));
  }

  /** @internal What the name of the Azure schedule tells of it: a schedule at another time is another schedule. */
  public get _label(): string {
    const at = this.props.at === undefined ? [] : ["at", this.props.at.replace(/[+]/g, " plus ").replace(/:/g, "-")];
    return ["every", this.frequency.toLowerCase(), ...at, "in", this._timeZone.replace(/[^A-Za-z0-9_-]+/g, "-")].join(
      " ",
    );
  }

  /** @internal The arguments of an `azurerm_automation_schedule`. */
  public get _arguments() {
    return {
      frequency: this.frequency,
      interval: 1,
      timezone: this._timeZone,
      weekDays: this.weekDays,
      startTime: this.startTime(),
    };
  }

  /* Terraform knows the day, which synth must not: two hours ahead of the plan is an hour ahead of its apply. */
  private startTime(): string {
    const earliest = 'timeadd(plantimestamp(), "2h")';
    if (this.props.at === undefined) {
      return `\${${earliest}}`;
    }
    const time = this.props.at.replace(/^(\d\d:\d\d)/, "$1:00");
    const candidate = `format("%sT${time}", formatdate("YYYY-MM-DD", timeadd(plantimestamp(), day)))`;
    return `\${[for day in ["-24h", "0h", "24h", "48h"] : ${candidate} if timecmp(${candidate}, ${earliest}) >= 0][0]}`;
  }
}
