import { InputValidation } from "cdktf-exchange-managed-identity";
import { type BackendConfiguration, stateArguments } from "./backend-schema";
import { isObject } from "./fields";
import type { Problem } from "./problem";

const SHARED_STATE = {
  allowed: "a text with {stack} in it, because there is more than one stack",
  remedy: "write {stack} in it for the name of the stack: two stacks in one state would destroy what the other created",
};

type Path = (string | number)[];

/** What is wrong with the arguments of a backend: secrets, and a state that two stacks would share. */
export function backendProblems(backend: BackendConfiguration, stacks: number): Problem[] {
  const secrets = entriesOf(backend.config ?? {}, ["backend", "config"]).flatMap(({ path, value }): Problem[] => {
    const name = String(path[path.length - 1]);
    if (name === "__proto__") {
      return [{ path, given: name, allowed: "the arguments of the backend", remedy: "take it out" }];
    }
    return InputValidation.isSecret(name, value)
      ? [
          {
            path,
            given: value,
            secret: true,
            allowed: "no secret in the file",
            remedy: "take it out, and give it to Terraform by its environment variable or by -backend-config",
          },
        ]
      : [];
  });
  return [...secrets, ...(stacks > 1 ? sharedState(backend) : [])];
}

function sharedState({ type, config = {} }: BackendConfiguration): Problem[] {
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

function entriesOf(value: unknown, path: Path): { readonly path: Path; readonly value: unknown }[] {
  const children: [string | number, unknown][] = Array.isArray(value)
    ? value.map((entry, index): [number, unknown] => [index, entry])
    : isObject(value)
      ? Object.entries(value)
      : [];
  return children.flatMap(([key, child]) => [
    { path: [...path, key], value: child },
    ...entriesOf(child, [...path, key]),
  ]);
}
