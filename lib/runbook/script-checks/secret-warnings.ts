import { literalOf, parameterOf } from "../../powershell/command-call";
import { isSecretName } from "../../validation/secret";
import { linesOf, type ScriptContext } from "./script-context";

/* A variable whose name says what a secret is for, how long it is, or where it is. */
const ABOUT_A_SECRET =
  /(?:name|id|ids|length|url|uri|path|file|policy|type|days|age|date|expiry|property|properties|attribute|thumbprint|variable|vault|header|column|label|prompt|message|title|text|endpoint|audience|host|hostname|server|provider|issuer|app|application|tenant|scope|enabled|required|count|status|state|report|list|users?|object|regex|pattern|subject|body|chars?|characters?|charset|alphabet|lifetime|set|format|version|expires|reset|cache|prefix|suffix|field|env|minimum|maximum|sync|publickeytoken)$/i;

/* What people write where the secret belongs. */
const PLACEHOLDER =
  /[<>{}\s]|your|xxx|\*\*|placeholder|change_?me|example|\.\.\.|^(?:password|secret|token|none|null|true|false|string|https?:.*|\[.*|[A-Z][a-z]+-[A-Za-z]+)$/i;

/* A path, an address, a host, and the name of a secret that is kept elsewhere. */
const NO_SECRET =
  /^(?:[A-Za-z]:\\|\\\\|[./~]|[a-z][a-z\d+.-]*:\/\/|(?:[a-z\d-]+\.)+(?:[a-z]{2,3}|info|local)$|(?=.*(?:secret|password|pwd|token|key))[a-z]+(?:[-_.][a-z]+)+$)/;

/** Warns of secrets that are written into the script. A message never contains one. */
export function secretWarnings({ script }: Pick<ScriptContext, "script">): string[] {
  const assigned = script.assignments.flatMap(({ name, value, at }) => {
    const last = name.split(/[$.:]/).at(-1) ?? name;
    const isName = isSecretName(last) && !ABOUT_A_SECRET.test(last);
    return isName && /^["']/.test(value) && isSecret(literalOf(value)) ? [{ what: name, at }] : [];
  });
  const converted = script.callsOf("ConvertTo-SecureString").flatMap((call) => {
    const plain = parameterOf(call, "AsPlainText", "A");
    // Behind a switch, and in front of a pipe, stands what is converted.
    const written = [
      parameterOf(call, "String", "S")?.written,
      call.arguments[0],
      plain?.written,
      parameterOf(call, "Force", "F")?.written,
      /(?:'[^'\n]*'|"[^"\n]*")(?=\s*\|\s*$)/.exec(script.textBefore(call.at))?.[0],
    ];
    return plain && written.some((text) => isSecret(literalOf(text)))
      ? [{ what: "ConvertTo-SecureString", at: call.at }]
      : [];
  });
  return [...assigned, ...converted].map(
    ({ what, at }) =>
      `The script contains a secret (${what}, ${linesOf(script, [{ at }])}): whoever may read the account, the repository or Terraform's state reads it. Keep it in an encrypted variable or a credential of the account (Get-AutomationVariable, Get-AutomationPSCredential), or use the managed identity instead.`,
  );
}

function isSecret(text: string | undefined): boolean {
  return (
    text !== undefined &&
    text.length >= 6 &&
    text.length <= 500 &&
    /[\d\W_]/.test(text) &&
    !PLACEHOLDER.test(text) &&
    !NO_SECRET.test(text)
  );
}
