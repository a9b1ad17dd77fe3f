import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { isObject } from "../config/fields";
import type { Loaded } from "../config/load";
import { readText } from "../config/read-text";
import { isBelow, slashed } from "../config/script-path";

/* A larger file is no configuration that a person keeps beside another one. */
const MOST_BYTES = 10_000_000;

/**
 * The path of a stack's local state, seen from the folder of the stack: in the folder of the configuration, if the output
 * lies in or below it, else beside the output and named after it. So the states of two configurations that write to two
 * places are two files, and no name of the machine is in the path.
 *
 * @param folder the folder of the configuration
 * @param outdir the output folder
 */
export function localStatePath(folder: string, outdir: string): (stack: string) => string {
  if (!isBelow(resolve(outdir), folder)) {
    const name = basename(resolve(outdir));
    // A configuration beside this output has the states that begin with "terraform." already.
    const prefix = name.toLowerCase() === "terraform" ? `${name}.${name}` : name;
    return (stack) => `../../../${prefix}.${stack}.tfstate`;
  }
  const below = slashed(relative(folder, resolve(outdir)));
  // From the stack's folder over `stacks` and the output to the folder of the configuration.
  const up = "../".repeat(2 + (below === "" ? 0 : below.split("/").length));
  return (stack) => `${up}terraform.${stack}.tfstate`;
}

/**
 * Warns of another configuration in the same folder whose stacks of the same name would have the same local state. A child
 * module has no state of its own.
 */
export function localStateWarnings(file: string, outdir: string, { file: { backend }, identities }: Loaded): string[] {
  if (backend || !isBelow(resolve(outdir), dirname(file))) {
    return [];
  }
  const roots = identities.filter(({ configuration }) => configuration.shape !== "module");
  return otherConfigurations(file).flatMap(({ name, value }) =>
    roots
      .filter((identity) => value.backend === undefined && hasRoot(value.identities, identity.name))
      .map(
        (identity) =>
          `[${identity.name}] ${name} has a stack ${identity.name} too, and the two have one local state: an apply of one would destroy what the other created. Move one of the files to a folder of its own, rename the stack, or name a backend.`,
      ),
  );
}

/** The names of the stacks of other configurations in the same folder. */
export function otherStacks(file: string): string[] {
  return otherConfigurations(file).flatMap(({ value }) =>
    Object.keys(isObject(value.identities) ? value.identities : {}),
  );
}

function hasRoot(identities: unknown, name: string): boolean {
  const identity = isObject(identities) && Object.hasOwn(identities, name) ? identities[name] : undefined;
  return identity !== undefined && !(isObject(identity) && identity.shape === "module");
}

/* A configuration may have any name. What cannot be read is none that Terraform has a state of. */
function otherConfigurations(file: string): { name: string; value: { [key: string]: unknown } }[] {
  return entriesOf(dirname(file))
    .filter((entry) => entry.isFile() && entry.name !== basename(file))
    .flatMap(({ name }) => {
      const text = contentOf(join(dirname(file), name));
      const { value } = text?.includes('"identities"') ? readText(text) : {};
      return isObject(value) ? [{ name, value }] : [];
    });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function contentOf(file: string): Buffer | undefined {
  try {
    return statSync(file).size > MOST_BYTES ? undefined : readFileSync(file);
  } catch {
    return undefined;
  }
}
