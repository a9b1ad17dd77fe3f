import { existsSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Finding } from "cdktf-exchange-managed-identity/internal";

/** The path of a script as the file system has it: `\` and `/` mean the same on every system. */
export function slashed(path: string): string {
  return path.replace(/\\/g, "/");
}

/** What is wrong with the path of a script as it is written, if anything. */
export function checkScriptPath(path: string): Finding | undefined {
  const written = slashed(path);
  if (written === "" || written.startsWith("/") || /^[A-Za-z]:/.test(written)) {
    return {
      given: path,
      allowed: "the path of a file, relative to this configuration",
      remedy: "name the script's file",
    };
  }
  return /[^/]\.ps1$/i.test(written)
    ? undefined
    : {
        given: path,
        allowed: "a PowerShell script, whose name ends in .ps1",
        remedy: "name the script's file: what it contains is published in the account",
      };
}

/**
 * What is wrong with where a script lies, if anything: in the folder of the configuration, or in the repository that holds
 * it, links resolved. What a configuration publishes can only be what its repository contains.
 */
export function checkScriptPlace(path: string, folder: string): Finding | undefined {
  const file = resolve(folder, slashed(path));
  if (!existsSync(file)) {
    return undefined;
  }
  const real = realpathSync(file);
  const home = realpathSync(folder);
  const isAllowed = [home, repositoryOf(home)].some((root) => root !== undefined && isBelow(real, root));
  return isAllowed && !real.split(sep).some((part) => part.toLowerCase() === ".git")
    ? undefined
    : {
        given: path,
        allowed: "a file in the folder of this configuration, or in the repository that holds it, and not in .git",
        remedy: "move the script beside the configuration; a link counts as what it leads to",
      };
}

/* The nearest folder above with `.git`. */
function repositoryOf(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) {
    return folder;
  }
  return dirname(folder) === folder ? undefined : repositoryOf(dirname(folder));
}

/** Whether a path lies in a folder or below it. */
export function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || (!isAbsolute(way) && way !== ".." && !way.startsWith(`..${sep}`));
}
