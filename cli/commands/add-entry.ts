import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { withEntry } from "../config/edit-text";
import type { IdentityConfiguration } from "../config/identity-schema";
import { load, type LoadedIdentity } from "../config/load";
import { describeProblem } from "../config/problem";
import { build } from "../stack/build";
import { withScratchFolder } from "../stack/write";
import { INVALID } from "./exit-codes";
import { fail } from "./with-built";

/**
 * Adds an identity to a configuration file, if the file is valid with it; the rest of the file keeps every byte.
 * Returns the exit code.
 *
 * @throws UnreadableFile
 */
export function addEntry(file: string, name: string, entry: object, done: string): number {
  const { identities } = load(file);
  if (identities.some((identity) => identity.name.toLowerCase() === name.toLowerCase())) {
    return fail(`There is a stack ${name} already. Choose another name with --stack.`);
  }
  const changed = withEntry(readFileSync(file, "utf8"), name, entry);
  const code = checkNewFile(changed, file);
  const shared = code === 0 ? undefined : sameHost(identities, entry);
  if (shared !== undefined) {
    console.error(`\n${shared}`);
  }
  return code === 0 ? writeNewFile(file, changed, done) : code;
}

/* A host that a stack of the file has already: a second script on it is one more runbook of that stack. */
function sameHost(identities: readonly LoadedIdentity[], entry: Partial<IdentityConfiguration>): string | undefined {
  const { host, resourceGroup, runbook } = entry;
  const stack = identities.find(
    ({ configuration: other }) =>
      host !== undefined &&
      other.host.existing !== true &&
      other.host.type === host.type &&
      other.host.name.toLowerCase() === host.name.toLowerCase() &&
      other.resourceGroup.name.toLowerCase() === resourceGroup?.name.toLowerCase(),
  );
  if (stack === undefined || host === undefined) {
    return undefined;
  }
  const here = `${host.name} is the host of the stack ${stack.name} already.`;
  if (runbook === undefined) {
    return `${here} To do: change that stack, or name another host with --host-name.`;
  }
  const { configuration } = stack;
  const own = configuration.runbook ? [configuration.runbook] : (configuration.runbooks ?? []);
  if (own.some(({ name }) => name.toLowerCase() === runbook.name.toLowerCase())) {
    return `${here} It has a runbook ${runbook.name}. To do: choose another name with --runbook.`;
  }
  const instead = configuration.runbook ? ' in the place of its "runbook", which keeps its address' : "";
  const keys = { runbooks: [...own, runbook], ...moreThan(configuration, entry) };
  const snippet = JSON.stringify(keys, undefined, 2).split("\n").slice(1, -1).join("\n");
  return `${here} One more script on it is one more runbook of that stack. To do: write there${instead}:\n\n${snippet}`;
}

/* The keys of the stack that the new script needs more of: roles, runtimes, modules. */
function moreThan(
  { roles: ownRoles = [], module: ownModule }: IdentityConfiguration,
  { roles = [], module }: Partial<IdentityConfiguration>,
): object {
  const labels = new Set(ownRoles.map((role) => JSON.stringify(role)));
  const newRoles = roles.filter((role) => !labels.has(JSON.stringify(role)));
  const runtimes = (module?.runtimes ?? []).filter((runtime) => !(ownModule?.runtimes ?? ["5.1"]).includes(runtime));
  const names = new Set((ownModule?.additional ?? []).map(({ name }) => name.toLowerCase()));
  const additional = (module?.additional ?? []).filter(({ name }) => !names.has(name.toLowerCase()));
  return {
    ...(newRoles.length > 0 ? { roles: [...ownRoles, ...newRoles] } : {}),
    ...(runtimes.length > 0 || additional.length > 0
      ? {
          module: {
            ...ownModule,
            ...(runtimes.length > 0 ? { runtimes: [...(ownModule?.runtimes ?? ["5.1"]), ...runtimes] } : {}),
            ...(additional.length > 0 ? { additional: [...(ownModule?.additional ?? []), ...additional] } : {}),
          },
        }
      : {}),
  };
}

/** Prints what is wrong with the text of a configuration that is about to be written, and its warnings. Returns the exit code. */
export function checkNewFile(text: string, file: string): number {
  const { problems, warnings } = withScratchFolder((scratch) => {
    // The paths in the configuration start in its own folder.
    const copy = join(scratch, "exchange.config.json");
    writeFileSync(copy, text);
    return build(copy, { folder: dirname(file), scratch });
  });
  if (problems.length > 0) {
    console.error(problems.map(describeProblem).join("\n\n"));
    return INVALID;
  }
  warnings.forEach((warning) => console.error(`Warning: ${warning}`));
  return 0;
}

/** Writes a configuration, and says so. Returns the exit code. */
export function writeNewFile(file: string, text: string, done: string): number {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    return fail(
      `${file} cannot be written (${(error as NodeJS.ErrnoException).code}). To do: name another file with --config`,
    );
  }
  console.log(done);
  return 0;
}
