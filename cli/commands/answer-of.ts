import * as prompts from "@clack/prompts";
import { Cancelled } from "./cancelled";

/**
 * The answer to a question.
 *
 * @throws Cancelled if the person ended the questions
 */
export function answerOf<T>(answer: T): Exclude<T, symbol> {
  if (prompts.isCancel(answer)) {
    throw new Cancelled();
  }
  return answer as Exclude<T, symbol>;
}
