import { dirname, relative, resolve } from "node:path";
import { shownText, shownValue } from "cdktf-exchange-managed-identity/internal";
import { findNodeAtLocation, type Node } from "jsonc-parser";
import { type Loaded, UnreadableFile } from "../config/load";
import { pointer, type Problem } from "../config/problem";
import { positionAt } from "../config/read-text";
import { build } from "../stack/build";
import { withScratchFolder } from "../stack/write";
import { ANNOTATIONS } from "./check-annotations";
import { INVALID } from "./exit-codes";
import { fail, reportProblems } from "./with-built";
import { jsonText } from "./json-text";

export interface CheckOptions {
  readonly config: string;
  readonly format: "text" | "json" | "github" | "azure-devops";
}

/** Reads and checks a configuration, and writes nothing. Returns the exit code. */
export function check({ config, format }: CheckOptions): number {
  const file = resolve(config);
  const annotation = ANNOTATIONS[format];
  try {
    const { loaded, problems, warnings } = withScratchFolder((scratch) =>
      build(file, { folder: dirname(file), scratch }),
    );
    if (format === "json") {
      console.log(jsonText({ problems: problems.map((problem) => asJson(problem, loaded)), warnings }));
    } else if (annotation) {
      const path = relative("", file).replace(/\\/g, "/");
      problems.forEach((problem) =>
        console.log(annotation("error", { path, ...positionOf(problem, loaded) }, linesOf(problem))),
      );
      warnings.forEach((warning) => console.log(annotation("warning", { path }, warning)));
    } else {
      warnings.forEach((warning) => console.error(`Warning: ${warning}`));
      if (problems.length === 0) {
        console.log(`${relative("", file).replace(/\\/g, "/")} is valid.`);
      } else {
        reportProblems(problems, file, "");
      }
    }
    return problems.length > 0 ? INVALID : 0;
  } catch (error) {
    if (error instanceof UnreadableFile) {
      return fail(error.message);
    }
    throw error;
  }
}

function asJson(problem: Problem, loaded: Loaded) {
  const { line, column } = positionOf(problem, loaded);
  // JSON has escapes of its own: only what is shortened or secret is not given as it is.
  const isShown = shownValue(problem) === shownText(JSON.stringify(problem.given) ?? "");
  return {
    pointer: pointer(problem.path),
    line,
    column,
    given: problem.given === undefined ? null : isShown ? problem.given : shownValue(problem),
    allowed: problem.allowed,
    remedy: problem.remedy,
  };
}

function linesOf(problem: Problem): string {
  return [
    pointer(problem.path),
    `given: ${shownValue(problem)}`,
    `allowed: ${problem.allowed}`,
    `to do: ${problem.remedy}`,
  ]
    .map((line) => shownText(line))
    .join("\n");
}

/** The line and the column of a problem: of the key or the value; of the object around a key that is missing. */
function positionOf(problem: Problem, { text, root }: Loaded): { line: number; column: number } {
  if (problem.position) {
    return problem.position;
  }
  let { path } = problem;
  const isTwice = /a second time$/.test(String(problem.given));
  while (root && path.length > 0) {
    const node = isTwice ? lastKey(root, path) : findNodeAtLocation(root, path);
    if (node) {
      const key = node.parent?.type === "property" ? node.parent : node;
      return positionAt(text, key.offset);
    }
    path = path.slice(0, -1);
  }
  return positionAt(text, root?.offset ?? 0);
}

/* jsonc-parser finds the first of two keys. */
function lastKey(root: Node, path: (string | number)[]): Node | undefined {
  const holder = path.length > 1 ? findNodeAtLocation(root, path.slice(0, -1)) : root;
  const named = (holder?.children ?? []).filter(({ children }) => children?.[0]?.value === path[path.length - 1]);
  return named[named.length - 1]?.children?.[1];
}
