import { createScanner, findNodeAtLocation, parseTree, SyntaxKind } from "jsonc-parser";

/**
 * The text of a configuration with one more identity, behind the others. Every other byte stays: comments, indentation,
 * line ends.
 */
export function withEntry(text: string, name: string, entry: object): string {
  const root = parseTree(text, undefined, { allowTrailingComma: true });
  const identities = root && findNodeAtLocation(root, ["identities"]);
  if (!identities) {
    return text;
  }
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const unit = /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
  const brace = identities.offset + identities.length - 1;
  const last = identities.children?.[identities.children.length - 1];
  const indentation = last
    ? indentationAt(text, last.offset, unit)
    : `${indentationAt(text, identities.offset, "")}${unit}`;
  const lines = `${JSON.stringify(name)}: ${JSON.stringify(entry, undefined, unit)}`.split("\n");
  const added = lines.map((line) => `${eol}${indentation}${line}`).join("");
  if (!last) {
    return `${text.slice(0, brace).trimEnd()}${added}${eol}${indentationAt(text, identities.offset, "")}${text.slice(brace)}`;
  }
  const end = last.offset + last.length;
  const comma = hasCommaBehind(text, end) ? "" : ",";
  const between = text.slice(end, brace);
  const kept = between.trimEnd();
  const closing = between.slice(kept.length) || eol;
  return `${text.slice(0, end)}${comma}${kept}${added}${closing}${text.slice(brace)}`;
}

function indentationAt(text: string, offset: number, otherwise: string): string {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return /^[ \t]*$/.test(line) ? line : (/^[ \t]*/.exec(line)?.[0] ?? "") || otherwise;
}

function hasCommaBehind(text: string, offset: number): boolean {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  return scanner.scan() === SyntaxKind.CommaToken;
}
