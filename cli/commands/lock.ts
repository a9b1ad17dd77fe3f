import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { slashed } from "../config/script-path";
import { KEPT_FOLDER, type KeptFile } from "../stack/kept-files";
import { linkBelow, LOCK_FILE } from "../stack/output-folder";
import { withScratchFolder, write } from "../stack/write";
import { fail, withBuilt } from "./with-built";

/** Which configuration, and how Terraform is called. */
export interface LockOptions {
  readonly config: string;
  /** The program: `terraform`, or `tofu`. */
  readonly terraform: string;
  /** The systems that apply the stacks, as Terraform names them; those of pipelines and people, if left out. */
  readonly platform?: readonly string[];
  /** Whether the newest versions are taken, whatever was locked before. */
  readonly upgrade?: boolean;
  /** A folder with the providers, where the registry cannot be reached. */
  readonly mirror?: string;
}

const PLATFORMS = ["linux_amd64", "windows_amd64", "darwin_arm64"];

/**
 * Writes Terraform's lock file of the providers for each stack, where a synth copies it from. Stacks that need the same
 * providers have the same lock file. Returns the exit code.
 */
export function lock(options: LockOptions): number {
  const folder = dirname(resolve(options.config));
  return withBuilt(options.config, (built) => {
    const roots = built.stacks.filter(({ isModule }) => !isModule).map(({ name }) => name);
    const link = roots.map((name) => linkBelow(folder, keptLock(name))).find((place) => place !== undefined);
    if (link !== undefined) {
      return fail(`${link} is a link, which is not followed. To do: remove it.`);
    }
    return withScratchFolder((scratch) => {
      write(built, scratch);
      shareLocks(roots.map((name) => join(scratch, "stacks", name)));
      const locked = new Map<string, string>();
      if (roots.length === 0) {
        console.log("There is nothing to lock: every stack is a child module, and its root locks the providers.");
      }
      for (const name of roots) {
        const stack = join(scratch, "stacks", name);
        if (options.upgrade) {
          rmSync(join(stack, LOCK_FILE), { force: true });
        }
        const needed = providersOf(
          stack,
          built.kept.filter((file) => file.stack === name),
        );
        const source = locked.get(needed) ?? stack;
        const failure =
          source === stack
            ? lockProviders(
                stack,
                built.kept.some((file) => file.stack === name && /\bmodule\b/.test(file.text)),
                options,
              )
            : undefined;
        if (failure !== undefined) {
          return fail(`The providers of ${name} could not be locked: ${failure}`);
        }
        locked.set(needed, source);
        const target = join(folder, keptLock(name));
        try {
          mkdirSync(dirname(target), { recursive: true });
          copyFileSync(join(source, LOCK_FILE), target);
        } catch (error) {
          const { code = String(error) } = error as NodeJS.ErrnoException;
          return fail(`${slashed(relative("", target))} cannot be written (${code}). To do: look at what is there.`);
        }
        console.log(`Locked the providers of ${name} in ${slashed(relative("", target))}`);
      }
      return 0;
    });
  });
}

/* A stack without a lock file takes that of another one with the same constraints, so that both stay at one version. */
function shareLocks(stacks: readonly string[]): void {
  const known = new Map<string, string>();
  const constraints = (stack: string) => JSON.stringify(requiredProviders(stack));
  for (const stack of stacks.filter((folder) => existsSync(join(folder, LOCK_FILE)))) {
    known.set(constraints(stack), known.get(constraints(stack)) ?? join(stack, LOCK_FILE));
  }
  for (const stack of stacks.filter((folder) => !existsSync(join(folder, LOCK_FILE)))) {
    const other = known.get(constraints(stack));
    if (other !== undefined) {
      copyFileSync(other, join(stack, LOCK_FILE));
    }
  }
}

function requiredProviders(stack: string): object {
  const { terraform } = JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8")) as {
    terraform: { required_providers: object };
  };
  return terraform.required_providers;
}

function keptLock(stack: string): string {
  return `${KEPT_FOLDER}/${stack}/${LOCK_FILE}`;
}

/* What decides the lock file: the constraints, what is kept for the stack, and the versions that were locked before. */
function providersOf(stack: string, kept: readonly KeptFile[]): string {
  const locked = existsSync(join(stack, LOCK_FILE)) ? readFileSync(join(stack, LOCK_FILE), "utf8") : "";
  const own = kept.filter(({ name }) => name !== LOCK_FILE).map(({ name, text }) => [name, text]);
  return JSON.stringify([requiredProviders(stack), locked, own]);
}

/* Why it could not be done, if so. */
function lockProviders(
  stack: string,
  hasModules: boolean,
  { terraform, platform = PLATFORMS, mirror }: LockOptions,
): string | undefined {
  // What Terraform says is no result of this command.
  const run = (...args: string[]) =>
    spawnSync(terraform, [`-chdir=${stack}`, ...args], {
      stdio: ["ignore", 2, 2],
      env: { ...process.env, CHECKPOINT_DISABLE: "1" },
    });
  // A kept file may call a module, whose providers count too.
  if (hasModules) {
    run("get");
  }
  const { error, status } = run(
    "providers",
    "lock",
    ...platform.map((name) => `-platform=${name}`),
    ...(mirror === undefined ? [] : [`-fs-mirror=${resolve(mirror)}`]),
  );
  if (error !== undefined) {
    return `${terraform} cannot be run (${(error as NodeJS.ErrnoException).code ?? error.message}). To do: install Terraform, or name the program with --terraform`;
  }
  if (status !== 0) {
    return `${terraform} ended with ${status ?? "a signal"}`;
  }
  return existsSync(join(stack, LOCK_FILE)) ? undefined : `${terraform} wrote no lock file`;
}
