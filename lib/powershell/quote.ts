import { Fn } from "cdktf";
import { asOperand, mapText } from "../text/terraform-text";

/* PowerShell reads the typographic single quotes as quotes too. */
const QUOTES = "['\u2018\u2019\u201a\u201b]";

/**
 * A text as a PowerShell literal: in single quotes, so that nothing in it is evaluated.
 */
export function quoted(text: string): string {
  return `'${doubleQuotes(text)}'`;
}

/** The same in a script that Terraform puts together: a reference in the text is quoted once Terraform knows it. */
export function quotedForTerraform(text: string): string {
  const inside = mapText(text, doubleQuotes, (reference) =>
    String(Fn.replace(asOperand(reference), `/(${QUOTES})/`, "$1$1")),
  );
  return `'${inside}'`;
}

function doubleQuotes(text: string): string {
  return text.replace(new RegExp(QUOTES, "g"), "$&$&");
}
