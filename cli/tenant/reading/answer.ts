import { shownText } from "../findings/shown-text";
import { fields, maybeText, type Reading, unreadable } from "./reading";

const failure = fields({
  error: fields({ code: maybeText, message: maybeText }),
  // Automation writes its own errors without one around them.
  code: maybeText,
  message: maybeText,
});

/** An answer as JSON. */
export function parsed(text: string): Reading<unknown> {
  try {
    return { state: "read", value: JSON.parse(text) as unknown };
  } catch {
    return isPage(text)
      ? unreadable("proxy", "the answer is a web page")
      : unreadable("broken", "the answer is no JSON");
  }
}

/** Whether an answer is a web page, which only something between here and a service sends. */
export function isPage(text: string): boolean {
  return /^\s*<(?:!doctype|html|head|body)/i.test(text.slice(0, 1000));
}

/** The code of an answer that failed, such as `ResourceNotFound`; undefined if it has none. */
export function codeOf(body: string): string | undefined {
  const { error, code } = failureIn(body);
  return error.code ?? code;
}

/** The reason in the answer of a call that failed. */
export function messageOf(body: string): string {
  const { error, code, message } = failureIn(body);
  const words = [error.code ?? code, error.message ?? message].filter((part) => part !== undefined && part !== "");
  if (words.length > 0) {
    return shownText(words.join(": "));
  }
  return isPage(body) ? "a web page, and no reason." : "no reason given.";
}

function failureIn(body: string) {
  const answer = parsed(body);
  return failure.parse(answer.state === "read" ? answer.value : undefined);
}
