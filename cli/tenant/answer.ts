import { oneLine } from "../findings/safe-text";
import { fields, maybeText, type Reading } from "./reading";

const failure = fields({ error: fields({ code: maybeText, message: maybeText }) });

/** An answer as JSON. */
export function parsed(text: string): Reading<unknown> {
  try {
    return { state: "read", value: JSON.parse(text) as unknown };
  } catch {
    return { state: "unreadable", reason: "the answer is no JSON" };
  }
}

/** The reason in the answer of a call that failed. */
export function messageOf(body: string | null | undefined): string {
  const answer = parsed(body ?? "");
  const { code, message } = failure.parse(answer.state === "read" ? answer.value : undefined).error;
  const words = [code, message].filter((part) => part !== undefined).join(": ");
  return words === "" ? "no reason given." : oneLine(words).slice(0, 300);
}
