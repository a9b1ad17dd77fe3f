import { isSecret } from "cdktf-exchange-managed-identity/internal";
import type { BackendConfiguration } from "./backend-schema";
import { sharedState } from "./backend-state-rules";
import { isObject } from "./fields";
import type { Problem } from "./problem";

/*
 * Arguments that decide where a backend sends its sign-in: a token, a key, or a request that is signed with one. The
 * storage of an S3-compatible service is not among them: no secret goes there.
 */
const SIGN_IN_ELSEWHERE =
  /^(?:(?:.*_)?oidc_request_(?:url|token)|metadata_host|msi_endpoint|(?:storage_custom|sts|iam|sso|iam_role|ec2_metadata_service|.*_metadata)_endpoint|universe_domain|https?_proxy|proxy_url|exec)$/i;

/* Parts of s3's `endpoints` that take no sign-in. */
const STORAGE_ENDPOINTS = ["s3", "dynamodb"];

/* Names that Terraform puts into the address that it signs in at. */
const PART_OF_HOST: { readonly [argument: string]: { readonly pattern: RegExp; readonly allowed: string } } = {
  storage_account_name: { pattern: /^[a-z0-9]{3,24}$/, allowed: "3 to 24 lower-case letters and digits" },
  region: { pattern: /^[a-z0-9-]+$/i, allowed: "letters, digits and hyphens" },
};

/* Arguments that turn the check of a certificate off. */
const UNCHECKED_TLS = /^(?:insecure|skip_(?:cert|tls)_verification)$/i;

type Path = (string | number)[];

interface Entry {
  readonly path: Path;
  readonly value: unknown;
}

/** What is wrong with the arguments of a backend: secrets, another place for the sign-in, and a state that two stacks would share. */
export function backendProblems(backend: BackendConfiguration, stacks: number): Problem[] {
  const entries = entriesOf(backend.config ?? {}, ["backend", "config"]);
  return [
    ...entries.flatMap((entry) =>
      [
        ...secretProblems(entry),
        ...signInProblems(backend.type, entry),
        ...fileProblems(entry),
        ...hostProblems(entry),
        ...tlsProblems(entry),
      ].slice(0, 1),
    ),
    ...consulProblems(backend),
    ...(stacks > 1 ? sharedState(backend) : []),
  ];
}

function secretProblems({ path, value }: Entry): Problem[] {
  const name = argumentOf(path);
  if (name === "__proto__") {
    return [{ path, given: name, allowed: "the arguments of the backend", remedy: "remove it" }];
  }
  // A label or a tag may have any name.
  const isLabel = namesOf(path).some((part) => /^(?:labels|tags)$/i.test(part)) && !isSecret("", value);
  return !isLabel && isSecret(name, value)
    ? [
        {
          path,
          given: value,
          secret: true,
          allowed: "no secret in the file",
          remedy: "remove it, and give it to Terraform by its environment variable or by -backend-config",
        },
      ]
    : [];
}

function signInProblems(type: string, { path, value }: Entry): Problem[] {
  const isEndpoint = namesOf(path).slice(-2)[0] === "endpoints" && !STORAGE_ENDPOINTS.includes(argumentOf(path));
  // What azurerm once called so is the address of Azure Resource Manager.
  const isAzure = type === "azurerm" && argumentOf(path) === "endpoint";
  return isEndpoint || isAzure || SIGN_IN_ELSEWHERE.test(argumentOf(path))
    ? [
        {
          path,
          given: value,
          allowed: "a backend that signs in where Terraform does by itself",
          remedy:
            "remove it: whoever changes the file could send the pipeline's sign-in elsewhere. If it is needed, give it to Terraform by its environment variable or by -backend-config",
        },
      ]
    : [];
}

/* Files that say how to sign in, or name a program that does it: in the repository they are as open as this file. */
const SIGN_IN_FILES = /^(?:config_paths?|shared_(?:config|credentials)_(?:files?|dir))$/i;

function fileProblems({ path, value }: Entry): Problem[] {
  const isOfRepository = typeof value === "string" && !/^(?:~|\/|\\|[A-Za-z]:)/.test(value);
  return SIGN_IN_FILES.test(argumentOf(path)) && isOfRepository
    ? [
        {
          path,
          given: value,
          allowed: "a file outside of the repository, such as ~/.kube/config",
          remedy:
            "remove it: whoever changes that file could send the pipeline's sign-in elsewhere, or run a program. If it is needed, give it to Terraform by its environment variable",
        },
      ]
    : [];
}

function hostProblems({ path, value }: Entry): Problem[] {
  const rule = Object.entries(PART_OF_HOST).find(([argument]) => argument === argumentOf(path).toLowerCase())?.[1];
  // The name of a stack has letters, digits and hyphens too; Azure judges the whole.
  const isName = typeof value !== "string" || rule?.pattern.test(value.replaceAll("{stack}", "000")) !== false;
  return isName
    ? []
    : [
        {
          path,
          given: value,
          allowed: rule?.allowed ?? "",
          remedy: "write the name alone: it becomes a part of the address that Terraform signs in at",
        },
      ];
}

function tlsProblems({ path, value }: Entry): Problem[] {
  const text = typeof value === "string" ? decoded(value) : "";
  const isPlain =
    /^\s*(?:http|ws|ftp):\/\//i.test(text) || /\bsslmode\s*=\s*['"]?(?:disable|allow|prefer)\b/i.test(text);
  // Terraform takes a text or a number for a boolean.
  const isOn = /^(?:true|1)$/i.test(String(value));
  return isPlain || (isOn && UNCHECKED_TLS.test(argumentOf(path)))
    ? [
        {
          path,
          given: value,
          allowed: "an address with TLS, whose certificate is checked",
          remedy: "write an https address: the state, and the sign-in to it, would be readable on the way",
        },
      ]
    : [];
}

/* consul's address has no scheme, and http is its default. */
function consulProblems({ type, config = {} }: BackendConfiguration): Problem[] {
  const { address, scheme } = config;
  // An address with its own scheme is looked at as any other one.
  const isGiven = scheme !== undefined || (address !== undefined && !/^(?:https?|unix):/i.test(String(address)));
  return type === "consul" && isGiven && scheme !== "https"
    ? [
        {
          path: ["backend", "config", ...(scheme === undefined ? [] : ["scheme"])],
          given: scheme ?? "consul without a scheme, which is http",
          allowed: '"scheme": "https"',
          remedy: 'write "scheme": "https": the state, and the sign-in to it, would be readable on the way',
        },
      ]
    : [];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function namesOf(path: Path): string[] {
  return path.filter((part) => typeof part === "string");
}

function argumentOf(path: Path): string {
  return String(namesOf(path).pop());
}

function entriesOf(value: unknown, path: Path): Entry[] {
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
