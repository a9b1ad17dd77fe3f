import { checkText } from "../problem/checked-text";
import type { Finding } from "../problem/finding";

/** What is wrong with a text as the name of a user-assigned identity, if anything. */
export function checkIdentityName(name: string): Finding | undefined {
  return checkText(name, {
    pattern: /^[A-Za-z0-9][-\w]{2,127}$/,
    allowed: "3 to 128 letters, digits, '-' and '_', the first a letter or a digit",
    remedy: "give the name of a user-assigned identity as Azure allows it",
  });
}
