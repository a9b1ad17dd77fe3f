import { TerraformLocal, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { TIME_ZONE_TABLE } from "./time-zone-table";

/** A period in which a time zone has one offset. */
interface TimeZonePeriod {
  readonly from: string;
  readonly until: string;
  readonly offset: string;
}

/** The periods of a time zone, from 2026 to 2045. */
function periodsOf(timeZone: string): TimeZonePeriod[] {
  const entry = TIME_ZONE_TABLE.find(({ zones }) => zones.split(" ").includes(timeZone));
  const changes = (entry?.changes ?? "2026-01-01T00:00Z +00:00").split(", ").map((change) => change.split(" "));
  return changes.map(([from, offset], index) => ({
    from: withSeconds(from),
    // The last offset is assumed to stay.
    until: withSeconds(changes[index + 1]?.[0] ?? "9999-12-31T00:00Z"),
    offset,
  }));
}

/** The periods of a time zone as a local value of the stack, once for all schedules. Returns its address. */
export function timeZoneLocal(scope: IConstruct, timeZone: string): string {
  const stack = TerraformStack.of(scope);
  const id = `time_zone_${timeZone.toLowerCase().replace(/[^a-z0-9]+/g, "_")}`;
  if (!stack.node.tryFindChild(id)) {
    new TerraformLocal(stack, id, periodsOf(timeZone)).overrideLogicalId(id);
  }
  return `local.${id}`;
}

function withSeconds(moment: string): string {
  return moment.replace(/Z$/, ":00Z");
}

/*
 * The time zones that azurerm accepts for Azure Automation, by their IANA names. The provider refuses a newer name of a zone
 * that is not among them (Europe/Kyiv).
 */

/** Whether Azure Automation has a time zone with this name. */
export function isTimeZone(name: string): boolean {
  return timeZoneNames().includes(name);
}

/** The names of all time zones of Azure Automation. */
export function timeZoneNames(): string[] {
  return TIME_ZONE_TABLE.flatMap(({ zones }) => zones.split(" ")).sort();
}
