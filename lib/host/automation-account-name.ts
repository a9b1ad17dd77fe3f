import { checkText } from "../problem/checked-text";
import type { Finding } from "../problem/finding";

/** What is wrong with a text as the name of an Automation account, if anything. */
export function checkAutomationAccountName(name: string): Finding | undefined {
  return checkText(name, {
    pattern: /^[0-9A-Za-z][-0-9A-Za-z]{4,48}[0-9A-Za-z]$/,
    allowed: "6 to 50 letters, digits and '-', the first and the last a letter or a digit",
    remedy: "give the name of an Automation account as Azure allows it",
  });
}
