import { DEEPEST, OPENING, skipComment, skipOne, skipQuoted } from "./script-text";

/** Where the first bracket stands that is nested too deeply; undefined if there is none. */
export function startOfTooDeep(text: string, tokens = tokensOf(text)): number | undefined {
  let depth = 0;
  return tokens.find(([start, end]) => {
    depth += text[start] in OPENING ? 1 : /^[)\]}]$/.test(text.slice(start, end)) ? -1 : 0;
    return depth > DEEPEST || (end > text.length && isTooDeepInside(text, start));
  })?.[0];
}

/* A quoted text that does not end may have too many groups in it. */
function isTooDeepInside(text: string, start: number): boolean {
  let depth = 0;
  for (let at = text.indexOf("$(", start); at >= 0; at = text.indexOf("$(", at + 2)) {
    depth += 1;
  }
  return depth > DEEPEST;
}

/** Where an unterminated comment or quoted text starts; undefined if there is none. */
export function startOfUnterminated(text: string, tokens = tokensOf(text)): number | undefined {
  return tokens.find(([, end]) => end > text.length)?.[0];
}

/**
 * Where a number sign stands in a word between two places. Behind a number and a static member it starts a comment, in
 * other words it is a letter, and only PowerShell's own parser knows.
 */
export function uncertainNumberSign(text: string, from: number, to: number): number | undefined {
  const word = tokensOf(text.slice(0, to), from).find(
    ([start, end]) => /^[^\s'"#$<@`]/.test(text[start] ?? "") && text.slice(start, end).includes("#"),
  );
  return word && text.indexOf("#", word[0]);
}

/** The tokens of a script, groups opened. */
export function tokensOf(text: string, from = 0): [start: number, end: number][] {
  const tokens: [number, number][] = [];
  for (let at = from; at < text.length;) {
    const end = text[at] in OPENING ? at + 1 : skipOne(text, at);
    tokens.push([at, end]);
    at = end;
  }
  return tokens;
}

/** The script without comments and quoted texts. */
export function codeOf(text: string): string {
  return tokensOf(text)
    .map(([start, end]) => {
      const isCode = skipQuoted(text, start) === start && skipComment(text, start) === start;
      return isCode ? text.slice(start, end) : " ";
    })
    .join("");
}
