import { assertValid } from "./input-validation";
import { checkOptionalObject } from "./type-check";

/**
 * A copy of an object of properties: what the program changes in it later does not count.
 *
 * @throws an `Error` named `ExchangeInputError` for anything else
 */
export function copyOf<T extends object>(where: string, props: T): T {
  // Plain JavaScript may pass anything; left out is null here.
  assertValid(where, checkOptionalObject(props ?? null, "the properties that it takes"));
  return { ...props };
}
