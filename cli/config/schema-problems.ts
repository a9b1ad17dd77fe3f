import { PowerShellRuntime } from "cdktf-exchange-managed-identity";
import { isSecret, nearestOf } from "cdktf-exchange-managed-identity/internal";
import type * as z from "zod";
import { isObject, type Hints } from "./fields";
import type { Problem } from "./problem";
import { hintsAt } from "./hints";

/** The issues of the declaration as problems, each with the value that was given. */
export function schemaProblems(issues: readonly z.core.$ZodIssue[], value: unknown): Problem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
    const [allowed = "", remedy = ""] = issue.message.split("\n");
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => unknownKey([...path, key], key, allowed, hintsAt(value, path), value));
    }
    if (issue.code === "invalid_key") {
      const [first] = issue.issues;
      const [keyAllowed = "", keyRemedy = ""] = (first?.message ?? "").split("\n");
      return [{ path, given: path[path.length - 1], allowed: keyAllowed, remedy: keyRemedy }];
    }
    const given = valueAt(value, path);
    return [{ path, given, allowed, remedy, ...runtimeWords(path, value), secret: isSecretAt(path, given) }];
  });
}

/* A runtime that the kind of host has not. */
function runtimeWords(
  path: readonly (string | number)[],
  value: unknown,
): Partial<Pick<Problem, "allowed" | "remedy">> {
  const isRuntime = path[path.length - 1] === "runtime" || path[path.length - 2] === "runtimes";
  const type = valueAt(value, [...path.slice(0, path.indexOf("identities") + 2), "host", "type"]);
  const runtimes = isRuntime && typeof type === "string" ? RUNTIMES_OF[type] : undefined;
  const given = valueAt(value, path);
  if (runtimes === undefined || typeof given !== "string") {
    return {};
  }
  const { allowed, remedy } = PowerShellRuntime._unknown(given, runtimes);
  return { allowed, remedy };
}

const RUNTIMES_OF: { readonly [hostType: string]: PowerShellRuntime[] | undefined } = {
  automationAccount: PowerShellRuntime.automation(),
  windowsVirtualMachine: [PowerShellRuntime.V5_1],
  linuxVirtualMachine: [PowerShellRuntime.V7],
};

function unknownKey(path: (string | number)[], key: string, known: string, hints: Hints, value: unknown): Problem {
  const [allowed, remedy] = Object.hasOwn(hints, key) ? hints[key].split("\n") : [];
  if (allowed !== undefined && remedy !== undefined) {
    return { path, given: valueAt(value, path), allowed, remedy };
  }
  const nearest = nearestOf(key, known.split(", "));
  return {
    path,
    given: `the key "${key}"`,
    allowed: known,
    remedy: isSecret(key, undefined)
      ? "remove it: the file contains no secrets; passwords and signed addresses are Terraform variables"
      : nearest
        ? `write "${nearest}", or remove it`
        : "fix its spelling, or remove it",
  };
}

/** The value at a path. */
function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((current, key) => {
    if (Array.isArray(current)) {
      return current[Number(key)] as unknown;
    }
    return isObject(current) && Object.hasOwn(current, String(key)) ? current[String(key)] : undefined;
  }, value);
}

function isSecretAt(path: readonly (string | number)[], given: unknown): boolean | undefined {
  return given !== undefined && isSecret(String(path[path.length - 1]), given) ? true : undefined;
}
