import { InvalidArgumentError, Option } from "commander";
import { CLOUDS } from "../config/provider-schema";
import { HOST_KINDS } from "../hosts/host-kinds";
import type { Answers } from "./answers";
import { parameterValue } from "./script-proposals";

/** For an option that may be given again: all of its values. */
export function collectValues(value: string, previous: string[] | undefined): string[] {
  return [...(previous ?? []), value];
}

/** The options of `init` and `add`: every answer, by the words of the configuration. */
export function answerOptions(): Option[] {
  return [
    new Option("--stack <name>", "the name of the stack"),
    new Option("--organization <domain>", "the tenant's initial domain"),
    new Option("--cloud <cloud>", "the cloud of the tenant").choices(Object.keys(CLOUDS)),
    new Option("--resource-group <name>", "the resource group of the host"),
    new Option("--location <location>", "the location of a new group"),
    new Option("--host <type>", "the kind of host").choices(HOST_KINDS.map(({ type }) => type)),
    new Option("--host-name <name>", "the name of the host"),
    new Option("--existing", "the host exists, and is only read").conflicts("adopt"),
    new Option("--adopt", "the host exists, and Terraform adds the identity"),
    new Option("--identity <type>", "the identity").choices([
      "systemAssigned",
      "userAssigned",
      "systemAndUserAssigned",
    ]),
    new Option("--identity-name <name>", "the name of a user-assigned identity"),
    new Option("--runtime <version>", "a PowerShell runtime (again for more)").argParser(collectValues),
    new Option("--role <name>", "a Microsoft Entra role (again for more)").argParser(collectValues),
    new Option("--exchange-role <name>", "a management role of Exchange Online (again for more)").argParser(
      collectValues,
    ),
    new Option("--runbook <name>", "a runbook; without a script it verifies the connection"),
    new Option("--script <path>", "the script of the runbook"),
    new Option("--schedule <every>", "when the runbook starts").choices(["hour", "day", "week", "month"]),
    new Option("--at <time>", "the time of day of the schedule, such as 02:00"),
    new Option("--time-zone <zone>", "the time zone of the schedule, such as Europe/Berlin"),
    new Option("--week-day <day>", "a day of a weekly schedule, such as Monday (again for more)").argParser(
      collectValues,
    ),
    new Option(
      "--month-day <day>",
      "a day of a monthly schedule: 1 to 31, or -1 for the last (again for more)",
    ).argParser(dayOfMonth),
    new Option("--parameter <name=value>", "a parameter of the scheduled runs (again for more)").argParser(parameter),
    new Option("--yes", "take the default for every answer that is not given"),
  ];
}

/** The options that belong to a new folder: its pipeline, where the state is, and where the command comes from. */
export function folderOptions(): Option[] {
  return [
    new Option("--pipeline <kind>", "a pipeline; it needs a backend").choices(["github", "azure-devops", "none"]),
    new Option("--backend <type>", "where the state is: a storage account of Azure, or files on each machine").choices([
      "azurerm",
      "none",
    ]),
    new Option("--backend-resource-group <name>", "the resource group of the storage account"),
    new Option("--backend-storage-account <name>", "the storage account"),
    new Option("--backend-container <name>", "the container in the storage account; tfstate, if left out"),
    new Option(
      "--package <file>",
      "the command as a file of npm pack, instead of the package on npm; it is copied into the folder",
    ),
  ];
}

function parameter(text: string, previous: Answers["parameter"]): NonNullable<Answers["parameter"]> {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined) {
    throw new InvalidArgumentError("Write it as name=value.");
  }
  return { ...previous, [name]: parameterValue(value) };
}

function dayOfMonth(text: string, previous: number[] | undefined): number[] {
  if (!/^(?:-1|[1-9]|[12]\d|3[01])$/.test(text)) {
    throw new InvalidArgumentError("Write a number from 1 to 31, or -1 for the last day.");
  }
  return [...(previous ?? []), Number(text)];
}
