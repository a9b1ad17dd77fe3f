import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Language, type Node, Parser } from "web-tree-sitter";
import { temporaryFolder } from "./stack";

/** Reads PowerShell by its grammar. */
export async function powerShellParser(): Promise<(script: string) => Node> {
  await Parser.init({
    wasmBinary: readFileSync(join(dirname(require.resolve("web-tree-sitter")), "web-tree-sitter.wasm")),
  });
  const grammar = join(dirname(require.resolve("tree-sitter-powershell/package.json")), "tree-sitter-powershell.wasm");
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(grammar)));
  return (script) => {
    const tree = parser.parse(script);
    if (!tree) {
      throw new Error("The grammar gave nothing.");
    }
    return tree.rootNode;
  };
}

/** The names of all commands in a script, each once. */
export function commandsOf(root: Node): string[] {
  return [...new Set(root.descendantsOfType("command_name").map((node) => node?.text ?? ""))].sort();
}

/** The texts of all literals in single quotes, as PowerShell reads them. */
export function literalsOf(root: Node): string[] {
  return root
    .descendantsOfType("verbatim_string_characters")
    .map((node) =>
      (node?.text ?? "").slice(1, -1).replace(/(['\u2018\u2019\u201a\u201b])['\u2018\u2019\u201a\u201b]/g, "$1"),
    );
}

/** Whether there is a terraform on this machine. */
export function hasTerraform(): boolean {
  try {
    execFileSync("terraform", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    console.log("Skipped: there is no terraform on this machine to read the synthesized texts.");
    return false;
  }
}

/** What Terraform makes of synthesized values. References in them have to be in `locals`. */
export function readByTerraform(values: unknown[], locals: object = {}): unknown[] {
  const folder = temporaryFolder();
  const output = Object.fromEntries(values.map((value, index) => [`value_${index}`, { value }]));
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ output, locals }));
  const terraform = (...args: string[]) =>
    execFileSync("terraform", args, {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 1 << 28,
      stdio: ["ignore", "pipe", "pipe"],
    });
  // It prints every output, of which there may be hundreds of megabytes.
  execFileSync("terraform", ["apply", "-auto-approve", "-no-color"], {
    cwd: folder,
    maxBuffer: 1 << 28,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const read = JSON.parse(terraform("output", "-json")) as { [name: string]: { value: unknown } };
  return values.map((_, index) => read[`value_${index}`].value);
}
