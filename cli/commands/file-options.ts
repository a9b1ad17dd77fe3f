import { InvalidArgumentError, Option } from "commander";

/** An option that has to say something. */
export const notEmpty = (value: string) => {
  if (value === "") {
    throw new InvalidArgumentError("Name a path, or leave the option out.");
  }
  return value;
};

/** A path as an option, from an environment variable, or its default. A variable that is set to nothing is not set. */
export const path = (flags: string, description: string, variable: string, otherwise: string) => {
  const option = new Option(flags, description).default(otherwise).argParser(notEmpty);
  return process.env[variable] === "" ? option : option.env(variable);
};

/** Which configuration file is read. */
export const config = () =>
  path("--config <file>", "the configuration file", "EXCHANGE_CONFIG", "exchange.config.json");

/** The form of a result, one of some. */
export const format = (...formats: string[]) =>
  new Option("--format <format>", "the form of the result").choices(formats).default("text");
