import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, TerraformStack } from "cdktf";
import { resolvedText } from "../../lib/text/terraform-text";
import { RunbookSchedule } from "../../lib";
import { hasTerraform, readByTerraform } from "../helpers/powershell";
import { synthesized, temporaryFolder } from "../helpers/stack";

const ZONES = [
  "Etc/UTC",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "America/Santiago",
  "Pacific/Auckland",
];
const TIMES = ["00:30", "02:00", "12:15", "23:45"];
/* Winter, summer, around both changes of the clock in Europe and America, the end of a year, and ten years from now. */
const DAYS = [
  "2026-01-15T10:00:00Z",
  "2026-07-15T22:30:00Z",
  "2027-03-13T23:00:00Z",
  "2027-03-27T23:00:00Z",
  "2027-10-30T23:30:00Z",
  "2027-11-06T20:00:00Z",
  "2026-12-31T23:59:00Z",
  "2036-07-01T00:00:00Z",
  "2036-12-24T12:00:00Z",
];

/* The locals and the first start that a schedule synthesizes. */
function startOf(timeZone: string, at: string): { locals: object; start: string } {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder(), stackTraces: false }), "stack");
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  const start = RunbookSchedule.daily({ timeZone, at })._arguments(stack).startTime;
  const resolved = resolvedText(stack, start);
  return { locals: (synthesized(stack) as unknown as { locals: object }).locals, start: resolved };
}

/* The wall clock of a zone at a moment, by the clock of Node. */
function wallClock(moment: string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hour12: false }).format(
    new Date(moment),
  );
}

/* The day of the plan is replaced; local values of each case get names of their own. */
function atDay(text: string, day: string, suffix: string): string {
  return text.replaceAll("plantimestamp()", JSON.stringify(day)).replace(/local\.(Starts\w*)/g, `local.$1_${suffix}`);
}

(hasTerraform() ? test : test.skip)(
  "the first start is the time that was asked for, by the clock of the zone, on every day",
  () => {
    const locals: { [name: string]: unknown } = {};
    const starts: string[] = [];
    const cases: { zone: string; at: string; day: string }[] = [];
    for (const zone of ZONES) {
      for (const at of TIMES) {
        const made = startOf(zone, at);
        for (const day of DAYS) {
          const suffix = String(cases.length);
          for (const [name, value] of Object.entries(made.locals)) {
            const isPeriods = name.startsWith("time_zone_");
            locals[isPeriods ? name : `${name}_${suffix}`] = isPeriods ? value : atDay(String(value), day, suffix);
          }
          starts.push(atDay(made.start, day, suffix));
          cases.push({ zone, at, day });
        }
      }
    }
    const read = readByTerraform(starts, locals) as string[];
    expect(read).toHaveLength(ZONES.length * TIMES.length * DAYS.length);
    for (const [index, start] of read.entries()) {
      const { zone, at, day } = cases[index];
      expect([zone, day, start, wallClock(start, zone)]).toEqual([zone, day, start, at]);
      const hours = (Date.parse(start) - Date.parse(day)) / 3_600_000;
      expect(hours).toBeGreaterThanOrEqual(2);
      expect(hours).toBeLessThanOrEqual(2 + 49);
    }
  },
);

test("the periods of a zone stand once in a stack, whatever the number of schedules", () => {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder(), stackTraces: false }), "stack");
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  RunbookSchedule.daily({ timeZone: "Europe/Berlin", at: "02:00" })._arguments(stack);
  const { locals } = synthesized(stack) as unknown as { locals: { time_zone_europe_berlin: unknown[] } };
  expect(Object.keys(locals)).toHaveLength(2);
  expect(locals.time_zone_europe_berlin[0]).toEqual({
    from: "2026-01-01T00:00:00Z",
    until: "2026-03-29T01:00:00Z",
    offset: "+01:00",
  });
});

test("a month has its days, and an interval", () => {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder(), stackTraces: false }), "stack");
  const schedule = RunbookSchedule.monthly({ monthDays: [1, -1], interval: 3 });
  expect(schedule._arguments(stack)).toMatchObject({ frequency: "Month", interval: 3, monthDays: [1, -1] });
  expect(schedule._label).toBe("every 3 months on 1 last in Etc-UTC");
});

test.each<[string, () => unknown, string]>([
  ["day 0", () => RunbookSchedule.monthly({ monthDays: [0] }), "1 to 31 and -1"],
  ["day 32", () => RunbookSchedule.monthly({ monthDays: [32] }), "1 to 31 and -1"],
  ["a day twice", () => RunbookSchedule.monthly({ monthDays: [1, 1] }), "each once"],
  ["no days", () => RunbookSchedule.monthly({ monthDays: [] }), "name the days"],
  ["an interval of none", () => RunbookSchedule.daily({ interval: 0 }), "a whole number from 1 to 100"],
  ["half an interval", () => RunbookSchedule.daily({ interval: 1.5 }), "a whole number from 1 to 100"],
  ["an offset", () => RunbookSchedule.daily({ at: "02:00+01:00" }), "without an offset"],
  ["weekly without days", () => RunbookSchedule.weekly({} as { weekDays: string[] }), "one or more of Monday"],
])("%s is refused", (_what, create, words) => {
  expect(create).toThrow(words);
  expect(create).toThrow(expect.objectContaining({ name: "ExchangeInputError" }));
});
