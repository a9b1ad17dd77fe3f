import { InputValidation } from "cdktf-exchange-managed-identity";
import { type BackendConfiguration, stateArguments } from "./backend-schema";
import { isObject } from "./fields";
import type { Problem } from "./problem";

const SHARED_STATE = {
  allowed: "a text with {stack} in it, because there is more than one stack",
  remedy: "write {stack} in it for the name of the stack: two stacks in one state would destroy what the other created",
};

/*
 * Arguments that decide where a backend sends its sign-in: a token, a key, or a request that is signed with one. The
 * storage of an S3-compatible service is not among them: no secret goes there.
 */
const SIGN_IN_ELSEWHERE =
  /^(?:(?:.*_)?oidc_request_(?:url|token)|metadata_host|msi_endpoint|(?:storage_custom|sts|iam|sso|iam_role|ec2_metadata_service|.*_metadata)_endpoint|https?_proxy|proxy_url|exec)$/i;

/* Parts of s3's `endpoints` that take no sign-in. */
const STORAGE_ENDPOINTS = ["s3", "dynamodb"];

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
        ...tlsProblems(entry),
      ].slice(0, 1),
    ),
    ...consulProblems(backend),
    ...(stacks > 1 ? sharedState(backend) : []),
  ];
}

function secretProblems({ path, value }: Entry): Problem[] {
  const name = nameOf(path);
  if (name === "__proto__") {
    return [{ path, given: name, allowed: "the arguments of the backend", remedy: "remove it" }];
  }
  return InputValidation.isSecret(name, value)
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
  const isEndpoint = namesOf(path).slice(-2)[0] === "endpoints" && !STORAGE_ENDPOINTS.includes(nameOf(path));
  // What azurerm once called so is the address of Azure Resource Manager.
  const isAzure = type === "azurerm" && nameOf(path) === "endpoint";
  return isEndpoint || isAzure || SIGN_IN_ELSEWHERE.test(nameOf(path))
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
const SIGN_IN_FILES = /^(?:config_paths?|shared_(?:config|credentials)_files?)$/i;

function fileProblems({ path, value }: Entry): Problem[] {
  const isOfRepository = typeof value === "string" && !/^(?:~|\/|\\|[A-Za-z]:)/.test(value);
  return SIGN_IN_FILES.test(nameOf(path)) && isOfRepository
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

function tlsProblems({ path, value }: Entry): Problem[] {
  const isPlain =
    typeof value === "string" &&
    (/^\s*(?:http|ws|ftp):\/\//i.test(value) || /\bsslmode\s*=\s*(?:disable|allow|prefer)\b/i.test(value));
  return isPlain || (value === true && UNCHECKED_TLS.test(nameOf(path)))
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
  const isGiven = scheme !== undefined || (address !== undefined && !/^https?:/i.test(String(address)));
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

function namesOf(path: Path): string[] {
  return path.filter((part) => typeof part === "string");
}

function nameOf(path: Path): string {
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
