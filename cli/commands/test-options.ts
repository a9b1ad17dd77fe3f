import { jobParameter } from "cdktf-exchange-managed-identity/internal";
import { InvalidArgumentError, Option } from "commander";
import { parameterValue } from "./script-proposals";

/** The options of `test` alone. */
export function testOptions(): Option[] {
  return [
    new Option("--runbook <name>", "the runbook to start: one of several, or one of your own"),
    new Option("--parameter <name=value>", "a parameter of the runbook (again for more)").argParser(jobParameterOption),
    new Option("--with-runbook", "publish the harmless verification for this test, and remove it again").conflicts([
      "runbook",
      "parameter",
    ]),
    new Option("--timeout <minutes>", "how long to wait for a permission or a run at most")
      .default(45)
      .argParser(minutes),
    new Option("--verified", 'only the stacks whose configuration says "verify": true'),
    new Option("--yes", "start it without asking"),
  ];
}

/** `--parameter name=value`, as a job takes it. */
function jobParameterOption(
  text: string,
  previous: { readonly [name: string]: string } | undefined,
): { readonly [name: string]: string } {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined) {
    throw new InvalidArgumentError("Write it as name=value.");
  }
  return { ...previous, [name]: jobParameter(parameterValue(value)) };
}

/** A number of minutes. */
function minutes(text: string): number {
  const value = Number(text);
  if (!(value > 0) || value > 24 * 60) {
    throw new InvalidArgumentError("Give a number of minutes, at most a day.");
  }
  return value;
}
