import { withBuilt } from "./with-built";

/** Prints the names of the stacks; as JSON, the array that a pipeline's matrix takes. Returns the exit code. */
export function list({ config, format }: { readonly config: string; readonly format: "text" | "json" }): number {
  return withBuilt(config, ({ stacks }) => {
    const names = stacks.map(({ name }) => name);
    console.log(format === "json" ? JSON.stringify(names) : names.join("\n"));
    return 0;
  });
}
