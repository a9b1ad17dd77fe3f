import { skipOne, tokensOf } from "./script-text";

/** A parameter of a command that is called, and what stands behind it. */
interface CallParameter {
  /** Without the dash. */
  readonly name: string;
  /** As written, without quotes; undefined for a switch. */
  readonly value?: string;
}

/** A command that a script calls. */
export interface CommandCall {
  readonly parameters: CallParameter[];
  /** Whether parameters come from a variable. */
  readonly isSplatted: boolean;
}

/* What ends a command, outside brackets. */
const END = /^(?:[;|&)}\n]|\r)/;

/* What a command may begin behind. */
const BEGINNING = /^(?:[\n;|&(){}=.]|return)$/i;

/** The calls of a command in a script, groups and script blocks included: where its name begins a statement. */
export function commandsIn(text: string, command: string): CommandCall[] {
  const calls: CommandCall[] = [];
  let isBeginning = true;
  for (const [start, end] of tokensOf(text)) {
    const token = text.slice(start, end);
    const name = token.replace(/^[\w.]+\\/, "");
    const isKey = /^[ \t]*=/.test(text.slice(end, end + 80));
    if (isBeginning && !isKey && name.toLowerCase() === command.toLowerCase()) {
      calls.push(callAt(text, end));
    }
    // Blanks, comments and a backtick at the end of a line change nothing.
    if (!/^(?:[ \t\r\u00a0\ufeff]|#|<#|`\n)/.test(token)) {
      isBeginning = BEGINNING.test(token);
    }
  }
  return calls;
}

function callAt(text: string, start: number): CommandCall {
  const words = wordsFrom(text, start);
  const parameters: CallParameter[] = [];
  words.forEach((word, index) => {
    const named = /^[-\u2013\u2014]([A-Za-z]\w*)(?::(.*))?$/s.exec(word);
    if (named) {
      const next = words[index + 1];
      const behind = next === undefined || /^[-\u2013\u2014][A-Za-z]/.test(next) ? undefined : next;
      parameters.push({ name: named[1], value: unquoted(named[2] ? named[2] : behind) });
    }
  });
  return { parameters, isSplatted: words.some((word) => /^@\w/.test(word)) };
}

/* The words of a command up to its end: what stands together without a blank is one word. */
function wordsFrom(text: string, start: number): string[] {
  const words: string[] = [];
  let isBehindBlank = true;
  for (let at = start; at < text.length && !END.test(text.slice(at, at + 1));) {
    const end = Math.min(skipOne(text, at), text.length);
    const token = text.slice(at, end);
    const isBlank = /^\s$/.test(token) || token === "`\n" || token.startsWith("#") || token.startsWith("<#");
    if (!isBlank) {
      if (isBehindBlank) {
        words.push(token);
      } else {
        words[words.length - 1] += token;
      }
    }
    isBehindBlank = isBlank;
    at = end;
  }
  return words;
}

function unquoted(word: string | undefined): string | undefined {
  const quoted = word === undefined ? null : /^(['"\u2018-\u201e])(.*)['"\u2018-\u201e]$/s.exec(word);
  return quoted ? quoted[2] : word;
}
