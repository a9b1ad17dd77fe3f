import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { isObject } from "../config/fields";
import type { Loaded } from "../config/load";
import { readText } from "../config/read-text";

/**
 * The path of a stack's local state, seen from the folder of the stack: in the folder of the configuration, if the output
 * lies in or below it, else beside the output and named after it. So the states of two configurations that write to two
 * places are two files, and no name of the machine is in the path.
 *
 * @param folder the folder of the configuration
 * @param outdir the output folder
 */
export function localStatePath(folder: string, outdir: string): (stack: string) => string {
  const below = relative(folder, resolve(outdir)).replace(/\\/g, "/");
  if (isAbsolute(below) || below === ".." || below.startsWith("../")) {
    return (stack) => `../../../${basename(resolve(outdir))}.${stack}.tfstate`;
  }
  // From the stack's folder over `stacks` and the output to the folder of the configuration.
  const up = "../".repeat(2 + (below === "" ? 0 : below.split("/").length));
  return (stack) => `${up}terraform.${stack}.tfstate`;
}

/** Warns of another configuration in the same folder whose stacks of the same name would have the same local state. */
export function localStateWarnings(file: string, { file: { backend }, identities }: Loaded): string[] {
  if (backend) {
    return [];
  }
  return otherConfigurations(file).flatMap(({ name, value }) =>
    identities
      .filter(
        (identity) => value.backend === undefined && isObject(value.identities) && identity.name in value.identities,
      )
      .map(
        (identity) =>
          `[${identity.name}] ${name} has a stack ${identity.name} too, and the two have one local state: an apply of one would destroy what the other created. Move one of the files to a folder of its own, rename the stack, or name a backend.`,
      ),
  );
}

function otherConfigurations(file: string): { name: string; value: { [key: string]: unknown } }[] {
  return readdirSync(dirname(file), { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.jsonc?$/i.test(entry.name) && entry.name !== basename(file))
    .flatMap(({ name }) => {
      const text = readFileSync(join(dirname(file), name));
      const { value } = text.includes('"identities"') ? readText(text) : {};
      return isObject(value) ? [{ name, value }] : [];
    });
}
