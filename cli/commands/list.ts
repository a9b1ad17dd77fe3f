import { withBuilt } from "./with-built";

/** Which configuration, and the form of the result. */
export interface ListOptions {
  readonly config: string;
  readonly format: "text" | "json";
}

/** Prints the names of the stacks; as JSON, the array that a pipeline's matrix takes. Returns the exit code. */
export function list({ config, format }: ListOptions): number {
  return withBuilt(config, ({ stacks }) => {
    const names = stacks.map(({ name }) => name);
    console.log(format === "json" ? JSON.stringify(names) : names.join("\n"));
    return 0;
  });
}
