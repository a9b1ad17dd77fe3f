import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Built } from "./build";
import { makeFolder } from "./make-folder";
import { isSamePlace, type KeptFile } from "./kept-files";
import { variablesIn } from "./kept-variables";
import { manifestText } from "./manifest";
import { moduleReadme } from "./module-readme";
import { type OutputFile, OutputFolder } from "./output-folder";
import type { TerraformStack } from "cdktf";
import stringify from "json-stable-stringify";

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
export function write({ app, stacks, kept, folder }: Built, outdir: string): void {
  const files = stacks.flatMap(({ name, stack, isModule }): OutputFile[] => {
    const text = terraformJson(stack);
    return isModule
      ? childModule(
          name,
          text,
          stack.moduleDefaults,
          kept.filter((file) => file.stack === name),
        )
      : [{ path: `stacks/${name}/cdk.tf.json`, text }];
  });
  const copies = stacks.flatMap(({ name, isModule }) =>
    kept
      .filter(({ stack }) => stack === name)
      .map((file): OutputFile => ({
        path: `${isModule ? "modules" : "stacks"}/${name}/${file.name}`,
        text: file.text,
      })),
  );
  const others = [...copies, ...files.filter(({ path }) => path.endsWith("/README.md"))];
  const all = [...files, ...copies, { path: "manifest.json", text: manifestText(app, stacks, others) }];
  const output = new OutputFolder(outdir, isSamePlace(outdir, folder));
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

/* The root of a child module has the providers and the backend. */
function childModule(
  name: string,
  text: string,
  defaults: { readonly [variable: string]: unknown },
  kept: readonly KeptFile[],
): OutputFile[] {
  const json = JSON.parse(text) as {
    provider?: unknown;
    terraform: { backend?: unknown; cloud?: unknown };
    variable?: { [name: string]: { default?: unknown } };
  };
  delete json.provider;
  delete json.terraform.backend;
  delete json.terraform.cloud;
  // Terraform reads a default literally: what cdktf escapes for an expression would be another text there.
  for (const [variable, declaration] of Object.entries(json.variable ?? {})) {
    if (Object.hasOwn(defaults, variable)) {
      declaration.default = defaults[variable];
    }
  }
  return [
    { path: `modules/${name}/main.tf.json`, text: `${JSON.stringify(json, undefined, 2)}\n` },
    { path: `modules/${name}/README.md`, text: moduleReadme(name, { ...json }, variablesIn(kept)) },
  ];
}

/**
 * The Terraform JSON of a stack, as cdktf writes it. It is made in memory: `app.synth()` would write each stack to a folder
 * from which it had to be read again. What that does besides is for programs only: aspects, and annotations that are errors.
 * The command has none.
 */
function terraformJson(stack: TerraformStack): string {
  return stringify(stack.toTerraform(), { space: 2 }) ?? "";
}
