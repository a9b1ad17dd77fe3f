import {
  createScanner,
  type Node,
  type ParseError,
  getNodePath,
  parseTree,
  printParseErrorCode,
  SyntaxKind,
} from "jsonc-parser";
import { isSecret } from "cdktf-exchange-managed-identity/internal";
import type { Problem } from "./problem";

/** A configuration file as text, and what is wrong with it as JSON. */
export interface ReadText {
  readonly text: string;
  /** The tree, for the lines and columns of problems. */
  readonly root?: Node;
  readonly value?: unknown;
  readonly problems: Problem[];
}

const UTF8 = {
  allowed: "a file in UTF-8",
  remedy: 'save it as UTF-8: in VS Code with "Save with Encoding", in PowerShell with Set-Content -Encoding utf8',
};

/** Decodes the bytes of a configuration file, and reads them as JSON with comments and trailing commas. */
export function readText(bytes: Uint8Array): ReadText {
  const encoding = otherEncoding(bytes);
  if (encoding) {
    return { text: "", problems: [{ path: [], given: `a file in ${encoding}`, ...UTF8 }] };
  }
  const text = new TextDecoder("utf-8").decode(bytes).replace(/^\uFEFF/, "");
  const errors: ParseError[] = [];
  const root = parse(text, errors);
  if (root === "too deep") {
    return { text, problems: [{ path: [], given: "brackets that are nested more than 100 deep", ...NO_OBJECT }] };
  }
  if (errors.length > 0 || !root) {
    const problem = errors[0] ? syntaxProblem(text, errors[0]) : { path: [], given: text.trim(), ...NO_OBJECT };
    return { text, problems: [problem] };
  }
  const twice = keysGivenTwice(root);
  return { text, root, value: valueOf(root), problems: twice };
}

const NO_OBJECT = {
  allowed: 'a JSON object with "identities"',
  remedy: "write the configuration; the documentation has an example",
};

function otherEncoding(bytes: Uint8Array): string | undefined {
  const [one, two] = bytes;
  if ((one === 0xff && two === 0xfe) || (one !== 0 && two === 0)) {
    return "UTF-16 LE";
  }
  if ((one === 0xfe && two === 0xff) || (one === 0 && two !== undefined && two !== 0)) {
    return "UTF-16 BE";
  }
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return undefined;
  } catch {
    return "another encoding, such as Windows-1252 (Latin-1)";
  }
}

/* How deep brackets may be nested: the parser, and what reads its tree, is recursive. */
const DEEPEST = 100;

function parse(text: string, errors: ParseError[]): Node | "too deep" | undefined {
  return isTooDeep(text) ? "too deep" : parseTree(text, errors, { disallowComments: false, allowTrailingComma: true });
}

function isTooDeep(text: string): boolean {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token = scanner.scan(); token !== SyntaxKind.EOF && depth <= DEEPEST; token = scanner.scan()) {
    depth += OPENING.has(token) ? 1 : CLOSING.has(token) ? -1 : 0;
  }
  return depth > DEEPEST;
}

const OPENING = new Set([SyntaxKind.OpenBraceToken, SyntaxKind.OpenBracketToken]);
const CLOSING = new Set([SyntaxKind.CloseBraceToken, SyntaxKind.CloseBracketToken]);

/* jsonc-parser's own would lose a key named __proto__. */
function valueOf(node: Node): unknown {
  if (node.type === "array") {
    return (node.children ?? []).map(valueOf);
  }
  if (node.type !== "object") {
    return node.value as unknown;
  }
  const value: { [key: string]: unknown } = {};
  for (const { children = [] } of node.children ?? []) {
    const [key, child] = children;
    Object.defineProperty(value, String(key.value), {
      value: child ? valueOf(child) : undefined,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return value;
}

function syntaxProblem(text: string, error: ParseError): Problem {
  const position = positionAt(text, error.offset);
  const line = (text.split("\n")[position.line - 1] ?? "").trim();
  return {
    path: [],
    position,
    given: line,
    // The line only helps to find the place. One that may contain a secret is not shown.
    secret: isSecret("", line) || /password|secret|token|key|sig=|:\/\//i.test(line) ? true : undefined,
    allowed: "JSON: keys and texts in double quotes; comments and a comma after the last entry are allowed",
    remedy: `fix this place (${printParseErrorCode(error.error)})`,
  };
}

function keysGivenTwice(root: Node): Problem[] {
  const problems: Problem[] = [];
  const visit = (node: Node) => {
    const seen = new Set<string>();
    for (const child of node.children ?? []) {
      const keyNode = child.type === "property" ? child.children?.[0] : undefined;
      const key = keyNode && String(keyNode.value);
      if (keyNode && key !== undefined && seen.has(key)) {
        problems.push({
          path: [...getNodePath(node), key],
          given: `the key "${key}" a second time`,
          allowed: "each key once",
          remedy: "keep one of the two: JSON would silently take the last",
          position: undefined,
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

/** The line and the column of an offset, both from 1. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: before[before.length - 1].length + 1 };
}
