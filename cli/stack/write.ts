import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  accessSync,
  constants,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Built } from "./build";

/** The output could not be written. */
export class UnwritableOutput extends Error {
  public constructor(path: string, reason: string) {
    super(
      `${path}\n  given:   ${reason}\n  allowed: a folder that can be written\n  to do:   name another folder with --out or in the environment variable CDKTF_OUTDIR, or remove what is in the way. Nothing was written.`,
    );
  }
}

interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/** Runs a step with a folder outside the output, where cdktf may write. */
export function withScratchFolder<T>(step: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "exchange-managed-identity-"));
  try {
    return step(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Writes the stacks of a configuration: all of them, or nothing if one cannot be written.
 *
 * @throws UnwritableOutput
 */
export function write({ app, stacks }: Built, outdir: string): void {
  app.synth();
  const files = stacks.map(({ name, isModule }) => {
    const text = readFileSync(join(app.outdir, "stacks", name, "cdk.tf.json"), "utf8");
    return isModule
      ? { path: join(outdir, "modules", name, "main.tf.json"), text: asChildModule(text) }
      : { path: join(outdir, "stacks", name, "cdk.tf.json"), text };
  });
  const roots = stacks.filter(({ isModule }) => !isModule).map(({ name }) => name);
  const manifest = { path: join(outdir, "manifest.json"), text: manifestOf(app.outdir, roots) };
  const all = [...files, manifest];
  all.forEach(({ path }) => assertWritable(path, outdir));
  try {
    all.forEach(writeFile);
    mkdirSync(join(outdir, "stacks"), { recursive: true });
    removeOthers(join(outdir, "stacks"), roots);
    removeOthers(
      join(outdir, "modules"),
      stacks.filter(({ isModule }) => isModule).map(({ name }) => name),
    );
  } catch (error) {
    throw new UnwritableOutput(outdir, String((error as NodeJS.ErrnoException).code ?? error));
  }
}

function writeFile({ path, text }: OutputFile): void {
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) {
    writeFileSync(path, text);
  }
}

function assertWritable(path: string, outdir: string): void {
  if (existsSync(path)) {
    if (!statSync(path).isFile()) {
      throw new UnwritableOutput(path, "a folder where a file has to be");
    }
    assertAccess(path);
    return;
  }
  let folder = dirname(path);
  while (!existsSync(folder)) {
    folder = dirname(folder);
  }
  if (!statSync(folder).isDirectory()) {
    throw new UnwritableOutput(folder, folder === outdir ? "a file" : "a file where a folder has to be");
  }
  assertAccess(folder);
}

function assertAccess(path: string): void {
  try {
    accessSync(path, constants.W_OK);
  } catch {
    throw new UnwritableOutput(path, "no permission to write");
  }
}

/* cdktf writes the separator of the system, and a file that it does not write. Both would differ elsewhere. */
function manifestOf(folder: string, names: string[]): string {
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as {
    stacks: { [name: string]: { [key: string]: unknown } };
  };
  for (const [name, stack] of Object.entries(manifest.stacks)) {
    delete stack.stackMetadataPath;
    stack.synthesizedStackPath = `stacks/${name}/cdk.tf.json`;
    stack.workingDirectory = `stacks/${name}`;
    if (!names.includes(name)) {
      Reflect.deleteProperty(manifest.stacks, name);
    }
  }
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/* The root of a child module has the providers and the backend. */
function asChildModule(text: string): string {
  const json = JSON.parse(text) as { provider?: unknown; terraform: { backend?: unknown; cloud?: unknown } };
  delete json.provider;
  delete json.terraform.backend;
  delete json.terraform.cloud;
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

/* As `cdktf synth` does, but never a state. */
function removeOthers(folder: string, names: string[]): void {
  const others = existsSync(folder) ? readdirSync(folder).filter((name) => !names.includes(name)) : [];
  for (const path of others.map((name) => join(folder, name)).filter((path) => statSync(path).isDirectory())) {
    for (const file of ["cdk.tf.json", "main.tf.json", ".terraform.lock.hcl"]) {
      rmSync(join(path, file), { force: true });
    }
    rmSync(join(path, ".terraform"), { recursive: true, force: true });
    if (readdirSync(path).length === 0) {
      rmdirSync(path);
    }
  }
  if (folder.endsWith("modules") && names.length === 0 && existsSync(folder) && readdirSync(folder).length === 0) {
    rmdirSync(folder);
  }
}
