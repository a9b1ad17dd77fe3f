import { AnnotationMetadataEntryType, type App, type TerraformStack } from "cdktf";
import type { Built } from "./build";
import type { OutputFile } from "./output-folder";

const ANNOTATIONS: readonly string[] = Object.values(AnnotationMetadataEntryType);

/** The text of `manifest.json`: cdktf's CLI reads it, and the next synth, which replaces and removes only what it names. */
export function manifestText(app: App, stacks: Built["stacks"], others: readonly OutputFile[]): string {
  const entries = stacks.map(({ name, stack, isModule }) => {
    const folder = isModule ? `modules/${name}` : `stacks/${name}`;
    const paths = others.filter(({ path }) => path.startsWith(`${folder}/`)).map(({ path }) => path);
    const otherFiles = paths.length > 0 ? { otherFiles: paths } : {};
    return {
      name,
      isModule,
      entry: { ...(isModule ? moduleEntry(folder) : stackEntry(name, folder, stack)), ...otherFiles },
    };
  });
  const named = (areModules: boolean) =>
    entries.filter(({ isModule }) => isModule === areModules).map(({ name, entry }) => [name, entry]);
  const modules = named(true);
  const manifest = {
    stacks: Object.fromEntries(named(false).sort(([one], [other]) => (one < other ? -1 : 1))) as object,
    version: app.manifest.version,
    ...(modules.length > 0 ? { modules: Object.fromEntries(modules) as object } : {}),
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/* As cdktf's own manifest has it, but for the separator of the system and a file that is not written. */
function stackEntry(name: string, folder: string, stack: TerraformStack): object {
  const annotations = stack.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => ANNOTATIONS.includes(type))
      .map(({ type, data, trace }) => ({
        constructPath: node.path,
        level: type,
        message: data as unknown,
        stacktrace: trace,
      })),
  );
  return {
    annotations,
    constructPath: stack.node.path,
    dependencies: [],
    name,
    synthesizedStackPath: `${folder}/cdk.tf.json`,
    workingDirectory: folder,
  };
}

function moduleEntry(folder: string): object {
  return { synthesizedStackPath: `${folder}/main.tf.json` };
}
