import { TIME_ZONE_TABLE } from "./time-zone-table";

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
