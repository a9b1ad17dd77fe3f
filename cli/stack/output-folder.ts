import { existsSync, lstatSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { isObject } from "../config/fields";

/** A file of the output, by its path below it, with `/` on every system. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/** Terraform's lock file of the providers. */
export const LOCK_FILE = ".terraform.lock.hcl";

/** What Terraform leaves in the folder of a stack. Its state is never among it. */
const LEFT_BY_TERRAFORM = [".terraform", LOCK_FILE];

/**
 * The output folder, and what this program wrote there the last time: `manifest.json` names it. Nothing else is removed or
 * replaced, and no link is followed.
 */
export class OutputFolder {
  private readonly named: readonly string[];
  /** Whether a `manifest.json` is there that this program did not write. */
  public readonly hasForeignManifest: boolean;

  /** `keepsLocks` leaves every lock file: where the output is the folder of the configuration, they are a person's. */
  public constructor(
    private readonly folder: string,
    private readonly keepsLocks = false,
  ) {
    const named = filesOfManifest(join(folder, "manifest.json"));
    this.hasForeignManifest = named === undefined;
    this.named = named ?? [];
  }

  /** Whether a file is there that this program did not write. */
  public isForeign({ path, text }: OutputFile): boolean {
    const file = join(this.folder, path);
    // Terraform wrote it where it has installed providers.
    if (path.endsWith(`/${LOCK_FILE}`) && existsSync(join(file, "..", ".terraform"))) {
      return false;
    }
    const isOwn = this.named.some((own) => own === path || this.isSame(own, path));
    return !isOwn && existsSync(file) && readFileSync(file, "utf8") !== text;
  }

  /** Whether the last synth wrote a file. */
  public owns(path: string): boolean {
    return this.named.includes(path);
  }

  /** The first link on the way to a file, below the folder; undefined where there is none. */
  public linkOnTheWay(path: string): string | undefined {
    return linkBelow(this.folder, path);
  }

  /** Removes what was written the last time and is not among the files. Gives what could not be removed. */
  public removeOthers(files: readonly OutputFile[]): string[] {
    return this.named
      .filter((path) => !files.some((file) => file.path === path || this.isSame(file.path, path)))
      .flatMap((path) => this.remove(path));
  }

  /* A stack that was renamed in case only has the same file, where the system ignores case. */
  private isSame(one: string, other: string): boolean {
    try {
      const [first, second] = [one, other].map((path) => statSync(join(this.folder, path), { throwIfNoEntry: false }));
      return first !== undefined && first.ino === second?.ino && first.dev === second.dev;
    } catch {
      // A loop of links, or a folder that may not be entered.
      return false;
    }
  }

  private remove(path: string): string[] {
    if (this.linkOnTheWay(path) !== undefined) {
      return [];
    }
    const folder = join(this.folder, path, "..");
    try {
      const isLeft = SYNTHESIZED_PATH.test(path) && existsSync(join(folder, ".terraform"));
      const names = LEFT_BY_TERRAFORM.filter((name) => !(this.keepsLocks && name === LOCK_FILE));
      const left = isLeft ? names.map((name) => join(folder, name)) : [];
      for (const name of [join(this.folder, path), ...left]) {
        rmSync(name, { recursive: true, force: true });
      }
      removeEmpty(folder);
      removeEmpty(join(this.folder, "modules"));
      return [];
    } catch {
      return [path];
    }
  }
}

/** The first link on the way from a folder to a file below it, even one that leads nowhere; undefined where there is none. */
export function linkBelow(folder: string, path: string): string | undefined {
  const parts = path.split("/");
  return parts.map((_, index) => join(folder, ...parts.slice(0, index + 1))).find((place) => isLink(place));
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

function removeEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) {
    rmdirSync(folder);
  }
}

/* The files that a manifest of this program names: none where there is no manifest; undefined for another one. */
function filesOfManifest(file: string): string[] | undefined {
  if (!existsSync(file)) {
    return [];
  }
  const manifest = parsed(file);
  const stacks = isObject(manifest) && isObject(manifest.stacks) ? Object.values(manifest.stacks) : undefined;
  const modules = isObject(manifest) && isObject(manifest.modules) ? Object.values(manifest.modules) : [];
  // cdktf's own manifests name a file that this program does not write.
  const isOwn = stacks?.every(
    (stack) => isObject(stack) && stack.stackMetadataPath === undefined && typeof stack.workingDirectory === "string",
  );
  const entries = [...(stacks ?? []), ...modules].filter((entry) => isObject(entry));
  const paths = entries.map(({ synthesizedStackPath }) => synthesizedStackPath);
  const others = entries.flatMap(({ otherFiles }) => (Array.isArray(otherFiles) ? otherFiles : []) as unknown[]);
  return isOwn &&
    paths.every((path) => isPath(path, SYNTHESIZED_PATH)) &&
    others.every((path) => isPath(path, OTHER_PATH))
    ? ["manifest.json", ...others.map(String), ...paths.map(String)]
    : undefined;
}

const SYNTHESIZED_PATH = /^(?:stacks\/[\w-]+\/cdk\.tf\.json|modules\/[\w-]+\/main\.tf\.json)$/;
const OTHER_PATH = /^(?:stacks|modules)\/[\w-]+\/(?:README\.md|\.terraform\.lock\.hcl|[\w-][\w.-]*\.tf(?:\.json)?)$/;

function isPath(path: unknown, pattern: RegExp): boolean {
  return typeof path === "string" && pattern.test(path);
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } catch {
    return undefined;
  }
}
