import { jobParameter } from "cdktf-exchange-managed-identity/internal";
import { InvalidArgumentError } from "commander";
import { parameterValue } from "./script-proposals";

/** `--parameter name=value`, as a job takes it. */
export function jobParameterOption(
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
export function minutes(text: string): number {
  const value = Number(text);
  if (!(value > 0) || value > 24 * 60) {
    throw new InvalidArgumentError("Give a number of minutes, at most a day.");
  }
  return value;
}
