import { readFileSync } from "node:fs";
import { ProviderVersions } from "cdktf-exchange-managed-identity";
import type { Node } from "jsonc-parser";
import type * as z from "zod";
import { backendProblems } from "./backend-rules";
import { type BackendConfiguration, backendSchema } from "./backend-schema";
import { type Configuration, configurationSchema, fileSchema } from "./configuration-schema";
import { isObject } from "./fields";
import { bothRunbookProblems, groupProblems, stackNameProblems } from "./identity-rules";
import { type IdentityConfiguration, identitySchema } from "./identity-schema";
import type { Problem } from "./problem";
import { readText } from "./read-text";
import { withStandIns } from "./repair";
import { ruleProblems, schemaProblems } from "./schema-problems";
import { lostKeyProblems } from "./lost-keys";

/** An identity of the configuration. */
export interface LoadedIdentity {
  readonly name: string;
  readonly configuration: IdentityConfiguration;
  /** Whether values were replaced so that the rest could be checked; then nothing may be written. */
  readonly isRepaired: boolean;
}

/** What a configuration file contains, and what is wrong with its shape. */
export interface Loaded {
  readonly text: string;
  /** The tree of the text, for lines and columns. */
  readonly root?: Node;
  readonly file: Omit<Configuration, "identities">;
  readonly identities: LoadedIdentity[];
  readonly problems: Problem[];
  /** The value of the text. */
  readonly value?: unknown;
}

/** The file could not be read. */
export class UnreadableFile extends Error {
  public constructor(file: string, error: unknown) {
    const code = (error as NodeJS.ErrnoException).code;
    super(
      `${file}\n  given:   ${code === "ENOENT" ? "no file with this name" : `a file that cannot be read (${code ?? String(error)})`}\n  allowed: a configuration file that can be read\n  to do:   write exchange.config.json, or name another file with --config or in the environment variable EXCHANGE_CONFIG`,
    );
  }
}

/**
 * Reads a configuration file, and checks its shape and what only a file has. What its values may be, its stacks show.
 *
 * @throws UnreadableFile
 */
export function load(file: string): Loaded {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UnreadableFile(file, error);
  }
  const { text, root, value, problems } = readText(bytes);
  return problems.length > 0
    ? { text, root, file: {}, identities: [], problems }
    : { text, root, value, ...check(value) };
}

function check(value: unknown): Omit<Loaded, "text" | "root" | "value"> {
  const result = fileSchema.safeParse(value);
  const entries = isObject(value) && isObject(value.identities) ? Object.entries(value.identities) : [];
  const parsed = entries.map(([name, entry]) => ({ name, entry, result: identitySchema.safeParse(entry) }));
  const file = result.success ? result.data : validParts(value);
  const backend = isObject(value) ? backendSchema.safeParse(value.backend).data : undefined;
  const versions = ProviderVersions._check(file.providerVersions ?? {}).map(({ place, ...finding }): Problem => ({
    ...finding,
    path: ["providerVersions", ...place],
  }));
  return {
    file,
    identities: parsed.flatMap(loadIdentity),
    problems: [
      ...schemaProblems(result.error?.issues ?? [], value, fileSchema),
      ...versions,
      ...stackNameProblems(entries.map(([name]) => name)),
      ...(backend ? backendProblems(backend as BackendConfiguration, entries.length) : []),
      ...parsed.flatMap((identity) => identityProblems(identity, value)),
      ...entries.flatMap(([name, entry]) => groupProblems(name, entry)),
      ...entries.flatMap(([name, entry]) => bothRunbookProblems(name, entry)),
      ...entries.flatMap(([name, entry]) => lostKeyProblems(entry, ["identities", name])),
    ],
  };
}

function identityProblems({ name, entry, result }: ParsedIdentity, value: unknown): Problem[] {
  if (result.success) {
    return [];
  }
  const issues = result.error.issues.map((issue) => ({ ...issue, path: ["identities", name, ...issue.path] }));
  return [
    ...schemaProblems(issues, value, configurationSchema),
    ...ruleProblems(entry, identitySchema).map((problem) => ({
      ...problem,
      path: ["identities", name, ...problem.path],
    })),
  ];
}

interface ParsedIdentity {
  readonly name: string;
  readonly entry: unknown;
  readonly result: z.ZodSafeParseResult<IdentityConfiguration>;
}

function loadIdentity({ name, entry, result }: ParsedIdentity): LoadedIdentity[] {
  if (result.success) {
    return [{ name, configuration: result.data, isRepaired: false }];
  }
  const configuration = withStandIns(entry, result.error.issues);
  return configuration ? [{ name, configuration, isRepaired: true }] : [];
}

/* What of the file's own keys can be used to check the identities. */
function validParts(value: unknown): Omit<Configuration, "identities"> {
  const { provider, providerVersions } = configurationSchema.shape;
  const given = isObject(value) ? value : {};
  return {
    provider: provider.safeParse(given.provider).data,
    providerVersions: providerVersions.safeParse(given.providerVersions).data,
  };
}
