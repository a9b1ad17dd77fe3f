import { assertType, objectOf } from "./type-check";

/**
 * A copy of an object of properties: what the program changes in it later does not count.
 *
 * @throws an `Error` named `ExchangeInputError` for anything else
 */
export function copyOf<T extends object>(where: string, props: T): T {
  assertType([where], props, objectOf({}, "the properties that it takes"));
  return { ...props };
}
