import type { BackendConfiguration } from "./configuration";
import { isObject, type Section } from "./section";

const TYPES = ["azurerm", "s3", "gcs", "http", "remote", "local"] as const;

/* What tells the states of two stacks apart, in one backend or another. */
const PLACES = ["key", "prefix", "path", "address"];

const SECRETS =
  /^(access_key|sas_token|client_secret|client_certificate_password|oidc_token|oidc_request_token|secret_key|session_token|access_token|credentials|encryption_key|password|token|client_private_key_pem|sse_customer_key)$|password|secret/i;
const SIGNED = /[?&](sig|signature|token|x-amz-signature|x-goog-signature)=|:\/\/[^/\s]*:[^/\s]*@/i;

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
    checkConfig(section, value, stacks);
  }
  return type && isObject(value) ? { type, config: value } : undefined;
}

function checkConfig(section: Section, value: unknown, stacks: number): void {
  const visit = (entry: unknown, path: (string | number)[]) => {
    if (Array.isArray(entry)) {
      entry.forEach((child, index) => visit(child, [...path, index]));
    } else if (isObject(entry)) {
      Object.entries(entry).forEach(([key, child]) => visit(child, [...path, key]));
    } else {
      checkEntry(section, entry, path, stacks);
    }
  };
  visit(value, ["config"]);
}

function checkEntry(section: Section, value: unknown, path: (string | number)[], stacks: number): void {
  const name = String(path[path.length - 1]);
  const where = path.slice(1).length > 0 ? path : ["config"];
  if (name === "__proto__") {
    section.noteAt(where, { given: name, allowed: "the arguments of the backend", remedy: "take it out" });
  } else if (typeof value === "string" && (SECRETS.test(name) || SIGNED.test(value))) {
    section.noteAt(where, {
      given: value,
      secret: true,
      allowed: "no secret in the file",
      remedy: "take it out, and give it to Terraform by its environment variable or by -backend-config",
    });
  } else if (typeof value === "string" && isPlace(path) && stacks > 1 && !value.includes("{stack}")) {
    section.noteAt(where, {
      given: value,
      allowed: "a text with {stack} in it, as there is more than one stack",
      remedy:
        "write {stack} where the stack's name is to stand: one state for two stacks would destroy what the other made",
    });
  }
}

function isPlace(path: (string | number)[]): boolean {
  const [, ...inConfig] = path;
  return (
    (inConfig.length === 1 && PLACES.includes(String(inConfig[0]))) ||
    inConfig.join("/").match(/^workspaces(\/0)?\/name$/) !== null
  );
}
