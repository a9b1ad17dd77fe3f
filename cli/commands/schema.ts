import { configurationJsonSchema } from "../config/json-schema";

/** Prints the JSON Schema of the configuration file. Returns the exit code. */
export function schema(): number {
  console.log(JSON.stringify(configurationJsonSchema(), undefined, 2));
  return 0;
}
