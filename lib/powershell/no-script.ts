import type { Finding } from "../validation/finding";
import type { ScriptDescription } from "./script-description";
import { codeOf } from "./script-tokens";

/*
 * What PowerShell would not run, by signs that no PowerShell script has where a statement begins. Comments and texts are not
 * looked at.
 */
const OTHERS: readonly (readonly [sign: RegExp, what: string])[] = [
  [/^\s*<(?:!doctype|html|head|body|\?xml|[a-z][\w:-]*[\s>])/i, "a web page, or XML"],
  [/^\s*@echo\s+off\b/i, "a batch file"],
  [/^(?:async\s+)?def\s+\w+\s*\([^\n]*\)[^\n{]*:\s*$/m, "a Python script"],
  [/^from\s+[\w.]+\s+import\s+\S/m, "a Python script"],
  [/^using\s+(?!namespace\b|module\b|assembly\b)[A-Z][\w.]*;\s*$/m, "a C# program"],
  [/^(?:const|let|var)\s+[\w{[][^\n=]*=\s*[^\n]*;\s*$/m, "a JavaScript program"],
  [/^(?:if|elif|for|while|case)\s[^\n]*(?:;\s*(?:then|do)|\sin)\s*$(?=[^]*\n(?:fi|done|esac)\s*$)/m, "a shell script"],
  [/^if\s+\[{1,2}\s[^\n]*\]{1,2}\s*(?:;\s*then)?\s*$/m, "a shell script"],
];

/** What a file is, if it is no PowerShell script that can be read; undefined for one that may be. */
export function checkIsScript(text: string, script: ScriptDescription): Finding | undefined {
  if (script.isTooLong) {
    return {
      given: "a pipeline or a chain of assignments of more than 400 parts",
      allowed: "a PowerShell script that can be read",
      remedy: "write it as several statements",
    };
  }
  const other = isOfAnotherShell(text)
    ? "a script of another language"
    : isJson(text)
      ? "a JSON document"
      : languageOf(text);
  const isEmpty = script.hasParam && script.parameters.length === 0 && script.statementCount === 0;
  if (other === undefined && !isEmpty) {
    return undefined;
  }
  return {
    given: other ?? "an empty param block, and nothing else",
    allowed: "a PowerShell script",
    remedy:
      other === undefined
        ? "write the script, or leave it out for the verification"
        : "name the file of the script; a page that shows a script is not the script: download its text",
  };
}

function languageOf(text: string): string | undefined {
  const possible = OTHERS.filter(([sign]) => sign.test(text));
  // Most scripts have no such sign anywhere; in the others it may stand in a comment or a text.
  const code = possible.length > 0 ? codeOf(text) : "";
  return possible.find(([sign]) => sign.test(code))?.[1];
}

/* By its first line, which PowerShell reads as a comment. */
function isOfAnotherShell(text: string): boolean {
  return /^#![ \t]*\/(?!.*(?:pwsh|powershell))/i.test(text);
}

function isJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) {
    return false;
  }
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}
