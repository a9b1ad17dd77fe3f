import type { Finding } from "../validation/finding";
import { CONNECT_MARKER } from "./connect-marker";
import { skipBlank, skipGroup, skipOne } from "./script-text";
import { startOfTooDeep, startOfUnterminated, tokensOf, uncertainNumberSign } from "./script-tokens";

/** Where in a script the first statement may be inserted. */
export interface ScriptHead {
  /** The position: after `using`, `#Requires`, help and `param`. */
  readonly end: number;
  /** Why no statement may be inserted, if none may. */
  readonly finding?: Finding;
}

const NAMED_BLOCK = /^(?:dynamicparam|begin|process|end|clean)(?![\w-])/i;

/** Why PowerShell could not read a script, if so. The script has line feeds only, and no byte order mark. */
export function checkSyntax(script: string): Finding | undefined {
  const tokens = tokensOf(script);
  const deep = startOfTooDeep(script, tokens);
  if (deep !== undefined) {
    return tooDeep(script, deep);
  }
  const open = startOfUnterminated(script, tokens);
  if (open !== undefined) {
    return unterminated(script, open);
  }
  return paramBlock(script, endOfUsings(script).next) === "unfinished" ? unfinished(script) : undefined;
}

/** Finds the end of a script's head. The script is one that PowerShell can read. */
export function scriptHead(script: string): ScriptHead {
  const usings = endOfUsings(script);
  let { end, next: at } = usings;
  const param = paramBlock(script, at);
  if (param === "unfinished") {
    return { end };
  }
  if (param !== undefined) {
    const sign = uncertainNumberSign(script, at, param);
    if (sign !== undefined) {
      return { end, finding: uncertain(script, sign) };
    }
    end = param;
    at = skipBlank(script, end);
  } else {
    // Comments in front of the first statement stay in front of the inserted one, unless they are a function's own help.
    end = startOfFunctionHelp(script, end, at) ?? at;
  }
  const block = NAMED_BLOCK.exec(script.slice(at));
  if (block && script[skipBlank(script, at + block[0].length)] === "{") {
    return {
      end,
      finding: {
        given: `a script with a ${block[0].toLowerCase()} block`,
        allowed: "a script without begin, process and end blocks: no other statement is allowed beside them",
        remedy: `move the statements out of the blocks; or put the line "${CONNECT_MARKER}" into the block where the connection belongs`,
      },
    };
  }
  return { end };
}

/* Where the `using` end, and what stands behind them. */
function endOfUsings(script: string): { end: number; next: number } {
  let end = 0;
  let next = skipBlank(script, 0);
  while (/^using[ \t`]/i.test(script.slice(next))) {
    end = endOfStatement(script, next);
    next = skipBlank(script, end);
  }
  return { end, next };
}

function endOfStatement(script: string, start: number): number {
  let at = start;
  while (at < script.length && script[at] !== "\n" && script[at] !== ";") {
    at = script[at] === "#" ? lineEnd(script, at) : skipOne(script, at);
  }
  return Math.min(script[at] === ";" ? at + 1 : at, script.length);
}

function lineEnd(script: string, at: number): number {
  const end = script.indexOf("\n", at);
  return end < 0 ? script.length : end;
}

/* The end of a param block and its attributes; undefined where there is none. */
function paramBlock(script: string, start: number): number | "unfinished" | undefined {
  let at = start;
  while (script[at] === "[") {
    const end = skipGroup(script, at);
    if (end > script.length) {
      return undefined;
    }
    at = skipBlank(script, end);
  }
  if (!/^param(?![\w-])/i.test(script.slice(at))) {
    return undefined;
  }
  const open = skipBlank(script, at + "param".length);
  if (script[open] !== "(") {
    return undefined;
  }
  const end = skipGroup(script, open);
  return end > script.length ? "unfinished" : end;
}

/* Where the comments start that PowerShell reads as the help of the function behind them. */
function startOfFunctionHelp(script: string, from: number, statement: number): number | undefined {
  if (!/^(?:function|filter|workflow)\s/i.test(script.slice(statement))) {
    return undefined;
  }
  let start = statement;
  let at = from;
  let group: number | undefined;
  while (at < statement) {
    if (/\s/.test(script[at])) {
      const blank = /^\s+/.exec(script.slice(at))?.[0] ?? " ";
      if ((blank.match(/\n/g)?.length ?? 0) > 2) {
        group = undefined;
      }
      at += blank.length;
    } else {
      group ??= at;
      at = Math.max(skipOne(script, at), at + 1);
    }
  }
  start = group ?? statement;
  return start;
}

function tooDeep(script: string, at: number): Finding {
  return {
    given: `brackets in line ${lineOf(script, at)} that are nested more than 200 deep`,
    allowed: "a PowerShell script that can be read",
    remedy: "fix the script: a bracket may not be closed",
  };
}

function unterminated(script: string, at: number): Finding {
  return {
    given: `an unterminated comment or string in line ${lineOf(script, at)}: ${script.slice(at, at + 40)}`,
    allowed: "a PowerShell script whose comments and strings are closed",
    remedy: "close it: the connection would be inserted inside it",
  };
}

function uncertain(script: string, at: number): Finding {
  return {
    given: `a number sign directly behind a word in the param block, line ${lineOf(script, at)}`,
    allowed: "a blank in front of a comment in the param block",
    remedy: "put a blank in front of the number sign: behind a number or a member it would start a comment",
  };
}

function lineOf(script: string, at: number): number {
  return script.slice(0, at).split("\n").length;
}

function unfinished(script: string): Finding {
  return {
    given: script.slice(0, 80),
    allowed: "a PowerShell script whose param block is closed",
    remedy: "fix the script: PowerShell would not run it",
  };
}
