/**
 * A result as one JSON document. Its values stay what they are, and none of them is a command in the log of Azure DevOps,
 * which looks for `##vso[` and `##[` in every line.
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(/#(?=#(?:vso)?\[)/gi, "\\u0023");
}
