import { Fn, Token } from "cdktf";
import { literalText } from "../terraform/literal-text";

/** A PowerShell literal in a script that Terraform hands on; a reference is quoted once Terraform knows it. */
export function quotedForTerraform(text: string): string {
  return Token.isUnresolved(text) ? `'${Fn.replace(text, "'", "''")}'` : literalText(quoted(text));
}

/**
 * A text as a PowerShell literal: in single quotes, so that nothing in it is evaluated. PowerShell takes the
 * typographic single quotes for quotes too.
 */
export function quoted(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, "$&$&")}'`;
}
