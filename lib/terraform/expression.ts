import { Token } from "cdktf";

/** A text as it stands inside a Terraform expression that is written out: a reference bare, anything else quoted. */
export function inExpression(text: string): string {
  return Token.isUnresolved(text) ? text : JSON.stringify(text);
}
