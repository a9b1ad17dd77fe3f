/*
 * The part of PowerShell's syntax that is needed to skip comments, texts and groups. It finds where a statement may be
 * inserted; it does not understand the statements.
 */

/** The brackets that open a group, and what closes it. */
export const OPENING: { readonly [bracket: string]: string } = { "(": ")", "[": "]", "{": "}" };
const SINGLE = "'\u2018\u2019\u201a\u201b";
const DOUBLE = '"\u201c\u201d\u201e';

/* A number sign directly behind a variable starts a comment, unlike one in a word. */
const VARIABLE = /\$\{(?:`[^]|[^`}])*\}|\$(?:[\w:]+|[?^$])(?:\.[A-Za-z_]\w*)*/y;

const BLANK = /(?:\s|`\r?\n)+/y;

/* In the middle of a word a number sign is a letter like any other. */
const WORD = /[^\s`'"\u2018-\u201e(){}[\];|&,<>@$=]+/y;

const HERE_STRING = /@(["'\u2018\u2019\u201a\u201b\u201c\u201d\u201e])[ \t]*\n/y;

/* How long a text is that a sticky pattern finds at a place; 0 if it finds none. */
function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** Where white space and comments end that start here. */
export function skipBlank(text: string, start: number): number {
  let at = start;
  for (;;) {
    const blank = lengthAt(BLANK, text, at);
    const comment = skipComment(text, at + blank);
    if (blank === 0 && comment === at) {
      return at;
    }
    at = comment;
  }
}

/** Where a comment ends that starts here; the same place if none does. */
export function skipComment(text: string, at: number): number {
  if (text.startsWith("<#", at)) {
    const end = text.indexOf("#>", at + 2);
    return end < 0 ? text.length + 1 : end + 2;
  }
  if (text[at] === "#") {
    const end = text.indexOf("\n", at);
    return end < 0 ? text.length : end;
  }
  return at;
}

/** How deep brackets may be nested; PowerShell itself gives up at some thousand. */
export const DEEPEST = 200;

/** Where a quoted text or a here-string ends that starts here; behind the end of the script if it never does. */
export function skipQuoted(text: string, at: number, depth = 0): number {
  HERE_STRING.lastIndex = at;
  const here = text[at] === "@" ? HERE_STRING.exec(text) : null;
  if (here) {
    // Its end may stand directly behind the first line.
    const start = at + here[0].length - 1;
    return SINGLE.includes(here[1]) ? skipSingleHereString(text, start) : skipDoubleHereString(text, start, depth);
  }
  if (SINGLE.includes(text[at] ?? "\n")) {
    return skipSingleQuoted(text, at);
  }
  return DOUBLE.includes(text[at] ?? "\n") ? skipDoubleQuoted(text, at, depth) : at;
}

/** Where one token, quoted text, comment or group in brackets ends that starts here. */
export function skipOne(text: string, at: number, depth = 0): number {
  const quoted = skipQuoted(text, at, depth);
  if (quoted > at) {
    return quoted;
  }
  if (text[at] === "`") {
    return at + 2;
  }
  const variable = text[at] === "$" ? lengthAt(VARIABLE, text, at) : 0;
  if (variable > 0) {
    return at + variable;
  }
  if (text[at] in OPENING) {
    return skipGroup(text, at, depth);
  }
  const word = lengthAt(WORD, text, at);
  if (word > 0 && text[at] !== "#") {
    return at + word;
  }
  const comment = skipComment(text, at);
  return comment > at ? comment : at + 1;
}

/** Where a group in brackets ends that starts here. One that is nested too deeply never does. */
export function skipGroup(text: string, start: number, depth = 0): number {
  const closing = OPENING[text[start]];
  let at = depth < DEEPEST ? start + 1 : text.length;
  while (at < text.length && text[at] !== closing) {
    at = skipOne(text, at, depth + 1);
  }
  return Math.min(at + 1, text.length + 1);
}

function skipSingleHereString(text: string, start: number): number {
  const end = new RegExp(`\\n[${SINGLE}]@`, "g");
  end.lastIndex = start;
  return end.test(text) ? end.lastIndex : text.length + 1;
}

function skipDoubleHereString(text: string, start: number, depth: number): number {
  let at = start;
  while (at < text.length) {
    if (text[at] === "`") {
      at += 2;
    } else if (text.startsWith("$(", at)) {
      at = skipGroup(text, at + 1, depth + 1);
    } else if (text[at] === "\n" && DOUBLE.includes(text[at + 1] ?? "\n") && text[at + 2] === "@") {
      return at + 3;
    } else {
      at++;
    }
  }
  return text.length + 1;
}

function skipSingleQuoted(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (SINGLE.includes(text[at])) {
      if (!SINGLE.includes(text[at + 1] ?? "\n")) {
        return at + 1;
      }
      at++;
    }
  }
  return text.length + 1;
}

function skipDoubleQuoted(text: string, start: number, depth: number): number {
  let at = start + 1;
  while (at < text.length) {
    if (text[at] === "`") {
      at += 2;
    } else if (text.startsWith("$(", at)) {
      at = skipGroup(text, at + 1, depth + 1);
    } else if (DOUBLE.includes(text[at])) {
      if (!DOUBLE.includes(text[at + 1] ?? "\n")) {
        return at + 1;
      }
      at += 2;
    } else {
      at++;
    }
  }
  return text.length + 1;
}
