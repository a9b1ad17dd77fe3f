import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Built } from "./build";
import { makeFolder } from "./make-folder";
import { moduleReadme } from "./module-readme";
import { type OutputFile, OutputFolder } from "./output-folder";

const NAME_ANOTHER =
  "name another folder with --out or in the environment variable CDKTF_OUTDIR, or remove what is in the way";

/** The output could not be written, or not all of it. */
export class UnwritableOutput extends Error {
  public constructor(path: string, reason: string, ending = "Nothing was written.", remedy = NAME_ANOTHER) {
    super(`${path}\n  given:   ${reason}\n  allowed: a folder that can be written\n  to do:   ${remedy}. ${ending}`);
  }
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
 * Writes the stacks of a configuration: all of them, or nothing if one cannot be written. Of what is there it replaces and
 * removes only what it wrote itself.
 *
 * @throws UnwritableOutput
 */
export function write({ app, stacks, kept }: Built, outdir: string): void {
  app.synth();
  const files = stacks.map(({ name, isModule }): OutputFile => {
    const text = readFileSync(join(app.outdir, "stacks", name, "cdk.tf.json"), "utf8");
    return isModule
      ? { path: `modules/${name}/main.tf.json`, text: asChildModule(text) }
      : { path: `stacks/${name}/cdk.tf.json`, text };
  });
  const readmes = files
    .filter((_, index) => stacks[index]?.isModule)
    .map(({ path, text }) => ({
      path: path.replace("main.tf.json", "README.md"),
      text: moduleReadme(path.split("/")[1] ?? "", JSON.parse(text) as { [block: string]: unknown }),
    }));
  const keptOf = (stack: string) => kept.filter((file) => file.stack === stack);
  const copies = stacks.flatMap(({ name, isModule }) =>
    keptOf(name).map((file): OutputFile => ({
      path: `${isModule ? "modules" : "stacks"}/${name}/${file.name}`,
      text: file.text,
    })),
  );
  const others = [...copies, ...readmes];
  const names = (isModule: boolean) => stacks.filter((stack) => stack.isModule === isModule).map(({ name }) => name);
  const manifest = { path: "manifest.json", text: manifestOf(app.outdir, names(false), names(true), others) };
  const all = [...files, ...others, manifest];
  const output = new OutputFolder(outdir);
  all.forEach(({ path }) => assertWritable(join(outdir, path), outdir));
  all.forEach((file) => assertOwn(file, outdir, output));
  const written: string[] = [];
  try {
    for (const file of all) {
      writeFile(join(outdir, file.path), file.text);
      written.push(file.path);
    }
    makeFolder(join(outdir, "stacks"));
  } catch (error) {
    const ending = written.length === 0 ? "Nothing was written." : `Written until then: ${written.join(", ")}.`;
    throw new UnwritableOutput(outdir, String((error as NodeJS.ErrnoException).code ?? error), ending);
  }
  const [left] = output.removeOthers(all);
  if (left !== undefined) {
    throw new UnwritableOutput(
      join(outdir, left),
      "a file of an earlier synth that cannot be removed",
      "All stacks of the configuration were written.",
      "remove it, and its folder",
    );
  }
}

function writeFile(path: string, text: string): void {
  makeFolder(dirname(path));
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) {
    writeFileSync(path, text);
  }
}

/* What a person put there, or made a link to, is never replaced. */
function assertOwn(file: OutputFile, outdir: string, output: OutputFolder): void {
  const link = output.linkOnTheWay(file.path);
  if (link !== undefined) {
    throw new UnwritableOutput(link, "a link, which is not followed");
  }
  const path = join(outdir, file.path);
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  if (isFile && (file.path === "manifest.json" ? output.hasForeignManifest : output.isForeign(file))) {
    throw new UnwritableOutput(path, "a file that another program, or a person, wrote");
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
function manifestOf(folder: string, roots: string[], modules: string[], others: readonly OutputFile[]): string {
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as {
    stacks: { [name: string]: { [key: string]: unknown } };
    modules?: { [name: string]: object };
  };
  for (const [name, stack] of Object.entries(manifest.stacks)) {
    delete stack.stackMetadataPath;
    stack.synthesizedStackPath = `stacks/${name}/cdk.tf.json`;
    stack.workingDirectory = `stacks/${name}`;
    if (!roots.includes(name)) {
      Reflect.deleteProperty(manifest.stacks, name);
    }
  }
  for (const [name, stack] of Object.entries(manifest.stacks)) {
    Object.assign(stack, othersIn(`stacks/${name}/`, others));
  }
  if (modules.length > 0) {
    const entries = modules.map((name) => [
      name,
      { synthesizedStackPath: `modules/${name}/main.tf.json`, ...othersIn(`modules/${name}/`, others) },
    ]);
    manifest.modules = Object.fromEntries(entries) as typeof manifest.modules;
  }
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/* What else lies in the folder, so that the next synth knows it as its own. */
function othersIn(folder: string, others: readonly OutputFile[]): { otherFiles?: string[] } {
  const paths = others.filter(({ path }) => path.startsWith(folder)).map(({ path }) => path);
  return paths.length > 0 ? { otherFiles: paths } : {};
}

/* The root of a child module has the providers and the backend. */
function asChildModule(text: string): string {
  const json = JSON.parse(text) as { provider?: unknown; terraform: { backend?: unknown; cloud?: unknown } };
  delete json.provider;
  delete json.terraform.backend;
  delete json.terraform.cloud;
  return `${JSON.stringify(json, undefined, 2)}\n`;
}
