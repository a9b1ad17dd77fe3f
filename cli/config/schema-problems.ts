import { PowerShellRuntime } from "cdktf-exchange-managed-identity";
import { isSecret, nearestOf } from "cdktf-exchange-managed-identity/internal";
import type * as z from "zod";
import { HOST_KINDS } from "../hosts/host-kinds";
import { isObject, type Words } from "./fields";
import { pointer, type Problem } from "./problem";
import { keysOf, metaOf, schemaAt, valueAt } from "./schema-meta";

type Path = readonly (string | number)[];

/** The issues of a declaration as problems, each with the value that was given. */
export function schemaProblems(issues: readonly z.core.$ZodIssue[], value: unknown, schema: z.ZodType): Problem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => unknownKey([...path, key], key, value, schema));
    }
    const given = valueAt(value, path);
    const { words, wordsFor } = metaOf(schemaAt(schema, value, path) ?? schema);
    const { allowed, remedy } = { ...words, ...wordsFor?.(given), ...runtimeWords(path, value), ...customWords(issue) };
    return [{ path, given, allowed: allowed ?? "", remedy: remedy ?? "", secret: isSecretAt(path, given) }];
  });
}

/* What a check of the declaration says itself. */
function customWords(issue: z.core.$ZodIssue): Partial<Words> {
  return issue.code === "custom" ? ((issue.params ?? {}) as Partial<Words>) : {};
}

/**
 * What is wrong with one value of an entry, if anything: its shape, or what the library's rule says of it. For questions
 * that are asked one by one.
 */
export function problemOfValue(entry: unknown, path: Path, schema: z.ZodType): Problem | undefined {
  const issues = schema.safeParse(entry).error?.issues ?? [];
  const place = pointer(path);
  return (
    schemaProblems(issues, entry, schema).find((problem) => pointer(problem.path).startsWith(place)) ??
    ruleProblem(entry, path, schema)
  );
}

/**
 * What the library's rules say of the texts of an entry. For one whose shape is wrong: nothing is built of it, so that no
 * construct looks at its values.
 */
export function ruleProblems(entry: unknown, schema: z.ZodType): Problem[] {
  return textsIn(entry).flatMap((path) => ruleProblem(entry, path, schema) ?? []);
}

function ruleProblem(entry: unknown, path: Path, schema: z.ZodType): Problem | undefined {
  const given = valueAt(entry, path);
  const rule = metaOf(schemaAt(schema, entry, path) ?? schema).rule;
  // A text of the file is literal: what looks like an expression of Terraform is none.
  return rule === undefined || typeof given !== "string" || new RegExp(rule.pattern, "u").test(given)
    ? undefined
    : { path: [...path], given, allowed: rule.allowed, remedy: rule.remedy, secret: isSecretAt(path, given) };
}

function textsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === "string") {
    return [path];
  }
  return Array.isArray(value)
    ? value.flatMap((entry, index) => textsIn(entry, [...path, index]))
    : Object.entries(isObject(value) ? value : {}).flatMap(([key, entry]) => textsIn(entry, [...path, key]));
}

/* A runtime that the kind of host has not. */
function runtimeWords(path: Path, value: unknown): Partial<Words> {
  const isRuntime = path[path.length - 1] === "runtime" || path[path.length - 2] === "runtimes";
  const type = valueAt(value, [...path.slice(0, path.indexOf("identities") + 2), "host", "type"]);
  const runtimes = isRuntime ? HOST_KINDS.find((kind) => kind.type === type)?.runtimes : undefined;
  const given = valueAt(value, path);
  if (runtimes === undefined || typeof given !== "string") {
    return {};
  }
  const { allowed, remedy } = PowerShellRuntime._unknown(given, [...runtimes]);
  return { allowed, remedy };
}

function unknownKey(path: (string | number)[], key: string, value: unknown, root: z.ZodType): Problem {
  const schema = schemaAt(root, value, path.slice(0, -1)) ?? root;
  const { hints = {} } = metaOf(schema);
  if (Object.hasOwn(hints, key)) {
    return { path, given: valueAt(value, path), ...hints[key] };
  }
  const keys = keysOf(schema);
  const nearest = nearestOf(key, keys);
  return {
    path,
    given: `the key "${key}"`,
    allowed: keys.join(", "),
    remedy: isSecret(key, undefined)
      ? "remove it: the file contains no secrets; passwords and signed addresses are Terraform variables"
      : nearest
        ? `write "${nearest}", or remove it`
        : "fix its spelling, or remove it",
  };
}

function isSecretAt(path: Path, given: unknown): boolean | undefined {
  return given !== undefined && isSecret(String(path[path.length - 1]), given) ? true : undefined;
}
