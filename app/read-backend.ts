import type { BackendConfiguration } from "./configuration";
import { holdsSecret, namesSecret } from "../lib/problem/secret-text";
import { isObject, type Section } from "./section";

const TYPES = ["azurerm", "s3", "gcs", "http", "remote", "local"] as const;

/* What tells the states of two stacks apart, in one backend or another. */
const PLACES = ["key", "prefix", "path", "address"];

/** Reads the backend of every stack; undefined where there is none, or it cannot be read. */
export function readBackend(section: Section | undefined, stacks: number): BackendConfiguration | undefined {
  if (!section) {
    return undefined;
  }
  const type = section.choice("type", TYPES);
  if (!section.has("type")) {
    section.note("type", {
      given: undefined,
      allowed: TYPES.map((name) => `"${name}"`).join(", "),
      remedy: "name the kind of backend",
    });
  }
  const config = section.section("config");
  section.close();
  const value = config ? section.take("config") : {};
  if (config) {
    checkConfig(section, type, value, stacks);
  }
  return type && isObject(value) ? { type, config: value } : undefined;
}

function checkConfig(section: Section, type: string | undefined, value: unknown, stacks: number): void {
  const visit = (entry: unknown, path: (string | number)[]) => {
    if (checkEntry(section, entry, path, stacks)) {
      return;
    }
    if (Array.isArray(entry)) {
      entry.forEach((child, index) => visit(child, [...path, index]));
    } else if (isObject(entry)) {
      Object.entries(entry).forEach(([key, child]) => visit(child, [...path, key]));
    }
  };
  visit(value, ["config"]);
  if (stacks > 1 && type === "gcs" && isObject(value) && value.prefix === undefined) {
    section.noteAt(["config"], { ...SHARED_STATE, given: "gcs without a prefix" });
  }
}

const SHARED_STATE = {
  allowed: "a text with {stack} in it, as there is more than one stack",
  remedy:
    "write {stack} where the stack's name is to stand: one state for two stacks would destroy what the other made",
};

/* Notes what is wrong with one entry, and says whether anything is. */
function checkEntry(section: Section, value: unknown, path: (string | number)[], stacks: number): boolean {
  const name = String(path[path.length - 1]);
  const isSecret = path.length > 1 && typeof value !== "boolean" && namesSecret(name);
  const finding =
    name === "__proto__"
      ? { given: name, allowed: "the arguments of the backend", remedy: "take it out" }
      : isSecret || (typeof value === "string" && holdsSecret(value))
        ? {
            given: value,
            secret: true,
            allowed: "no secret in the file",
            remedy: "take it out, and give it to Terraform by its environment variable or by -backend-config",
          }
        : isPlace(path) && stacks > 1 && !(typeof value === "string" && value.includes("{stack}"))
          ? { ...SHARED_STATE, given: value }
          : undefined;
  section.noteAt(path, finding);
  return finding !== undefined;
}

function isPlace(path: (string | number)[]): boolean {
  const [, ...inConfig] = path;
  return (
    (inConfig.length === 1 && PLACES.includes(String(inConfig[0]))) ||
    /^workspaces(\/0)?\/name$/.test(inConfig.join("/"))
  );
}
