import { getNodePath, type Node, parseTree, printParseErrorCode, type ParseError } from "jsonc-parser";
import type { Problem } from "../lib/problem/finding";
import { pointer } from "./pointer";

/** What a text holds as JSON, and what is wrong with it as such. */
export interface JsonReading {
  readonly value?: unknown;
  readonly problems: Problem[];
}

/** Reads a text as strict JSON: no comments, no trailing commas, no key twice. */
export function readJson(text: string): JsonReading {
  const errors: ParseError[] = [];
  const withoutMark = text.replace(/^\uFEFF/, "");
  const root = parse(withoutMark, errors);
  if (errors.length > 0 || !root) {
    const problems = errors.slice(0, 1).map((error) => syntaxProblem(withoutMark, error));
    return { problems: problems.length > 0 ? problems : [emptyProblem()] };
  }
  const twice = keysGivenTwice(root);
  return twice.length > 0 ? { problems: twice } : { value: JSON.parse(withoutMark), problems: [] };
}

/* A text that is nested too deeply for the parser is no configuration either. */
function parse(text: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch {
    return undefined;
  }
}

function syntaxProblem(text: string, error: ParseError): Problem {
  const before = text.slice(0, error.offset).split("\n");
  const line = text.split("\n")[before.length - 1] ?? "";
  return {
    where: `line ${before.length}, column ${before[before.length - 1].length + 1}`,
    given: line.trim(),
    // The line is only shown to help; one that may hold a secret is not.
    secret: /password|secret|token|key|sig=|:\/\//i.test(line),
    allowed: "JSON: keys and texts in double quotes, no comments, no comma after the last entry",
    remedy: `mend this place (${printParseErrorCode(error.error)})`,
  };
}

function emptyProblem(): Problem {
  return {
    where: "",
    given: "",
    allowed: 'a JSON object with "identities"',
    remedy: "write the configuration; the README has an example",
  };
}

function keysGivenTwice(root: Node): Problem[] {
  const problems: Problem[] = [];
  const visit = (node: Node) => {
    const seen = new Set<string>();
    for (const child of node.children ?? []) {
      const key = child.type === "property" ? String(child.children?.[0]?.value) : undefined;
      if (key !== undefined && seen.has(key)) {
        problems.push({
          where: pointer([...getNodePath(node), key]),
          given: `the key "${key}" a second time`,
          allowed: "each key once",
          remedy: "keep one of the two: JSON would silently take the last",
        });
      }
      if (key !== undefined) {
        seen.add(key);
      }
      visit(child);
    }
  };
  visit(root);
  return problems;
}
