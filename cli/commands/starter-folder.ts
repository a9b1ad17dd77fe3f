import { existsSync, lstatSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describeFinding } from "cdktf-exchange-managed-identity/internal";
import { checkScriptPath, isBelow } from "../config/script-path";
import { makeFolder } from "../stack/make-folder";
import { linkBelow } from "../stack/output-folder";

/** The files that `init` writes, by their paths below the folder, with `/` on every system. */
export interface StarterFiles {
  readonly [path: string]: string | Uint8Array;
}

/** The folder that `init` writes: nothing outside of it, and nothing that exists. */
export class StarterFolder {
  public constructor(
    private readonly root: string,
    /** The path of the runbook's script, which may exist: then it is the person's own. */
    private readonly script?: string,
  ) {}

  /** Why these files are not written, if so. */
  public refusalOf(files: StarterFiles): string | undefined {
    const { root } = this;
    if (existsSync(root) && !statSync(root).isDirectory()) {
      return refusal(root, "a file", "a folder, or the name of a new one", "name another folder");
    }
    const names = Object.keys(files);
    return (
      this.refusalOfScript(names) ??
      names.map((name) => this.refusalOfPlace(name)).find((text) => text !== undefined) ??
      this.refusalOfExisting(names)
    );
  }

  /** The files, with the person's own script. */
  public withOwnScript(files: StarterFiles): StarterFiles {
    const { script } = this;
    return script !== undefined && this.isOwn(script)
      ? { ...files, [script]: readFileSync(join(this.root, script), "utf8") }
      : files;
  }

  /** Writes the files that are not there. Returns their names. */
  public write(files: StarterFiles): string[] {
    const missing = Object.entries(files).filter(([name]) => !this.isOwn(name));
    for (const [name, text] of missing) {
      const path = join(this.root, name);
      makeFolder(dirname(path));
      writeFileSync(path, text);
    }
    return missing.map(([name]) => name);
  }

  private isOwn(name: string): boolean {
    return name === this.script && existsSync(join(this.root, name));
  }

  private refusalOfScript(names: readonly string[]): string | undefined {
    const { script, root } = this;
    if (script === undefined) {
      return undefined;
    }
    const file = join(root, script);
    const isOutside = !isBelow(realPathOf(file), realPathOf(root));
    const isNoFile = existsSync(file) && !statSync(file).isFile();
    const isInFile = names.some((name) => name !== script && script.startsWith(`${name}/`));
    const finding = checkScriptPath(script) ?? (isOutside || isNoFile || isInFile ? OUTSIDE : undefined);
    return finding && describeFinding("--script", { ...finding, given: script });
  }

  /* A link that leads nowhere is one too, and a file may be where a folder has to be. */
  private refusalOfPlace(name: string): string | undefined {
    const link = this.isOwn(name) ? undefined : linkBelow(this.root, name);
    if (link !== undefined) {
      return refusal(link, "a link", "a folder or a file of its own: no link is followed", "remove the link");
    }
    const folders = name.split("/").slice(0, -1);
    const file = folders
      .map((_, index) => join(this.root, ...folders.slice(0, index + 1)))
      .find((folder) => existsSync(folder) && !lstatSync(folder).isDirectory() && !this.isOwn(name));
    return file && refusal(file, "a file", "a folder, or nothing", "move the file, or choose another folder");
  }

  private refusalOfExisting(names: readonly string[]): string | undefined {
    const existing = names.filter((name) => existsSync(join(this.root, name)) && name !== this.script);
    return existing.length === 0
      ? undefined
      : refusal(
          existing.join(", "),
          existing.length === 1 ? "a file that exists" : "files that exist",
          "a folder without them: nothing that exists is overwritten",
          "choose another folder, or add an identity with: exchange-managed-identity add",
        );
  }
}

const OUTSIDE = {
  allowed: "a script in the folder that is written",
  remedy: "name a path in it, such as scripts/exchange.ps1",
};

function refusal(where: string, given: string, allowed: string, remedy: string): string {
  return `${where}\n  given:   ${given}\n  allowed: ${allowed}\n  to do:   ${remedy}`;
}

/* Where a path leads, of which the end may not exist yet. */
function realPathOf(path: string): string {
  return existsSync(path) ? realpathSync(path) : join(realPathOf(dirname(path)), basename(path));
}
