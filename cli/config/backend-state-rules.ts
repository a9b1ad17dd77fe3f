import { type BackendConfiguration, stateArguments } from "./backend-schema";
import { isObject } from "./fields";
import type { Problem } from "./problem";

const SHARED_STATE = {
  allowed: "a text with {stack} in it, because there is more than one stack",
  remedy: "write {stack} in it for the name of the stack: two stacks in one state would destroy what the other created",
};

/** What is wrong with the state of several stacks: without the name of the stack in it they would share one. */
export function sharedState({ type, config = {} }: BackendConfiguration): Problem[] {
  const found = stateArguments(type).map((argument) => {
    const path = argument.split(".");
    return { path: ["backend", "config", ...path], value: valueAt(config, path) };
  });
  const given = found.filter(({ value }) => value !== undefined);
  if (given.some(({ value }) => JSON.stringify(value).includes("{stack}"))) {
    return [];
  }
  const [first] = given;
  return first
    ? [{ ...SHARED_STATE, path: first.path, given: first.value }]
    : [
        {
          ...SHARED_STATE,
          path: ["backend", "config"],
          given: `${type} without ${stateArguments(type).join(" and ")}`,
        },
      ];
}

function valueAt(value: unknown, [key, ...rest]: string[]): unknown {
  if (key === undefined) {
    return value;
  }
  const entry = Array.isArray(value) ? (value[0] as unknown) : value;
  return isObject(entry) ? valueAt(entry[key], rest) : undefined;
}
