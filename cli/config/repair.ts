import type * as z from "zod";
import { HOST_KINDS } from "../hosts/host-kinds";
import { isObject } from "./fields";
import { type IdentityConfiguration, identitySchema } from "./identity-schema";

/** Stands in for every kind of name that was refused, and fits the rule of each. */
export const STAND_IN = "refused-name-01";

/* What an entry of a list cannot do without, each name once. */
const REQUIRED_IN_ENTRIES: { readonly [key: string]: (index: string) => unknown } = {
  name: (index) => `${STAND_IN}-${index}`,
  version: () => "1.0.0",
  role: (index) => `${STAND_IN}-${index}`,
};

const REQUIRED: { readonly [key: string]: unknown } = {
  organization: "contoso.onmicrosoft.com",
  resourceGroup: { name: STAND_IN, existing: true },
  host: { type: HOST_KINDS[0].type, name: STAND_IN },
  identity: { type: "systemAssigned" },
};

/**
 * An identity whose shape is wrong, with stand-ins for what is wrong, so that the rest of it can be checked in the same
 * run. Nothing of it is ever written. Undefined if too little is right.
 */
export function withStandIns(value: unknown, issues: readonly z.core.$ZodIssue[]): IdentityConfiguration | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const copy = structuredClone(value);
  for (const issue of issues) {
    const path = issue.path.map(String);
    if (issue.code === "unrecognized_keys") {
      issue.keys.forEach((key) => remove(copy, [...path, key]));
    } else {
      replace(copy, path);
    }
  }
  const again = identitySchema.safeParse({ ...REQUIRED, ...withoutUndefined(copy) });
  return again.success ? again.data : undefined;
}

function replace(identity: { [key: string]: unknown }, path: string[]): void {
  const key = path[path.length - 1] ?? "";
  const [top = ""] = path;
  const holder = holderOf(identity, path);
  if (isObject(holder) && /^\d+$/.test(path[path.length - 2] ?? "")) {
    // An entry of a list: its place stays, so that the others are checked.
    if (key in REQUIRED_IN_ENTRIES) {
      holder[key] = REQUIRED_IN_ENTRIES[key](path[path.length - 2]);
    } else {
      Reflect.deleteProperty(holder, key);
    }
    return;
  }
  if (path.length > 1 && isObject(holder) && (key === "name" || key === "location")) {
    holder[key] = key === "name" ? STAND_IN : "West US";
  } else if (path.length > 1 && isObject(holder) && key === "network") {
    holder[key] = { addressSpace: "10.20.0.0/24" };
  } else if (path.length === 2 && isObject(holder) && holder[key] !== undefined) {
    remove(identity, path);
  } else {
    remove(identity, [top]);
  }
}

/* What holds the last part of a path. */
function holderOf(identity: { [key: string]: unknown }, path: string[]): unknown {
  return path.slice(0, -1).reduce<unknown>((current, part) => {
    if (Array.isArray(current)) {
      return current[Number(part)] as unknown;
    }
    return isObject(current) ? current[part] : undefined;
  }, identity);
}

function remove(identity: { [key: string]: unknown }, path: string[]): void {
  const holder = holderOf(identity, path);
  if (isObject(holder)) {
    Reflect.deleteProperty(holder, path[path.length - 1] ?? "");
  } else {
    // Inside a list: an entry less would move the others.
    Reflect.deleteProperty(identity, path[0] ?? "");
  }
}

function withoutUndefined(value: { [key: string]: unknown }): { [key: string]: unknown } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined));
}
