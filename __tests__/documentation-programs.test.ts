import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const ROOT = join(__dirname, "..");

/* The programs of the pages, as files of this project. */
const PROGRAMS = new Map(
  ["README.md", ...readdirSync(join(ROOT, "docs")).map((page) => `docs/${page}`)].flatMap((page) =>
    [...readFileSync(join(ROOT, page), "utf8").matchAll(/```ts\n([^]*?)```/g)].map(
      ([, code], index): [string, string] => [join(ROOT, `${page}-${index + 1}.ts`).replaceAll("\\", "/"), code],
    ),
  ),
);

function faultsIn(programs: ReadonlyMap<string, string>): string[] {
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const compilerOptions = { ...options, noEmit: true, incremental: false, skipLibCheck: true };
  const host = ts.createCompilerHost(compilerOptions);
  const readable = (file: string) => programs.get(file.replaceAll("\\", "/"));
  const onDisk = { getSourceFile: host.getSourceFile.bind(host), fileExists: host.fileExists.bind(host) };
  host.fileExists = (file) => readable(file) !== undefined || onDisk.fileExists(file);
  host.getSourceFile = (file, version, ...rest) => {
    const code = readable(file);
    return code === undefined
      ? onDisk.getSourceFile(file, version, ...rest)
      : ts.createSourceFile(file, code, version, true);
  };
  const program = ts.createProgram([...programs.keys()], compilerOptions, host);
  return [...programs.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    return source
      ? [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
          ({ messageText }) => `${file}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
        )
      : [`${file} is no program`];
  });
}

test("every TypeScript program of the pages has the types of this version", () => {
  expect(PROGRAMS.size).toBeGreaterThan(4);
  expect(faultsIn(PROGRAMS)).toEqual([]);
  const file = join(ROOT, "docs/wrong-1.ts").replaceAll("\\", "/");
  const wrong = 'import { HostIdentity } from "cdktf-exchange-managed-identity";\nHostIdentity.nobody();\n';
  expect(faultsIn(new Map([[file, wrong]]))).toHaveLength(1);
}, 180_000);
